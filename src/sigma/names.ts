/** What rules are called by, for those that refer to them. */
import type { Metadata, RuleReference } from '../ast/nodes.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { SourceText } from '../source/text.js'

/** A value of the tree, and the file that its places are in. */
export interface Placed<T> {
  readonly value: T
  readonly source: SourceText
}

/** The rules of a run by id and name. Ids are hexadecimal, and so of either case; names are not told apart by case either. */
export interface RuleNames<T> {
  readonly find: (reference: RuleReference) => readonly Placed<T>[]
  /** Whether a rule that cannot be read may be meant. */
  readonly isUnread: (reference: RuleReference) => boolean
  /** ` Did you mean 'x'?`, or nothing. */
  readonly suggest: (reference: RuleReference) => string
}

/** To look for the nearest name takes as long as there are names: after this many mistakes nobody does. */
const maxSuggestions = 100

/** Indexes rules; `unread` are ids and titles of those that cannot be read. */
export function indexRules<T extends { readonly metadata: Metadata }>(
  rules: readonly Placed<T>[],
  unread: readonly string[],
): RuleNames<T> {
  const byName = new Map<string, Placed<T>[]>()
  for (const rule of rules) {
    for (const name of new Set(namesOf(rule.value).map(lower))) {
      const same = byName.get(name)
      if (same === undefined) byName.set(name, [rule])
      else same.push(rule)
    }
  }
  const unreadNames = new Set(unread.map(lower))
  const names = rules.flatMap(({ value }) => namesOf(value))
  let suggestions = 0
  return {
    find: ({ rule }) => byName.get(lower(rule)) ?? [],
    isUnread: ({ rule }) => unreadNames.has(lower(rule)),
    suggest: ({ rule }) => (suggestions++ < maxSuggestions ? didYouMean(rule, names) : ''),
  }
}

/** Whether a rule is called so. */
export const isNamed = ({ rule }: RuleReference, named: { readonly metadata: Metadata }): boolean =>
  namesOf(named).some((name) => lower(name) === lower(rule))

/** What a rule is called in a query: its name if it has one, else its id. */
export const nameOf = ({ metadata }: { readonly metadata: Metadata }): string =>
  metadata.name ?? metadata.id ?? metadata.title

const namesOf = ({ metadata }: { readonly metadata: Metadata }): readonly string[] =>
  [metadata.name, metadata.id].filter((name) => name !== undefined)

const lower = (name: string): string => name.toLowerCase()
