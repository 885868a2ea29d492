/** What a Splunk search has beside its condition, for targets that cannot print it back. */
import type { Detection, Verbatim } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'

/** A note for the stages that are left out as they only display, and one for each filter macro that is taken as empty. */
export function droppedStages({ splunk }: Detection): readonly Diagnostic[] {
  const stages = splunk?.stages ?? []
  const filters = stages.filter(isFilterMacro)
  const [first, ...others] = stages.filter((stage) => !isFilterMacro(stage))
  return [
    ...(first === undefined
      ? []
      : [
          diagnostic(
            'splunk/display-stages',
            { stages: [...new Set([first, ...others].map(commandOf))].join(', ') },
            { span: first.span },
          ),
        ]),
    ...filters.map((stage) =>
      diagnostic('splunk/filter-macro', { name: commandOf(stage) }, { span: stage.span }),
    ),
  ]
}

/** security_content ends every search with a macro for each site's own exceptions, empty by default. */
const isFilterMacro = ({ text }: Verbatim): boolean => /^`[^`(]*_filter(?:\(|`)/.test(text.trim())

/** The command of a stage, or the macro that it is. */
const commandOf = ({ text }: Verbatim): string =>
  /^`?([^\s`(]+)/.exec(text.trim())?.[1] ?? text.trim()
