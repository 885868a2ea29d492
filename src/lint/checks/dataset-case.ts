/** Names of fields mind case: `processes.process` is not `Processes.process`, and is never there. */
import { defineSearchCheck } from '../check.js'
import { qualifiedFields } from '../data-models.js'

export const datasetCase = defineSearchCheck({
  code: 'lint/dataset-case',
  profile: 'default',
  summary:
    'Names of fields mind case: `processes.process` is not `Processes.process`, and is never there.',
  bad: {
    search: '| tstats count from datamodel=Endpoint.Processes where processes.process_name=cmd.exe',
  },
  good: {
    search: '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe',
  },
  *find(search) {
    for (const { name, object, span } of qualifiedFields(search)) {
      const [prefix = ''] = name.split('.', 1)
      if (prefix === object || prefix.toLowerCase() !== object.toLowerCase()) continue
      yield { span, values: { field: name, object } }
    }
  },
})
