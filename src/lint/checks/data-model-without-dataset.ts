/** Splunk takes the root of the data model where no dataset is named. Its manual and most searches name one. */
import { defineSearchCheck } from '../check.js'
import { spanOf } from '../../source/mapped.js'

export const dataModelWithoutDataset = defineSearchCheck({
  code: 'lint/data-model-without-dataset',
  profile: 'escu',
  summary:
    'Splunk takes the root of the data model where no dataset is named. Its manual and most searches name one.',
  bad: { search: '| tstats count from datamodel=Web where Web.status=500 | `search_filter`' },
  good: { search: '| tstats count from datamodel=Web.Web where Web.status=500 | `search_filter`' },
  *find({ stages }) {
    for (const { tstats } of stages) {
      const from = tstats?.parts.from
      const model = tstats?.dataModel
      if (from === undefined || model === undefined || model.object !== undefined) continue
      yield { span: spanOf(from, 0, from.text.length), values: { model: model.model } }
    }
  },
})
