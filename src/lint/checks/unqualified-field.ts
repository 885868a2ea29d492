/** In `tstats` over a data model, its fields have the name of the dataset before them; without it they are never there. */
import { defineSearchCheck } from '../check.js'
import { fieldsOf, qualifiedFields } from '../data-models.js'

export const unqualifiedField = defineSearchCheck({
  code: 'lint/unqualified-field',
  profile: 'default',
  summary:
    'In `tstats` over a data model, its fields have the name of the dataset before them; without it they are never there.',
  bad: { search: '| tstats count from datamodel=Endpoint.Processes where process_name=cmd.exe' },
  good: {
    search: '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe',
  },
  *find(search) {
    for (const { name, object, span } of qualifiedFields(search)) {
      if (name.includes('.') || fieldsOf(object)?.includes(name) !== true) continue
      // Every event has tags, whatever its data model.
      if (name === 'tag') continue
      yield { span, values: { field: name, object } }
    }
  },
})
