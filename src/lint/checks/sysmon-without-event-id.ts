/** Fields have other meanings in each of Sysmon's events. */
import { defineCheck } from '../check.js'

export const sysmonWithoutEventId = defineCheck({
  code: 'lint/sysmon-without-event-id',
  profile: 'sigmahq',
  summary: "Fields have other meanings in each of Sysmon's events.",
  bad: {
    text: `
logsource:
    product: windows
    service: sysmon
`,
  },
  good: {
    text: `
logsource:
    category: process_creation
    product: windows
`,
  },
  *find({ items, logSource, span }) {
    if (logSource.service !== 'sysmon' || logSource.category !== undefined) return
    if (items.some(({ field }) => field === 'EventID')) return
    yield { span: logSource.span ?? span, values: {} }
  },
})
