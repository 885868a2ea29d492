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
  *find({ items, logSources, span }) {
    if (items.some(({ field }) => field === 'EventID')) return
    for (const { service, category, span: place = span } of logSources) {
      if (service === 'sysmon' && category === undefined) yield { span: place, values: {} }
    }
  },
})
