/** What the rules of one run make of each other, whatever files they are in and in whichever order. */
import type { Correlation, Detection, Filter, Joint, Rule } from './ast/nodes.js'
import { diagnostic, type Diagnostic } from './diagnostics/diagnostic.js'
import { applyFilters } from './sigma/apply-filters.js'
import { correlate } from './sigma/correlate.js'
import type { Placed } from './sigma/names.js'
import type { MappedText } from './source/mapped.js'
import type { SourceText } from './source/text.js'
import type { YamlMap } from './source/yaml.js'

/** One rule of a file: what was found in it, and what it is where nothing was an error. */
export interface ReadRule {
  /** The rule's title, also of one that cannot be read; the file's path where it has none. */
  readonly title: string
  readonly id?: string
  /** What stands in the file; missing where it cannot be read. */
  readonly rule?: Rule
  /** What there are queries of; undefined where the rule cannot be read, and of rules that only change others. */
  readonly detection: Detection | undefined
  /** In place of a detection, of a correlation that is more than one rule with a threshold. */
  readonly joint?: Joint
  readonly diagnostics: readonly Diagnostic[]
  /** The document that it was read from, where that is YAML. */
  readonly map?: YamlMap
  /** The text of its search, where it is Splunk's. */
  readonly search?: MappedText
}

/** What there is a query of: nothing of a rule that cannot be read, or that only changes others. */
export const convertible = ({
  detection,
  joint,
}: Pick<ReadRule, 'detection' | 'joint'>): Detection | Joint | undefined => detection ?? joint

/** A file as read. A file without any rule has one entry that says why. */
export interface ReadFile {
  readonly source: SourceText
  readonly rules: readonly ReadRule[]
}

/**
 * The files with their filters applied to their detections, and their correlations joined with the rules that they refer
 * to: to be called once, with all files of a run.
 */
export function linkFiles(files: readonly ReadFile[]): readonly ReadFile[] {
  const kinds = new Set(files.flatMap(({ rules }) => rules.map(({ rule }) => rule?.kind)))
  const filtered = kinds.has('filter') ? filterFiles(files) : files
  return kinds.has('correlation') ? correlateFiles(filtered) : filtered
}

/** The files as they are, with what linking finds in them: for checks, which look at rules as they are written. */
export function checkLinks(files: readonly ReadFile[]): readonly ReadFile[] {
  const linked = linkFiles(files)
  return files.map((file, at) => ({
    ...file,
    rules: file.rules.map((rule, index) => ({
      ...rule,
      diagnostics: linked[at]?.rules[index]?.diagnostics ?? rule.diagnostics,
    })),
  }))
}

/** Replaces every rule of every file. */
const mapRules = (
  files: readonly ReadFile[],
  change: (rule: ReadRule) => ReadRule,
): readonly ReadFile[] => files.map((file) => ({ ...file, rules: file.rules.map(change) }))

/** What rules that cannot be read may be called by. */
const unreadNames = (files: readonly ReadFile[]): readonly string[] =>
  files
    .flatMap(({ rules }) => rules)
    .filter(({ rule }) => rule === undefined)
    .flatMap(({ title, id }) => (id === undefined ? [title] : [title, id]))

const withFound = (rule: ReadRule, found: readonly Diagnostic[]): ReadRule =>
  found.length === 0 ? rule : { ...rule, diagnostics: [...rule.diagnostics, ...found] }

function filterFiles(files: readonly ReadFile[]): readonly ReadFile[] {
  const detections: Placed<Detection>[] = []
  const filters: Placed<Filter>[] = []
  for (const { source, rules } of files) {
    for (const { rule, detection } of rules) {
      if (detection !== undefined) detections.push({ value: detection, source })
      if (rule?.kind === 'filter') filters.push({ value: rule, source })
    }
  }
  const { rules, ofFilters } = applyFilters(detections, filters, unreadNames(files))
  let nextRule = 0
  let nextFilter = 0
  return mapRules(files, (entry) => {
    if (entry.rule?.kind === 'filter') return withFound(entry, ofFilters[nextFilter++]!)
    if (entry.detection === undefined) return entry
    const { value, diagnostics } = rules[nextRule++]!
    return withFound({ ...entry, detection: value }, diagnostics)
  })
}

function correlateFiles(files: readonly ReadFile[]): readonly ReadFile[] {
  const all: Placed<Detection | Correlation>[] = []
  for (const { source, rules } of files) {
    for (const { rule, detection } of rules) {
      const value = rule?.kind === 'correlation' ? rule : detection
      if (value !== undefined) all.push({ value, source })
    }
  }
  const { ofCorrelations, serves } = correlate(all, unreadNames(files))
  let next = 0
  return mapRules(files, (entry) => {
    const isCorrelation = entry.rule?.kind === 'correlation'
    const joined = isCorrelation ? ofCorrelations[next++]! : undefined
    const value = entry.rule?.kind === 'correlation' ? entry.rule : entry.detection
    const served = value === undefined ? undefined : serves.get(value)
    const linked =
      joined === undefined
        ? entry
        : withFound({ ...entry, ...joinedAs(joined.value) }, joined.diagnostics)
    if (served === undefined) return linked
    const correlation = served.metadata.title
    const note = diagnostic('sigma/serves-correlation', { correlation }, { span: value?.span })
    const { joint: _, ...withoutJoint } = linked
    return withFound({ ...withoutJoint, detection: undefined }, [note])
  })
}

const joinedAs = (joined: Detection | Joint | undefined): Pick<ReadRule, 'detection' | 'joint'> =>
  joined?.kind === 'joint' ? { detection: undefined, joint: joined } : { detection: joined }
