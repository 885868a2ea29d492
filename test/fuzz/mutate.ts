/** What hostile or careless hands do to the text of a rule. */
import type { Random } from './random.js'

type Mutation = (text: string, random: Random) => string

/** Pieces that have a meaning somewhere on the way, or none where they should. */
const pieces: readonly [string, ...string[]] = [
  '"',
  "'",
  '`',
  '\\',
  '\\\\',
  '*',
  '?',
  '\\*',
  '|',
  '||',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '=',
  '!=',
  ':',
  ': ',
  '- ',
  '#',
  '&a ',
  '*a',
  '<<: ',
  '? ',
  '!!binary ',
  '!!int ',
  '!!str ',
  '!<tag:x> ',
  '%',
  '%x%',
  '%YAML 1.1\n---\n',
  '@',
  ',',
  ';',
  '--- ',
  '\n---\n',
  '\n...\n',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\0',
  '\u0007',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '\uDC00',
  '\u{1F600}',
  'İ',
  'ſ',
  'null',
  '~',
  'true',
  '-0',
  '1e999',
  '.nan',
  '.inf',
  '0x10',
  '9007199254740993',
  '__proto__',
  'constructor',
  'toString',
  ' and ',
  ' or ',
  ' not ',
  ' AND ',
  ' OR ',
  ' NOT ',
  '1 of ',
  'all of them',
  '2 of them',
  ' | count() > 5',
  '|contains',
  '|all',
  '|re',
  '|cidr',
  '|base64offset',
  '|windash',
  '|expand',
  '|fieldref',
  '|exists',
  '|gt',
  '|hour',
  '|neq',
  '|wide',
  '| where ',
  '| stats count by ',
  '| search ',
  '| tstats count from datamodel=',
  '[ search x ]',
  'TERM(a)',
  'CASE(',
  'IN (',
  '`m(1)`',
  '${{ x }}',
  '{{x}}',
  '*/',
]

const at = (text: string, random: Random): number => random.below(text.length + 1)

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to)

/** Changes the list of lines. */
const ofLines =
  (change: (lines: string[], line: number, random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n')
    change(lines, random.below(lines.length), random)
    return lines.join('\n')
  }

/** Replaces the value of some `key: value` line. */
const ofValue =
  (value: (old: string, random: Random) => string): Mutation =>
  (text, random) => {
    const places = [...text.matchAll(/^(\s*(?:- )?[\w|.]+:) *(\S.*)$/gm)]
    const place = places[random.below(places.length)]
    if (place === undefined) return value(text, random)
    const [whole, key = '', old = ''] = place
    return splice(text, place.index, place.index + whole.length, `${key} ${value(old, random)}`)
  }

const anywhere =
  (insertion: (random: Random) => string): Mutation =>
  (text, random) => {
    const place = at(text, random)
    return splice(text, place, place, insertion(random))
  }

const sizes = [2, 99, 101, 5_000] as const

const nested = (open: string, inner: string, close: string) => (random: Random) => {
  const depth = random.pick(sizes)
  return open.repeat(depth) + inner + close.repeat(depth)
}

const conditions: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  nested('(', 'selection', ')'),
  nested('not ', 'selection', ''),
  nested('not (', 'selection', ')'),
  (random) => 'selection or '.repeat(random.pick(sizes)) + 'selection',
  (random) => 'selection and not '.repeat(random.pick(sizes)) + 'selection',
  () => '1 of *',
  () => 'all of them and not 1 of nothing*',
  () => '[selection, not selection]',
]

/** Mutations of any text. */
export const textMutations: readonly [Mutation, ...Mutation[]] = [
  (text, random) => splice(text, at(text, random), at(text, random), ''),
  (text, random) => {
    const place = at(text, random)
    return splice(text, place, place + 1 + random.below(4), '')
  },
  (text, random) => {
    const place = at(text, random)
    return splice(text, place, place + 1, random.pick(pieces))
  },
  anywhere((random) => random.pick(pieces)),
  anywhere((random) => random.pick(pieces).repeat(random.pick(sizes))),
  anywhere((random) => String.fromCharCode(random.below(0x10000))),
  (text, random) => {
    const from = at(text, random)
    const part = text.slice(from, from + random.below(200))
    const to = at(text, random)
    return splice(text, to, to, part)
  },
  (text, random) => text.slice(0, at(text, random)),
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', ' ', '\u2028'])),
  anywhere(nested('(', 'x', ')')),
  anywhere(nested('NOT ', 'x', '')),
  anywhere(nested('[', 'x', ']')),
]

/** Mutations of a rule in YAML. */
export const yamlMutations: readonly [Mutation, ...Mutation[]] = [
  ...textMutations,
  ofLines((lines, line) => lines.splice(line, 1)),
  ofLines((lines, line) => lines.splice(line, 0, lines[line] ?? '')),
  ofLines((lines, line, random) => {
    const other = random.below(lines.length)
    const kept = lines[line] ?? ''
    lines[line] = lines[other] ?? ''
    lines[other] = kept
  }),
  ofLines((lines, line, random) => {
    lines[line] = ' '.repeat(random.below(9)) + (lines[line] ?? '').trimStart()
  }),
  ofLines((lines, line, random) => {
    lines[line] = (lines[line] ?? '').replace(/[\w|]+(?=:)/, random.pick(keys))
  }),
  ofValue((_, random) => random.pick(values)),
  ofValue((old, random) => random.pick(pieces) + old),
  ofValue((old, random) => `&a ${old}\nx: [${'*a, '.repeat(random.pick(sizes))}*a]`),
  ofValue((_, random) => `[${'aB\\*?, '.repeat(random.pick(sizes))}1]`),
  ofValue((_, random) => nested('[', '1', ']')(random)),
  ofValue((_, random) => nested('{a: ', '1', '}')(random)),
  ofValue((_, random) => nested('(a|', 'b', ')*')(random)),
  (text, random) =>
    text.replace(
      /^(\s*condition:).*$/m,
      (_, key: string) => `${key} ${random.pick(conditions)(random)}`,
    ),
  (text, random) =>
    text.replace(/^(\s*[\w.]+)(?:\|[\w|]+)?:(?= |$)/gm, (whole, key: string) =>
      random.below(4) === 0 ? `${key}|${random.pick(modifiers)}:` : whole,
    ),
]

const keys: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  '1',
  '1.5',
  'null',
  'true',
  '""',
  "'|'",
  "'|all'",
  "'*'",
  "'a b'",
  "'a\"b'",
  '"a\\0b"',
  '? [a]\n',
  'condition',
  'timeframe',
  'detection',
  'search',
  'logsource',
  'category',
  'title',
  'id',
]

const values: readonly [string, ...string[]] = [
  '',
  '""',
  'null',
  'true',
  '0',
  '-1',
  '1.5e3',
  '1e999',
  '010',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '[a, [b], {c: d}]',
  '{a: null}',
  "'*'",
  "'?'",
  "'\\'",
  "'\\\\*'",
  '"\\u0000"',
  '"\\ud800"',
  '"a\\nb"',
  '"\\x1b"',
  '!!binary YQ==',
  '!!set {a, b}',
  '2021-01-01',
  '|\n    a\n    b',
  '10.0.0.0/8',
  '::/0',
  'fe80::/64',
  "'%x%'",
  "'.*(a+)+$'",
  "'(?<=a)b\\1'",
  "'[[:alpha:]'",
]

const modifiers: readonly [string, ...string[]] = [
  'contains',
  'contains|all',
  'startswith',
  'endswith|cased',
  're',
  're|i',
  're|contains',
  'cidr',
  'base64',
  'base64offset|contains',
  'utf16le|base64offset|contains',
  'wide',
  'windash',
  'windash|contains|all',
  'exists',
  'expand',
  'fieldref',
  'fieldref|contains',
  'gt',
  'lte',
  'hour',
  'minute|gt',
  'neq',
  'contains|neq',
  'nothing',
  'all',
]

/** A text after one to four mutations. */
export function mutate(
  text: string,
  mutations: readonly [Mutation, ...Mutation[]],
  random: Random,
): string {
  let mutant = text
  for (let count = 1 + random.below(4); count > 0; count--) {
    mutant = random.pick(mutations)(mutant, random)
  }
  return mutant
}
