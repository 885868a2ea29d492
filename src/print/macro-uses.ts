/** Parts of a condition that go back to Splunk in its own words: as macros, and as they were written. */
import { fingerprint } from '../ast/build.js'
import type { And, Condition, MacroUse, Or } from '../ast/nodes.js'
import { mapOperands } from '../ast/visit.js'
import type { Language, Worded } from './backend.js'
import { conjunctsOf } from './plan.js'

/** A condition, and a language that has words for parts of it. */
export interface InWords {
  readonly condition: Condition
  readonly language: Language
}

/**
 * The condition with what a macro or a word stands for said as that is written: any part that is the same tree, also where it is some
 * of the operands of a larger AND or OR. To say a part once more changes no AND or OR.
 */
export function inMacros(
  condition: Condition,
  uses: readonly MacroUse[],
  language: Language,
): InWords {
  if (uses.length === 0) return { condition, language }
  const said = uses.filter((use) => use.condition.kind !== 'always')
  const wholes = new Map(said.toReversed().map((use) => [fingerprint(use.condition), use]))
  const groups = groupsByFirst(uses)
  const words = new Map<Condition, Worded>()

  const reword = (part: Condition): Condition => {
    const use = wholes.get(fingerprint(part))
    if (use !== undefined) words.set(part, wordedOf(use))
    if (use !== undefined || words.has(part)) return part
    switch (part.kind) {
      case 'and':
      case 'or':
        return mapOperands(gather(part), reword)
      case 'not': {
        const operand = reword(part.operand)
        return operand === part.operand ? part : { ...part, operand }
      }
      case 'predicate':
      case 'keyword':
      case 'always':
      case 'never':
        return part
    }
  }

  /** What a macro stands for as a group of its own, in the place of the first of its operands. */
  const gather = (group: And | Or): And | Or => {
    const keys = group.operands.map(fingerprint)
    const candidates = keys.flatMap((key) => groups.get(`${group.kind} ${key}`) ?? [])
    if (candidates.length === 0) return group
    const places = new Map(keys.map((key, place) => [key, place]))
    const taken = new Set<number>()
    const parts: (readonly [place: number, part: Condition])[] = []
    for (const { use, operands } of candidates) {
      const own = operands.flatMap((key) => places.get(key) ?? [])
      if (own.length < operands.length || own.every((place) => taken.has(place))) continue
      const part: Condition = { kind: group.kind, operands: own.map((at) => group.operands[at]!) }
      words.set(part, wordedOf(use))
      parts.push([Math.min(...own), part])
      for (const place of own) taken.add(place)
    }
    if (parts.length === 0) return group
    const others = group.operands.flatMap((operand, place) =>
      taken.has(place) ? [] : [[place, operand] as const],
    )
    const operands = [...parts, ...others].toSorted(([left], [right]) => left - right)
    return { kind: group.kind, operands: operands.map(([, operand]) => operand) }
  }

  const reworded = reword(condition)
  // What says nothing yet is for others to define, and is said as one more conjunct.
  const empty = uses.filter((use) => use.condition.kind === 'always')
  for (const use of empty) words.set(use.condition, wordedOf(use))
  // Conjuncts are printed one by one: a group that has a name is one of them.
  const operands = [
    ...(words.has(reworded) ? [reworded] : conjunctsOf(reworded)),
    ...empty.map((use) => use.condition),
  ]
  return { condition: { kind: 'and', operands }, language: { ...language, words } }
}

/** Macros are text: without brackets of its own, what one makes is bound by what stands beside it. */
function wordedOf({ text, condition: { kind }, delimited }: MacroUse): Worded {
  const binds = kind === 'and' || kind === 'or' || kind === 'not' ? kind : 'atom'
  return { text, binds: delimited === true ? 'atom' : binds }
}

interface GroupUse {
  readonly use: MacroUse
  /** The fingerprints of its operands. */
  readonly operands: readonly string[]
}

/** Macros that stand for several operands, by the kind of the group and its first operand. */
function groupsByFirst(uses: readonly MacroUse[]): ReadonlyMap<string, readonly GroupUse[]> {
  const groups = new Map<string, GroupUse[]>()
  for (const use of uses) {
    const { condition } = use
    if (condition.kind !== 'and' && condition.kind !== 'or') continue
    const operands = condition.operands.map(fingerprint)
    const key = `${condition.kind} ${operands[0]}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [{ use, operands }])
    else group.push({ use, operands })
  }
  return groups
}
