/** What a log source says of every event of it, added to what happened. */
import type { Vocabulary } from '../../src/ast/nodes.js'
import type { LogSourceRow, SourceTest } from '../../src/fields/types.js'
import type { Random } from '../fuzz/random.js'
import { textOf } from './choices.js'
import { worldOf, type World } from './world.js'

/** What selects a log source in a target: fields of a vocabulary, each of which is one of some values. */
export interface SourceTests {
  readonly vocabulary: Vocabulary
  readonly tests: readonly SourceTest[]
}

/** The same values as the log source writes them, where a rule has other letters. */
const canonical = (value: unknown, values: readonly string[]): unknown =>
  values.find((each) => each.toLowerCase() === textOf(value).toLowerCase()) ?? value

/** Ids of Sysmon's events on the registry by what they say happened. */
const registryIds: Readonly<Record<string, number>> = {
  CreateKey: 12,
  DeleteKey: 12,
  DeleteValue: 12,
  SetValue: 13,
  RenameKey: 14,
}

/**
 * An event of the log source, as it is selected in a target. Where several logs have the event, each with an id of its own,
 * it is of one whose id the rule asks for: a rule on event 1 of Sysmon is one on the creation of a process.
 */
export function ofLogSource(
  world: World,
  row: LogSourceRow,
  { vocabulary, tests }: SourceTests,
  { asked, own: ownTests }: { readonly asked: ReadonlySet<string>; readonly own: SourceTests },
  random: Random,
): World {
  const of = vocabulary === 'securityEvent' ? 'security' : vocabulary
  const form =
    row.events.find((events) => events.vocabulary === of) ??
    row.events.find(({ eventIds }) => eventIds.length === 1 && asked.has(String(eventIds[0]))) ??
    row.events[random.below(Math.max(1, row.events.length))]
  const formed = form === undefined ? world : ofForm(world, row, form, random)
  const own = withOwnNames(withTests(formed, ownTests.tests, ownTests.vocabulary, random), ownTests)
  const selected = withTests(own, tests, vocabulary, random)
  return row.family === 'registry' ? ofRegistry(selected, form?.eventIds ?? [], random) : selected
}

function ofForm(
  world: World,
  { category, product }: LogSourceRow,
  { channel, eventIds, where = [], vocabulary }: LogSourceRow['events'][number],
  random: Random,
): World {
  const known = Number(world.concepts['event.id'])
  const id = eventIds.includes(known) ? known : eventIds[random.below(eventIds.length)]
  const made = withTests(world, where, vocabulary, random)
  return {
    ...made,
    concepts: {
      ...(category === undefined ? { 'event.channel': channel } : {}),
      ...(product === 'windows' ? { 'host.name': 'HOST1' } : {}),
      ...made.concepts,
      ...(id === undefined ? {} : { 'event.id': String(id) }),
    },
  }
}

/** The event with what the tests want, where nothing else is known of it. */
function withTests(
  world: World,
  tests: readonly SourceTest[],
  vocabulary: Vocabulary,
  random: Random,
): World {
  return tests.reduce((made, { field, values, not }) => {
    if (not === true) return made
    const [first = '', ...others] = values
    const wanted = worldOf({ [field]: random.pick([first, ...others]) }, vocabulary, {
      families: world.families,
      separator: undefined,
    })
    const all = values.map((value) =>
      Object.values(
        worldOf({ [field]: value }, vocabulary, { families: world.families, separator: undefined })
          .concepts,
      ).map(textOf),
    )
    const [concept] = Object.keys(wanted.concepts)
    if (concept === undefined) return made
    const known = made.concepts[concept]
    const texts = all.flat()
    const isOther = known !== undefined && !texts.includes(textOf(canonical(known, texts)))
    const value =
      known === undefined || isOther ? wanted.concepts[concept] : canonical(known, texts)
    return { ...made, concepts: { ...made.concepts, [concept]: value } }
  }, world)
}

/** What the rule's own vocabulary asks of fields that no concept is about. */
const withOwnNames = (world: World, { tests }: SourceTests): World => ({
  ...world,
  others: Object.fromEntries([
    ...Object.entries(world.others),
    ...tests.map(({ field, values: [value] }) => [field, value] as const),
  ]),
})

/** An event on the registry of one kind: its id and what it says happened belong together. */
function ofRegistry(world: World, ids: readonly number[], random: Random): World {
  const {
    'registry.action': action,
    'registry.event_type': type = action,
    'event.id': id,
    ...rest
  } = world.concepts
  const names = Object.keys(registryIds)
  const wanted = names.find((name) => name.toLowerCase() === textOf(type).toLowerCase())
  if (type !== undefined && wanted === undefined) return world
  const possible = names.filter((name) =>
    id === undefined ? ids.includes(registryIds[name]!) : String(registryIds[name]) === id,
  )
  const chosen = wanted ?? possible[random.below(possible.length)]
  if (chosen === undefined) return world
  return {
    ...world,
    concepts: {
      ...rest,
      'registry.action': chosen,
      'registry.event_type': chosen,
      'event.id': String(registryIds[chosen]),
    },
  }
}
