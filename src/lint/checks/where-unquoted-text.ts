/** In `where`, a word without quotes is the name of a field: `user=admin` compares two fields. */
import { defineSearchCheck } from '../check.js'
import { filteredFields } from '../filtered-fields.js'

export const whereUnquotedText = defineSearchCheck({
  code: 'lint/where-unquoted-text',
  profile: 'default',
  summary:
    'In `where`, a word without quotes is the name of a field: `user=admin` compares two fields.',
  bad: { search: 'index=windows | stats count by user | where user=admin' },
  good: { search: 'index=windows | stats count by user | where user="admin"' },
  *find(search) {
    for (const { name, span, kept, isValue } of filteredFields(search)) {
      if (isValue && !kept.fields.has(name)) yield { span, values: { field: name } }
    }
  },
})
