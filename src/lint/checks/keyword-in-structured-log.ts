/** Keywords are for logs that are lines of text. In events with fields they are slow, and some targets cannot say them. */
import { describeLogSource, findLogSourceRow } from '../../fields/find.js'
import { defineCheck } from '../check.js'

export const keywordInStructuredLog = defineCheck({
  code: 'lint/keyword-in-structured-log',
  profile: 'default',
  summary:
    'Keywords are for logs that are lines of text. In events with fields they are slow, and some targets cannot say them.',
  bad: {
    text: `
detection:
    keywords:
        - 'add module'
    condition: keywords
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add module'
    condition: selection
`,
  },
  *find({ items, logSource }) {
    const row = findLogSourceRow(logSource)
    if (row?.category === undefined) return
    for (const { field, keySpan } of items) {
      if (field !== undefined) continue
      yield { span: keySpan, values: { logSource: describeLogSource(logSource) } }
    }
  },
})
