/** What the rules of one run make of each other, whatever files they are in and in whichever order. */
import type { Detection, Filter, Rule } from './ast/nodes.js'
import type { Diagnostic } from './diagnostics/diagnostic.js'
import { applyFilters, type Placed } from './sigma/apply-filters.js'
import type { SourceText } from './source/text.js'

/** One rule of a file: what was found in it, and what it is where nothing was an error. */
export interface ReadRule {
  /** The rule's title, also of one that cannot be read; the file's path where it has none. */
  readonly title: string
  readonly id?: string
  /** What stands in the file; missing where it cannot be read. */
  readonly rule?: Rule
  /** What there are queries of; undefined where the rule cannot be read, and of rules that only change others. */
  readonly detection: Detection | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** A file as read. A file without any rule has one entry that says why. */
export interface ReadFile {
  readonly source: SourceText
  readonly rules: readonly ReadRule[]
}

/** The files with their filters applied to their detections: to be called once, with all files of a run. */
export function linkFiles(files: readonly ReadFile[]): readonly ReadFile[] {
  const all = files.flatMap(({ rules, source }) => rules.map((entry) => ({ entry, source })))
  const filters: Placed<Filter>[] = []
  for (const { entry, source } of all) {
    if (entry.rule?.kind === 'filter') filters.push({ value: entry.rule, source })
  }
  if (filters.length === 0) return files
  const detections: Placed<Detection>[] = []
  const unread: string[] = []
  for (const { entry, source } of all) {
    if (entry.detection !== undefined) detections.push({ value: entry.detection, source })
    else if (entry.rule === undefined) unread.push(entry.title, entry.id ?? entry.title)
  }
  const { rules, ofFilters } = applyFilters(detections, filters, unread)
  let nextRule = 0
  let nextFilter = 0
  return files.map((file) => ({
    ...file,
    rules: file.rules.map((entry): ReadRule => {
      if (entry.detection !== undefined) {
        const { value, diagnostics } = rules[nextRule++]!
        return { ...entry, detection: value, diagnostics: [...entry.diagnostics, ...diagnostics] }
      }
      return entry.rule?.kind === 'filter'
        ? { ...entry, diagnostics: [...entry.diagnostics, ...ofFilters[nextFilter++]!] }
        : entry
    }),
  }))
}
