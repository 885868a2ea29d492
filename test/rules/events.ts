/** The events of the tests beside the rules of the pack, by the stem of the rule's file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTests } from '../../src/testing/cases.js'
import { projectRoot } from '../project.js'

export type Event = Readonly<Record<string, string | number | null>>

export interface RuleEvents {
  readonly match: readonly Event[]
  readonly miss: readonly Event[]
  /** Events that are looked at together, and how many results they have. */
  readonly together: readonly { readonly events: readonly Event[]; readonly results: number }[]
}

const folder = join(projectRoot, 'rules/iis')

/** The pack's events have no lists and nothing below their fields. */
const withScalars = (event: Readonly<Record<string, unknown>>): Event =>
  Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      if (typeof value === 'string' || typeof value === 'number' || value === null) {
        return [name, value]
      }
      throw new Error(`${name} is no text and no number`)
    }),
  )

function eventsOf(stem: string): RuleEvents {
  const path = join(folder, `${stem}.test.yml`)
  const { value } = readTests({ path, text: readFileSync(path, 'utf8') })
  const of = (expected: 'match' | 'miss'): readonly Event[] =>
    value
      .filter((one) => one.expected === expected)
      .flatMap(({ events }) => events.map(withScalars))
  const together = value.flatMap(({ events, expected }) =>
    typeof expected === 'number' ? [{ events: events.map(withScalars), results: expected }] : [],
  )
  return { match: of('match'), miss: of('miss'), together }
}

export const ruleEvents: Readonly<Record<string, RuleEvents>> = Object.fromEntries(
  readdirSync(folder)
    .flatMap((name) => /^(.*)\.test\.yml$/.exec(name)?.[1] ?? [])
    .map((stem) => [stem, eventsOf(stem)]),
)
