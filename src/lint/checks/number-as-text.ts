/** An event id in quotes is text to many converters, and their queries then miss fields that hold numbers. */
import { findLogSourceRow } from '../../fields/find.js'
import type { Family } from '../../fields/types.js'
import { rowOf } from '../../fields/vocabularies.js'
import { defineCheck } from '../check.js'
import { affixOf, holdsPlainTexts, valuesOf } from '../values.js'

export const numberAsText = defineCheck({
  code: 'lint/number-as-text',
  profile: 'default',
  summary:
    'An event id in quotes is text to many converters, and their queries then miss fields that hold numbers.',
  bad: {
    text: `
logsource:
  product: windows
  service: iis-configuration
detection:
    selection:
        EventID: '29'
    condition: selection
`,
  },
  good: {
    text: `
logsource:
  product: windows
  service: iis-configuration
detection:
    selection:
        EventID: 29
    condition: selection
`,
  },
  *find({ items, logSources }) {
    const ofAny = logSources.flatMap((one) => findLogSourceRow(one)?.family ?? 'windows_event')
    const families: readonly Family[] = ofAny.length === 0 ? ['windows_event'] : ofAny
    for (const { item, value } of valuesOf(items, holdsPlainTexts)) {
      const { field = '' } = item
      const column = rowOf(field, 'sigma', families)?.columns.sigma
      if (column?.type !== 'number' || affixOf(item) !== 'equals') continue
      if (value.type === 'string' && /^\d+$/.test(value.text)) {
        yield { span: value.span, values: { field, value: value.text } }
      }
    }
  },
})
