/** Windows of thresholds that a search leaves to its schedule. */
import type { Detection } from '../ast/nodes.js'
import { diagnostic, type Result } from '../diagnostics/diagnostic.js'

/** The detection with the time that each of its runs looks at as the window of its threshold, where it names none. */
export function withScheduledWindow(detection: Detection): Result<Detection> {
  const { aggregation, schedule } = detection
  const window = schedule?.window
  const isOpen =
    aggregation !== undefined &&
    aggregation.window === undefined &&
    aggregation.outlier === undefined
  // What is usual is measured over all that a query is run over: windows would make it another number.
  if (!isOpen || window === undefined) {
    return { value: detection, diagnostics: [] }
  }
  const minutes = Math.round(window / 60)
  return {
    value: { ...detection, aggregation: { ...aggregation, window } },
    diagnostics: [diagnostic('splunk/scheduled-window', { minutes }, { span: aggregation.span })],
  }
}
