/** After `stats`, `table`, `fields` and `tstats`, results have only the fields that these name. A filter on another one finds nothing. */
import { defineSearchCheck } from '../check.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import { filteredFields } from '../filtered-fields.js'

export const droppedField = defineSearchCheck({
  code: 'lint/dropped-field',
  profile: 'default',
  summary:
    'After `stats`, `table`, `fields` and `tstats`, results have only the fields that these name. A filter on another one finds nothing.',
  bad: { search: 'index=windows | stats count by user | where process="cmd.exe"' },
  good: { search: 'index=windows | stats count by user process | where process="cmd.exe"' },
  *find(search) {
    for (const { name, span, kept, isValue } of filteredFields(search)) {
      if (isValue || name.startsWith('_') || /[*{]/.test(name) || kept.fields.has(name)) continue
      const { command, stage } = kept
      const suggestion = didYouMean(name, kept.fields)
      yield { span, values: { field: name, command, stage, suggestion } }
    }
  },
})
