/** Runs checks over files that were read, and leaves out what comments disable. */
import type { Detection, Rule as Tree } from '../ast/nodes.js'
import type { Code } from '../diagnostics/codes.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import type { MappedText } from '../source/mapped.js'
import { entryOf, type YamlMap } from '../source/yaml.js'
import { macroSet, type MacroSet } from '../splunk/written.js'
import type { Check } from './check.js'
import { Content, isContent } from './content.js'
import { rewriteWord, type Edit } from './fix.js'
import { Rule } from './rule.js'
import { Search } from './search.js'
import { readSuppressions } from './suppressions.js'

/** A file with what its reader made of it. */
export interface LintInput {
  readonly source: SourceText
  readonly rules: readonly {
    readonly title: string
    readonly map?: YamlMap
    readonly search?: MappedText
    readonly rule?: Tree
    readonly detection: Detection | undefined
    readonly diagnostics: readonly Diagnostic[]
  }[]
}

/** What was found in a file, by the reader and the checks, in the order of its lines. */
export interface LintedFile {
  readonly source: SourceText
  readonly diagnostics: readonly Diagnostic[]
  /** The repairs of those that can be repaired. */
  readonly fixes: ReadonlyMap<Diagnostic, Edit>
}

/** Runs checks over all files together: some compare rules with each other. Searches are read with these macros. */
export function lint(
  files: readonly LintInput[],
  checks: readonly Check[],
  macros: MacroSet = macroSet(),
): readonly LintedFile[] {
  const subjects = {
    rules: files.flatMap(rulesOf),
    contents: files.flatMap(contentsOf),
    searches: files.flatMap((file) => searchesOf(file, macros)),
  }
  const hasDetections = subjects.rules.some(({ kind }) => kind === 'detection')
  const found = new Map<SourceText, Diagnostic[]>()
  const edits = new Map<Diagnostic, Edit>()
  for (const { source, rules: read } of files) {
    const of = found.get(source) ?? []
    found.set(source, of)
    for (const { diagnostics } of read) {
      for (const one of diagnostics) {
        if (!isMistake(one, hasDetections)) continue
        of.push(one)
        const { span, meant } = one
        const edit = span && meant !== undefined ? rewriteWord(source, span, meant) : undefined
        if (edit !== undefined) edits.set(one, edit)
      }
    }
  }
  for (const check of checks) {
    for (const { source, diagnostic, fix } of check.run(subjects)) {
      found.get(source)?.push(diagnostic)
      if (fix !== undefined) edits.set(diagnostic, fix)
    }
  }
  return files.map(({ source, rules: read }) => {
    const maps = read.flatMap(({ map }) => map ?? [])
    const { isDisabled, problems } = readSuppressions(source, maps)
    const kept = (found.get(source) ?? []).filter((one) => !isDisabled(one))
    const diagnostics = [...kept, ...problems].toSorted(byPlace)
    return { source, diagnostics, fixes: fixesOf(diagnostics, edits) }
  })
}

const fixesOf = (
  found: readonly Diagnostic[],
  edits: ReadonlyMap<Diagnostic, Edit>,
): ReadonlyMap<Diagnostic, Edit> =>
  new Map(
    found.flatMap((one) => {
      const edit = edits.get(one)
      return edit === undefined ? [] : [[one, edit] as const]
    }),
  )

const byPlace = (left: Diagnostic, right: Diagnostic): number =>
  (left.span?.start ?? 0) - (right.span?.start ?? 0)

/** What is about conversions, and no mistake of an author: what we cannot convert, and what a conversion does. */
const ours: ReadonlySet<Code> = new Set<Code>([
  'splunk/unsupported-command',
  'splunk/unsupported-term',
  'splunk/whole-words',
  'splunk/unchecked-fields',
  'splunk/implied-fields',
  'splunk/missing-groups',
  'splunk/filled-values',
  'splunk/last-line-feed',
  'splunk/number-texts',
  'splunk/piece-of-text',
  'splunk/folded-groups',
  'splunk/renamed-groups',
  'splunk/any-match',
  'splunk/any-of-group',
  'splunk/any-of-list',
  'splunk/any-place',
  'splunk/provided-field',
  'splunk/raw-text',
  'splunk/term-of-field',
  'splunk/xml-entity',
  'sigma/correlation-size',
  'sigma/correlation-unsupported',
  'sigma/filter-applied',
  'sigma/serves-correlation',
])

/** What can be wrong only of a run that has the rules which others refer to. */
const ofReferences: ReadonlySet<Code> = new Set<Code>([
  'sigma/correlated-rule',
  'sigma/filter-without-rules',
  'sigma/unknown-rule',
])

/** Whether a finding of the readers is about a mistake. A correlation or filter may be checked without its rules. */
const isMistake = ({ code }: Diagnostic, hasDetections: boolean): boolean =>
  !ours.has(code) && (hasDetections || !ofReferences.has(code))

const searchesOf = ({ source, rules }: LintInput, macros: MacroSet): readonly Search[] =>
  rules.flatMap(({ map, title, search: text }) =>
    text === undefined ? [] : [new Search({ source, map, title, text, macros })],
  )

/** The detections of Splunk's content in a file. */
const contentsOf = ({ source, rules }: LintInput): readonly Content[] =>
  rules.flatMap(({ map }) =>
    map !== undefined && !isSigma(map) && isContent(map) ? [new Content(source, map)] : [],
  )

/** The Sigma documents of a file. Those of `action` are only a part of a rule. */
function rulesOf({ source, rules }: LintInput): readonly Rule[] {
  return rules.flatMap(({ map, rule, detection }) =>
    map !== undefined && isSigma(map) ? [new Rule(source, map, rule ?? detection)] : [],
  )
}

const isSigma = (map: YamlMap): boolean =>
  entryOf(map, 'action') === undefined &&
  ['detection', 'logsource', 'correlation', 'filter'].some((key) => entryOf(map, key) !== undefined)
