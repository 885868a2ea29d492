/**
 * What becomes of rules, one outcome after another, and which of them must not be: an outcome is a query, or a
 * diagnostic with a code and a place that says why there is none. Anything else is a fault, and ours.
 */
import {
  convertible,
  codes,
  hasErrors,
  readRules,
  transpile,
  type Backend,
  type Conversion,
  type Diagnostic,
  type MacroSet,
  type ReadFile,
  type ReadRule,
  type SourceText,
} from '../src/index.js'
import { kindOf, type SearchKind } from './searches.js'

/** What became of one rule: it was read or not, or it was converted to one target. */
export interface Outcome {
  readonly path: string
  readonly title: string
  /** None of what is about reading. */
  readonly target?: string
  readonly status: Conversion['status'] | 'read' | 'unread'
  readonly queries: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  /** What must not be. */
  readonly faults: readonly string[]
  readonly rule?: ReadRule
  /** Of a Splunk search that is not deprecated. */
  readonly search?: SearchKind | undefined
  readonly milliseconds: number
}

/** Reads texts and converts each rule to each target, one after another. Never throws for what the engine throws. */
export async function* outcomesOf(
  sources: Iterable<SourceText>,
  targets: readonly Backend[],
  macros: MacroSet,
): AsyncGenerator<Outcome> {
  for (const source of sources) {
    const reading = await timed(async () => readRules(source, macros))
    const { milliseconds } = reading
    if (reading.value === undefined) {
      yield { ...thrown(source.path, reading.reason), status: 'unread', milliseconds }
      continue
    }
    for (const rule of readOrFault(reading.value)) {
      const search = kindOf(rule, macros)
      yield { ...readingOf(rule, source), search, milliseconds }
      for (const target of targets) yield { ...(await conversionOf(rule, source, target)), search }
    }
  }
}

const thrown = (
  path: string,
  reason: string,
): Omit<Outcome, 'status' | 'milliseconds'> & { readonly target?: string } => ({
  path,
  title: path,
  queries: [],
  diagnostics: [],
  faults: [`throws: ${reason}`],
})

/** A file without any entry would be passed over in silence. */
const readOrFault = ({ source, rules }: ReadFile): readonly ReadRule[] =>
  rules.length > 0 ? rules : [{ title: source.path, detection: undefined, diagnostics: [] }]

function readingOf(rule: ReadRule, source: SourceText): Omit<Outcome, 'milliseconds'> {
  const { title, diagnostics } = rule
  const query = convertible(rule)
  return {
    path: source.path,
    title,
    status: query === undefined ? 'unread' : 'read',
    queries: [],
    diagnostics,
    faults: [
      ...diagnosticFaults(diagnostics, source),
      // Filters, and rules that only serve a correlation, have no detection of their own.
      ...(hasErrors(diagnostics) === (query === undefined) ||
      (rule.rule !== undefined && query === undefined)
        ? []
        : [query === undefined ? 'unread without an error' : 'read in spite of an error']),
    ],
    rule,
  }
}

async function conversionOf(
  rule: ReadRule,
  source: SourceText,
  target: Backend,
): Promise<Outcome & { readonly target: string }> {
  const { title, diagnostics: found } = rule
  const query = convertible(rule)
  const about = { path: source.path, title, target: target.name, rule }
  if (query === undefined) {
    // Everything is said about this rule already: it is refused by the errors of its reading.
    const diagnostics = found.filter(({ severity }) => severity === 'error')
    return { ...about, status: 'refused', queries: [], diagnostics, faults: [], milliseconds: 0 }
  }
  const { value, reason, milliseconds } = await timed(async () =>
    transpile(query, target, { found }),
  )
  if (value === undefined) {
    return { ...thrown(source.path, reason), ...about, status: 'refused', milliseconds }
  }
  const { status, queries, diagnostics } = value
  return {
    ...about,
    status,
    queries,
    diagnostics: [...found.filter(({ effect }) => effect !== undefined), ...diagnostics],
    faults: [...conversionFaults(value, source), ...diagnosticFaults(diagnostics, source)],
    milliseconds,
  }
}

function conversionFaults(
  { status, queries, diagnostics }: Conversion,
  source: SourceText,
): readonly string[] {
  const isRefused = status === 'refused'
  return [
    ...(isRefused && !hasErrors(diagnostics) ? ['refused without an error'] : []),
    ...(isRefused && queries.length > 0 ? ['refused, with a query'] : []),
    ...(!isRefused && hasErrors(diagnostics) ? ['a query in spite of an error'] : []),
    ...(!isRefused && queries.length === 0 ? ['neither refused nor a query'] : []),
    ...queries.flatMap((query) => queryFaults(query, source)),
  ]
}

/** Texts of values that were never meant to be printed; what the rule itself says is its own. */
const leaks = /\[object \w+\]|\bundefined\b|\bNaN\b|\bSigma[A-Z]\w+/g

const queryFaults = (query: string, source: SourceText): readonly string[] => [
  ...(query.trim() === '' ? ['an empty query'] : []),
  ...(query.match(leaks) ?? [])
    .filter((leak) => !source.text.includes(leak))
    .map((leak) => `'${leak}' in a query`),
]

const diagnosticFaults = (
  diagnostics: readonly Diagnostic[],
  { text }: SourceText,
): readonly string[] =>
  diagnostics.flatMap(({ code, message, span }) => [
    ...(Object.hasOwn(codes, code) ? [] : [`no such code: ${code}`]),
    ...(message.trim() === '' || message.includes('\n') ? [`${code} is not one sentence`] : []),
    ...(span !== undefined && (span.start < 0 || span.start > span.end || span.end > text.length)
      ? [`${code} is outside of the file`]
      : []),
  ])

/** What a work gives, or why it throws, and how long it took. */
type Timed<T> = { readonly milliseconds: number } & (
  | { readonly value: T; readonly reason?: never }
  | { readonly value?: never; readonly reason: string }
)

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const start = performance.now()
  try {
    const value = await work()
    return { value, milliseconds: performance.now() - start }
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { reason, milliseconds: performance.now() - start }
  }
}
