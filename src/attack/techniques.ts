/** What is known of techniques and tactics of MITRE ATT&CK, looked up by id. */
import {
  deprecatedTechniques,
  lastTechnique,
  movedTechniques,
  otherTactics,
  retiredTactics,
  revokedTechniques,
  techniquesByTactics,
} from './table.js'

/** What a technique is now. */
export type Technique =
  | { readonly state: 'used'; readonly tactics: readonly string[] }
  | { readonly state: 'deprecated' }
  /** Up to version 18 by another, or by version 19. */
  | { readonly state: 'revoked' | 'moved'; readonly successor: string }
  /** Of a later version than the table. */
  | { readonly state: 'newer' }

let table: ReadonlyMap<string, Technique> | undefined

function makeTable(): ReadonlyMap<string, Technique> {
  const made = new Map<string, Technique>()
  for (const [names, techniques] of techniquesByTactics) {
    const tactics = names.split(' ')
    for (const text of techniques.split(/\s+/)) {
      const [id = '', endings = ''] = text.split(':')
      made.set(id, { state: 'used', tactics })
      for (const ending of endings.split(',').filter(Boolean)) {
        const of = otherTactics[`${id}.${ending}`]?.split(' ') ?? tactics
        made.set(`${id}.${ending}`, { state: 'used', tactics: of })
      }
    }
  }
  for (const id of deprecatedTechniques) made.set(id, { state: 'deprecated' })
  for (const [id, successor] of pairsOf(revokedTechniques)) {
    made.set(id, { state: 'revoked', successor })
  }
  for (const [id, successor] of pairsOf(movedTechniques)) {
    made.set(id, { state: 'moved', successor })
    if (!made.has(successor)) made.set(successor, { state: 'newer' })
  }
  return made
}

const pairsOf = (text: string): readonly (readonly [string, string])[] =>
  text.split(/\s+/).map((pair) => {
    const [from = '', to = ''] = pair.split('=')
    return [from, to]
  })

/** The technique of an id in upper case; undefined where no version has it. */
export function techniqueOf(id: string): Technique | undefined {
  table ??= makeTable()
  return table.get(id) ?? (id.slice(0, 5) > lastTechnique ? { state: 'newer' } : undefined)
}

/** Tactics with those that replace them: version 19 splits one, and rules of either version are right. */
export const withSuccessors = (tactics: readonly string[]): readonly string[] =>
  tactics.flatMap((tactic) => [tactic, ...(retiredTactics[tactic] ?? [])])
