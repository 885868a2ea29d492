/** A data model has the fields that it has: a condition on another one never matches, and grouping by it leaves nothing. */
import { defineSearchCheck } from '../check.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import { fieldsOf, isFieldOf, qualifiedFields } from '../data-models.js'

export const unknownDataModelField = defineSearchCheck({
  code: 'lint/unknown-data-model-field',
  profile: 'default',
  summary:
    'A data model has the fields that it has: a condition on another one never matches, and grouping by it leaves nothing.',
  bad: {
    search: '| tstats count from datamodel=Endpoint.Processes where Processes.proces_name=cmd.exe',
  },
  good: {
    search: '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe',
  },
  *find(search) {
    for (const { name, object, span } of qualifiedFields(search)) {
      if (!name.startsWith(`${object}.`)) continue
      const field = name.slice(object.length + 1)
      // A dot leads into another dataset, a star stands for several fields.
      if (/[.*{]/.test(field) || isFieldOf(object, field)) continue
      const names = fieldsOf(object)
      if (names === undefined) continue
      yield { span, values: { field, object, suggestion: didYouMean(field, names) } }
    }
  },
})
