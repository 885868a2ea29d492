/** Counts outcomes: how many queries of which fidelity, and for which reasons. */
import { convertible, type Conversion } from '../src/index.js'
import type { Diagnostic, Effect } from '../src/diagnostics/diagnostic.js'
import type { Outcome } from './outcomes.js'
import { searchKinds, wantsLogSource, type Reach, type SearchKind } from './searches.js'

/** In the order of a report. */
export const statuses = ['exact', 'wider', 'narrower', 'approximate', 'refused'] as const

/** One reason, and for how many rules it was one. */
export interface Reason {
  readonly code: string
  /** What it does to the query; nothing of what is about reading. */
  readonly effect?: Effect | 'refused'
  readonly rules: number
  /** The sentences of the code with every name left out, the most frequent first. */
  readonly messages: readonly { readonly message: string; readonly rules: number }[]
}

/** One target's part of a report. */
export interface TargetTally {
  readonly target: string
  readonly counts: Readonly<Record<Conversion['status'], number>>
  readonly reasons: readonly Reason[]
  /** Of Splunk searches that are not deprecated, also of those that cannot be read: one entry for each kind, or none. */
  readonly searches: readonly Reach[]
}

/** An outcome that is neither a query nor a diagnostic. */
export interface Fault {
  readonly path: string
  readonly title: string
  readonly target?: string
  readonly fault: string
}

/** The report on a corpus. */
export interface Tally {
  readonly rules: number
  readonly unread: number
  /** Why rules could not be read. */
  readonly unreadReasons: readonly Reason[]
  /** Of the rules that were read. */
  readonly targets: readonly TargetTally[]
  readonly faults: readonly Fault[]
}

/** Adds outcomes up. Each is looked at by `look` first, which sees the queries. */
export async function tally(
  outcomes: AsyncIterable<Outcome>,
  look: (outcome: Outcome) => void = () => {},
): Promise<Tally> {
  const unread = new Reasons()
  const targets = new Map<string, TargetCounts>()
  const faults: Fault[] = []
  let rules = 0
  let notRead = 0
  for await (const outcome of outcomes) {
    look(outcome)
    const { path, title, target, status, diagnostics } = outcome
    const about = { path, title, ...(target === undefined ? {} : { target }) }
    faults.push(...outcome.faults.map((fault) => ({ ...about, fault })))
    if (status === 'read' || status === 'unread') {
      rules++
      if (status === 'unread') {
        notRead++
        unread.add(
          diagnostics.filter(({ severity }) => severity === 'error'),
          undefined,
        )
      }
    } else if (target !== undefined && outcome.rule !== undefined) {
      const of = targets.get(target) ?? { counts: none(), why: new Reasons(), searches: new Map() }
      targets.set(target, of)
      countSearch(of, outcome)
      if (convertible(outcome.rule) === undefined) continue
      of.counts[status]++
      of.why.add(
        diagnostics.filter((found) => isReason(found, status)),
        'refused',
      )
    }
  }
  return {
    rules,
    unread: notRead,
    unreadReasons: unread.sorted(),
    targets: [...targets].map(([target, { counts, why, searches }]) => ({
      target,
      counts,
      reasons: why.sorted(),
      searches: searchKinds.flatMap((kind) => searches.get(kind) ?? []),
    })),
    faults,
  }
}

interface TargetCounts {
  readonly counts: Record<Conversion['status'], number>
  readonly why: Reasons
  readonly searches: Map<SearchKind, Reach>
}

function countSearch({ searches }: TargetCounts, { search, status, diagnostics }: Outcome): void {
  if (search === undefined) return
  const before = searches.get(search)
  searches.set(search, {
    kind: search,
    searches: (before?.searches ?? 0) + 1,
    queries: (before?.queries ?? 0) + (status === 'refused' ? 0 : 1),
    withoutLogSource:
      (before?.withoutLogSource ?? 0) +
      (status === 'refused' && wantsLogSource(diagnostics) ? 1 : 0),
  })
}

const none = (): Record<Conversion['status'], number> => ({
  exact: 0,
  wider: 0,
  narrower: 0,
  approximate: 0,
  refused: 0,
})

/** Of what is refused the errors, of a query what makes it inexact. */
const isReason = ({ severity, effect }: Diagnostic, status: Conversion['status']): boolean =>
  status === 'refused' ? severity === 'error' : effect !== undefined

/** The sentence of a diagnostic without what is of one rule: names in quotes, names of columns, and numbers. */
export const withoutNames = (message: string): string =>
  message
    .replaceAll(/(?<!\w)'(?:[^']|'(?=\w))*'(?!\w)/g, "'…'")
    .replaceAll(/ in [\w@.-]+(?:, [\w@.-]+)*(?=, and)/g, ' in …')
    .replaceAll(/\b\d+\b/g, '…')

/** Counts reasons, each once a rule. */
class Reasons {
  readonly #found = new Map<string, Omit<Reason, 'messages'> & { messages: Map<string, number> }>()

  /** `error` is what an error does. */
  add(diagnostics: readonly Diagnostic[], error: Reason['effect']): void {
    const seen = new Set<string>()
    const isNew = (key: string): boolean => !seen.has(key) && seen.add(key).has(key)
    for (const { code, message, severity, effect } of diagnostics) {
      const what = severity === 'error' ? error : effect
      const key = JSON.stringify([code, what])
      const found = this.#found.get(key) ?? {
        code,
        ...(what === undefined ? {} : { effect: what }),
        rules: 0,
        messages: new Map<string, number>(),
      }
      const sentence = withoutNames(message)
      if (isNew(`${key} ${sentence}`)) {
        found.messages.set(sentence, (found.messages.get(sentence) ?? 0) + 1)
      }
      this.#found.set(key, isNew(key) ? { ...found, rules: found.rules + 1 } : found)
    }
  }

  sorted(): readonly Reason[] {
    return [...this.#found.values()].sort(mostRules).map(({ messages, ...reason }) => ({
      ...reason,
      messages: [...messages].map(([message, rules]) => ({ message, rules })).sort(mostRules),
    }))
  }
}

const mostRules = (a: { readonly rules: number }, b: { readonly rules: number }): number =>
  b.rules - a.rules
