/** The parts of the documentation that are made from tables of the code. */
import { backends } from '../../backends/index.js'
import { and, field, matches, not, or, predicate } from '../../src/ast/build.js'
import type { Condition, FieldType, Test } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern } from '../../src/ast/pattern.js'
import { codes, type Severity } from '../../src/diagnostics/codes.js'
import { fidelityOf, type Fidelity } from '../../src/diagnostics/diagnostic.js'
import { describeTest } from '../../src/legalise/rewrites/refusal.js'
import type { Example } from '../../src/lint/check.js'
import { checks } from '../../src/lint/index.js'
import { legalise } from '../../src/legalise/legalise.js'
import type { Backend, Language } from '../../src/print/backend.js'
import { places as splunkPlaces, schemas, type Thing } from '../../src/splunk/places.js'
import { table } from './markdown.js'

// ------------------------------------------------------------------------------------------- diagnostics

interface Entry {
  readonly severity: Severity
  readonly message: string
  readonly help?: string
}

const stages: Readonly<Record<string, string>> = {
  input: 'Reading files',
  yaml: 'YAML',
  sigma: 'Sigma rules',
  splunk: 'Splunk searches',
  grammar: 'Grammars of both readers',
  mapping: 'Mapping of fields and log sources',
  fidelity: 'What a target can say',
  lint: 'Checks',
  check: 'Comments that disable checks',
  cli: 'The command line',
}

/** Every code, by the part of its name before the slash. */
export function diagnosticsReference(): string {
  const entries = Object.entries<Entry>(codes)
  const groups = [...new Set(entries.map(([code]) => code.split('/')[0] ?? ''))]
  return groups
    .map((group) => {
      const rows = entries
        .filter(([code]) => code.startsWith(`${group}/`))
        .map(([code, { severity, message, help }]) => [
          `\`${code}\``,
          severity,
          help === undefined ? text(message) : `${text(message)} ${text(help)}`,
        ])
      return `## ${stages[group] ?? group}\n\n${table(['code', 'severity', 'message and help'], rows)}`
    })
    .join('\n\n')
}

/** A message as Markdown: its parameters in italics, its stars and underscores as they are. */
const text = (message: string): string =>
  message
    .replaceAll(/\{(?:suggestion|hint)\}/g, '')
    .replaceAll(/[*_<>]/g, '\\$&')
    .replaceAll(/`([^`]*)`/g, (_, code: string) => `\`${code.replaceAll('\\', '')}\``)
    .replaceAll(/(`[^`]*`)|\{(\w+)\}/g, (whole, code?: string, name?: string) =>
      code === undefined ? `*${name}*` : whole,
    )

// ------------------------------------------------------------------------------------------------- checks

/** Every check in a table, and a section for each with its examples. */
export function checksReference(): string {
  const all = Object.values(checks)
  const rows = all.map(({ name, profile }) => [
    `[\`${name}\`](#${name})`,
    codes[`lint/${name}`].severity,
    profile,
  ])
  const sections = all.map(({ name, profile, summary, bad, good }) => {
    const { severity, message, help }: Entry = codes[`lint/${name}`]
    return [
      `## ${name}`,
      `${severity}, profile \`${profile}\``,
      text(summary),
      `> ${text(message)}${help === undefined ? '' : ` ${text(help)}`}`,
      shownExample('Found', bad),
      shownExample('Fine', good),
    ].join('\n\n')
  })
  return [table(['check', 'severity', 'profile'], rows), ...sections].join('\n\n')
}

function shownExample(
  word: string,
  { text: shown, content, search, without, path }: Example,
): string {
  if (content !== undefined) return `${word}:\n\n\`\`\`yaml\n${content.trim()}\n\`\`\``
  if (search !== undefined) return `${word}:\n\n\`\`\`splunk\n${search.trim()}\n\`\`\``
  if (path !== undefined) return `${word}: a file called \`${path}\`.`
  if (without !== undefined) return `${word}: a rule without \`${without}\`.`
  return `${word}:\n\n\`\`\`yaml\n${(shown ?? '').trim()}\n\`\`\``
}

// ------------------------------------------------------------------------------------------------ targets

/** Every target, in the order of the registry; one after the other, as jest links modules one at a time. */
export async function loadTargets(): Promise<readonly Backend[]> {
  const targets: Backend[] = []
  for (const load of Object.values(backends)) targets.push(await load())
  return targets
}

interface NamedLanguage {
  readonly name: string
  readonly language: Language
}

/** The languages of all targets: first stages, later stages, and those of formats that have their own. */
const languagesOf = (targets: readonly Backend[]): readonly NamedLanguage[] => {
  const all = targets.flatMap(({ name, language, post, formats }): readonly NamedLanguage[] => [
    { name: `\`${name}\``, language },
    ...(post === undefined ? [] : [{ name: `\`${name}\`, later stage`, language: post }]),
    ...Object.entries(formats).flatMap(([format, own]) =>
      own.language === undefined
        ? []
        : [{ name: `\`${name}\`, format \`${format}\``, language: own.language }],
    ),
  ])
  const groups = new Map<Language, string[]>()
  for (const { name, language } of all)
    groups.set(language, [...(groups.get(language) ?? []), name])
  return [...groups].map(([language, names]) => ({ name: names.join(' and '), language }))
}

const testSamples: { readonly [K in Test['kind']]: Extract<Test, { readonly kind: K }> } = {
  matches: matches('x'),
  regex: {
    kind: 'regex',
    source: 'module[a-z]',
    ignoreCase: false,
    multiline: false,
    dotAll: false,
  },
  compare: { kind: 'compare', operator: 'gt', value: '5' },
  cidr: { kind: 'cidr', version: 4, address: '10.0.0.0', prefix: 8 },
  exists: { kind: 'exists' },
  isNull: { kind: 'isNull' },
  sameAs: {
    kind: 'sameAs',
    field: field('Other', { type: 'string' }),
    relation: 'equals',
    cased: false,
  },
  datePart: { kind: 'datePart', part: 'hour', operator: 'gte', value: 20 },
  inList: { kind: 'inList', list: 'admins' },
  placeholder: { kind: 'placeholder', name: 'admins' },
}

/** What each language replaces, with the effect in a positive place: the tables `limits`. */
export function replacements(targets: readonly Backend[]): string {
  const rows = languagesOf(targets).flatMap(({ name, language }) => {
    const limits = new Map(language.limits.map((limit) => [`${limit.code} ${limit.effect}`, limit]))
    return [...limits.values()].map(({ code, effect }) => [
      name,
      `\`${code}\``,
      effect,
      text(codes[code].message),
      text(codes[code].help),
    ])
  })
  const columns = ['note', 'effect where not negated', 'what it says', 'what would make it exact']
  return table(['language', ...columns], rows)
}

/** What each language cannot say: the nulls of the tables `print`, and the tables `gaps`. */
export function refusals(targets: readonly Backend[]): string {
  const rows = languagesOf(targets).map(({ name, language }) => {
    const gaps = (language.gaps ?? []).map(({ what }) => what)
    const nulls = [
      ...Object.values(testSamples)
        .filter(({ kind }) => language.print[kind] === null)
        .map((test) => describeTest({ kind: 'predicate', field: field('x'), test })),
      ...(language.keyword === null ? ['a keyword'] : []),
    ]
    // A gap says the same with its reason.
    const unexplained = nulls.filter((what) => !gaps.some((gap) => gap.startsWith(what)))
    return [name, [...unexplained, ...gaps].join('; ')]
  })
  return table(['language', 'not said as it is'], rows)
}

// ------------------------------------------------------------------------------------------- the matrix

interface Sample {
  readonly label: string
  readonly condition: (type: FieldType) => Condition
  /** The one type besides texts that such a test is written for. */
  readonly also?: FieldType
}

const sample = (label: string, test: Test, also?: FieldType): Sample => ({
  label,
  ...(also === undefined ? {} : { also }),
  condition: (type) => predicate(field('Name', { type }), test),
})

const samples: readonly Sample[] = [
  sample('equals', matches('cmd.exe')),
  sample('`contains`', matches(pattern(anyRun, 'cmd', anyRun))),
  sample('`startswith`, `endswith`, and `*` inside', matches(pattern('cmd', anyRun))),
  sample('`contains`, with white space inside', matches(pattern(anyRun, 'add module', anyRun))),
  sample('`?` for one character', matches(pattern('cmd', oneCharacter, '.exe'))),
  sample('a literal `*`', matches('a*b')),
  sample('`cased`', matches('Cmd', { cased: true })),
  sample("`''`, an empty value", matches('')),
  sample('`exists: true`', testSamples.exists),
  sample('`null`', testSamples.isNull),
  sample('`re`', testSamples.regex),
  sample('`re` with lookaround', { ...testSamples.regex, source: 'module(?!b)' }),
  sample('`lt`, `lte`, `gt`, `gte`', testSamples.compare, 'number'),
  sample('`cidr`, IPv4', testSamples.cidr, 'ip'),
  sample('`cidr`, IPv6', { kind: 'cidr', version: 6, address: 'fe80::', prefix: 10 }, 'ip'),
  sample('`fieldref`', testSamples.sameAs),
  {
    label: 'a basename',
    condition: (type) =>
      predicate(field('Path', { type, part: 'basename', separator: '\\' }), matches('cmd.exe')),
  },
  {
    label: 'a keyword',
    condition: () => ({ kind: 'keyword', test: matches('mimikatz') }),
  },
  sample('`hour` and other parts of dates', testSamples.datePart),
  sample('`expand`, without a value', testSamples.placeholder),
]

/** The types of text that make a difference to a target. */
const textTypes: Readonly<Record<string, readonly FieldType[]>> = {
  'elastic-kql': ['keyword', 'caseless', 'wildcard', 'text'],
}

const other = predicate(field('Other'), matches('x'))

/** The places that a test may stand in, beside another test, so that a first stage has something to say. */
const places = {
  'beside AND': (condition) => and([condition, other]),
  'under OR': (condition) => or([condition, other]),
  'under NOT': (condition) => and([not(condition), other]),
  'under NOT in OR': (condition) => or([not(condition), other]),
} as const satisfies Readonly<Record<string, (condition: Condition) => Condition>>

type PlaceName = keyof typeof places

interface Outcome {
  readonly fidelity: Fidelity | 'refused'
  /** What is left of the test in the first stage: all of it, something that it implies, or nothing. */
  readonly first: 'all' | 'some' | 'none'
}

/** How one kind of test comes out in one target, in a place. */
function outcome(condition: Condition, target: Backend, place: PlaceName): Outcome {
  const { title, language, post } = target
  const { value, diagnostics } = legalise(places[place](condition), { title, language, post })
  if (value === undefined) return { fidelity: 'refused', first: 'none' }
  const fidelity = fidelityOf(diagnostics.filter(({ message }) => !message.includes("'Other'")))
  if (value.post.kind === 'always') return { fidelity, first: 'all' }
  const without = legalise(other, { title, language, post }).value?.filter
  const isAlone = value.filter.kind === 'always' || (without && isEquivalent(value.filter, without))
  return { fidelity, first: isAlone === true ? 'none' : 'some' }
}

const isEquivalent = (left: Condition, right: Condition): boolean =>
  JSON.stringify(left) === JSON.stringify(right)

function inWords({ fidelity, first }: Outcome): string {
  if (first === 'all' || fidelity === 'refused') return fidelity
  return `${fidelity}, ${first === 'some' ? 'later stage' : 'later stage alone'}`
}

/** One cell: the outcomes by the type of the field, where it matters. */
function cell({ condition, also }: Sample, target: Backend, place: PlaceName): string {
  const byOutcome = new Map<string, FieldType[]>()
  const texts = textTypes[target.name]
  const types =
    texts === undefined ? (['string'] as const) : [...texts, ...(also === undefined ? [] : [also])]
  for (const type of types) {
    const found = inWords(outcome(condition(type), target, place))
    byOutcome.set(found, [...(byOutcome.get(found) ?? []), type])
  }
  if (byOutcome.size === 1) return [...byOutcome.keys()].join('')
  return [...byOutcome].map(([found, of]) => `${found} (${of.join(', ')})`).join('; ')
}

/** The kinds of test that come out otherwise in some place than beside others; places that make no difference are one. */
export function placesMatrix(targets: readonly Backend[]): string {
  const found = targets.flatMap((target) =>
    samples.map(({ label, ...each }) => ({
      target: `\`${target.name}\``,
      label,
      cells: placeNames.map((place) => cell({ label, ...each }, target, place)),
    })),
  )
  const differing = found.filter(({ cells }) => cells.some((each) => each !== cells[0]))
  const isSame = (left: number, right: number): boolean =>
    differing.every(({ cells }) => cells[left] === cells[right])
  const kept = placeNames.map((_, index) => index).filter((at) => at === 0 || !isSame(at, at - 1))
  const heads = kept.map((from, index) => placeNames.slice(from, kept[index + 1]).join('; '))
  const rows = new Map<string, { target: string; labels: string[]; cells: readonly string[] }>()
  for (const { target, label, cells } of differing) {
    const key = JSON.stringify([target, cells])
    const known = rows.get(key)
    if (known === undefined) rows.set(key, { target, labels: [label], cells })
    else known.labels.push(label)
  }
  return table(
    ['target', 'tests', ...heads],
    [...rows.values()].map(({ target, labels, cells }) => [
      target,
      labels.join('; '),
      ...kept.map((at) => cells[at] ?? ''),
    ]),
  )
}

const placeNames: readonly PlaceName[] = ['beside AND', 'under OR', 'under NOT', 'under NOT in OR']

/** Targets and kinds of test. */
export const supportMatrix = (targets: readonly Backend[]): string =>
  table(
    ['', ...targets.map(({ name }) => `\`${name}\``)],
    samples.map((each) => [
      each.label,
      ...targets.map((target) => cell(each, target, 'beside AND')),
    ]),
  )

/** Targets, their formats and options. */
export const targetList = (targets: readonly Backend[]): string =>
  table(
    ['target', 'what it prints', 'formats', 'options'],
    targets.map(({ name, description, formats, options }) => [
      `\`${name}\``,
      description,
      Object.entries(formats)
        .map(([format, of]) => `\`${format}\`: ${of.description}`)
        .join('; '),
      Object.entries(options)
        .map(([option, of]) =>
          [
            `\`${option}=${of.default}\``,
            ...(of.values === undefined || of.values.length > 4
              ? []
              : [
                  `or ${of.values
                    .filter((value) => value !== of.default)
                    .map((value) => `\`${value}\``)
                    .join(', ')}`,
                ]),
            `(${of.description})`,
          ].join(' '),
        )
        .join('; '),
    ]),
  )

// ------------------------------------------------------------------------------------------- Splunk's files

const columns: Readonly<Record<(typeof schemas)[number], string>> = {
  v1: 'v1',
  v2: 'v2',
  v3: 'v3',
  conf: 'savedsearches.conf',
  anvilogic: 'Anvilogic',
}

/** What each generation of Splunk's content calls a thing. */
export function placesReference(): string {
  const rows = (Object.keys(splunkPlaces) as readonly Thing[]).map((thing) => [
    thing,
    ...splunkPlaces[thing].map((path) => (path === null ? '' : `\`${path}\``)),
  ])
  return table(['', ...schemas.map((schema) => columns[schema])], rows)
}
