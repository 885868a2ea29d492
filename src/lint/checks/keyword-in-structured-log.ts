/** Keywords are for logs that are lines of text. In events with fields they are slow, and some targets cannot say them. */
import { describeLogSource, findLogSourceRow } from '../../fields/find.js'
import type { LogSourceRow } from '../../fields/types.js'
import { defineCheck } from '../check.js'

/** Events with fields in every product; of web servers, say, some have lines of text. */
const isStructured = (row: LogSourceRow | undefined): boolean =>
  row?.category !== undefined && !['web', 'dns', 'antivirus', 'kubernetes'].includes(row.family)

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
  *find({ items, logSources }) {
    const rows = logSources.map(findLogSourceRow)
    if (rows.length === 0 || !rows.every(isStructured)) return
    const logSource = logSources.map(describeLogSource).join(' or ')
    for (const { field, keySpan } of items) {
      if (field !== undefined) continue
      yield { span: keySpan, values: { logSource } }
    }
  },
})
