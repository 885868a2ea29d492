/** What a check is. */
import type { Span } from '../ast/nodes.js'
import type { Code } from '../diagnostics/codes.js'
import { diagnostic, type Diagnostic, type Parameters } from '../diagnostics/diagnostic.js'
import { listed, notListed } from '../diagnostics/limit.js'
import type { Content } from './content.js'
import type { Document } from './document.js'
import type { Edit } from './fix.js'
import type { SourceText } from '../source/text.js'
import type { Rule } from './rule.js'
import type { Search } from './search.js'

/** The codes of checks: `lint/<name>`. */
export type LintCode = Extract<Code, `lint/${string}`>

/** The names of checks. */
export type CheckName = LintCode extends `lint/${infer Name}` ? Name : never

/**
 * Sets of checks: what anybody wants to know, and that with the conventions of SigmaHQ's repository, or of Splunk's
 * security_content (ESCU).
 */
export const profiles = ['default', 'sigmahq', 'escu'] as const
export type Profile = (typeof profiles)[number]

/**
 * An example: the top-level blocks in which it differs from a rule that is fine; `---` stands between two rules, and
 * `without` names blocks that are missing.
 */
export interface Example {
  readonly text?: string
  /** A whole Splunk search instead of blocks of a rule. */
  readonly search?: string
  /** Blocks of a detection of Splunk's content, not of a rule. */
  readonly content?: string
  readonly without?: string
  /** The file's path, where that matters. */
  readonly path?: string
}

interface About {
  /** What it looks for and why, in a sentence or two. */
  readonly summary: string
  /** The smallest profile that has it. */
  readonly profile: Profile
  readonly bad: Example
  readonly good: Example
}

/** What checks look at: everything of a run. */
export interface Subjects {
  readonly rules: readonly Rule[]
  readonly contents: readonly Content[]
  readonly searches: readonly Search[]
}

/** A finding in a file. */
export interface Finding {
  readonly source: SourceText
  readonly diagnostic: Diagnostic
  readonly fix?: Edit
}

/** A check, ready to run over everything of a run. */
export interface Check extends About {
  readonly name: CheckName
  readonly run: (subjects: Subjects) => Iterable<Finding>
}

/** What a check found, before its message is filled in. */
export interface Found<C extends LintCode> {
  readonly span: Span
  readonly values: Parameters<C>
  /** A repair that changes nothing of what the rule selects. */
  readonly fix?: Edit | undefined
}

interface RuleCheck<C extends LintCode> extends About {
  readonly code: C
  readonly find: (rule: Rule) => Iterable<Found<C>>
}

interface SearchCheck<C extends LintCode> extends About {
  readonly code: C
  readonly find: (search: Search) => Iterable<Found<C>>
}

interface DocumentCheck<C extends LintCode> extends About {
  readonly code: C
  readonly find: (document: Document) => Iterable<Found<C>>
}

interface ContentCheck<C extends LintCode> extends About {
  readonly code: C
  readonly find: (content: Content) => Iterable<Found<C>>
}

interface PackCheck<C extends LintCode> extends About {
  readonly code: C
  readonly find: (rules: readonly Rule[]) => Iterable<Found<C> & { readonly rule: Rule }>
}

const nameOf = (code: LintCode): CheckName => code.slice('lint/'.length) as CheckName

function findingOf<C extends LintCode>(
  code: C,
  source: SourceText,
  { span, values, fix }: Found<C>,
): Finding {
  const found = diagnostic(code, values, { span })
  return { source, diagnostic: found, ...(fix === undefined ? {} : { fix }) }
}

/** What a check finds in one rule or search, as far as it is listed: what would not be is not looked for. */
function* findingsOf<C extends LintCode>(
  code: C,
  source: SourceText,
  all: Iterable<Found<C>>,
): Iterable<Finding> {
  let count = 0
  for (const found of all) {
    const finding = findingOf(code, source, found)
    if (++count > listed) return yield { source, diagnostic: notListed(finding.diagnostic) }
    yield finding
  }
}

/** A check of one Sigma rule at a time. */
export const defineCheck = <C extends LintCode>({ code, find, ...about }: RuleCheck<C>): Check => ({
  ...about,
  name: nameOf(code),
  *run({ rules }) {
    for (const rule of rules) {
      yield* findingsOf(code, rule.source, find(rule))
    }
  },
})

/** A check of one Splunk search at a time. */
export const defineSearchCheck = <C extends LintCode>({
  code,
  find,
  ...about
}: SearchCheck<C>): Check => ({
  ...about,
  name: nameOf(code),
  *run({ searches }) {
    for (const search of searches) {
      yield* findingsOf(code, search.source, find(search))
    }
  },
})

/** A check of what rules and detections of Splunk's content have in common, one at a time. */
export const defineDocumentCheck = <C extends LintCode>({
  code,
  find,
  ...about
}: DocumentCheck<C>): Check => ({
  ...about,
  name: nameOf(code),
  *run({ rules, contents }) {
    for (const document of [...rules, ...contents]) {
      yield* findingsOf(code, document.source, find(document))
    }
  },
})

/** A check of one detection of Splunk's content at a time. */
export const defineContentCheck = <C extends LintCode>({
  code,
  find,
  ...about
}: ContentCheck<C>): Check => ({
  ...about,
  name: nameOf(code),
  *run({ contents }) {
    for (const content of contents) {
      yield* findingsOf(code, content.source, find(content))
    }
  },
})

/** A check that compares rules with each other, and detections of Splunk's content with each other. */
export const defineDocumentsCheck = <C extends LintCode>({
  code,
  find,
  ...about
}: About & {
  readonly code: C
  readonly find: (
    documents: readonly Document[],
  ) => Iterable<Found<C> & { readonly document: Document }>
}): Check => ({
  ...about,
  name: nameOf(code),
  *run({ rules, contents }) {
    for (const documents of [rules, contents]) {
      for (const found of find(documents)) yield findingOf(code, found.document.source, found)
    }
  },
})

/** A check that compares Sigma rules with each other. */
export const definePackCheck = <C extends LintCode>({
  code,
  find,
  ...about
}: PackCheck<C>): Check => ({
  ...about,
  name: nameOf(code),
  *run({ rules }) {
    for (const found of find(rules)) yield findingOf(code, found.rule.source, found)
  },
})
