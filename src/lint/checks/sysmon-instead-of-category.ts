/** A rule for the service `sysmon` with one event id is converted for Sysmon only. */
import { logSourceRows } from '../../fields/log-sources.js'
import { defineCheck } from '../check.js'

export const sysmonInsteadOfCategory = defineCheck({
  code: 'lint/sysmon-instead-of-category',
  profile: 'default',
  summary: 'A rule for the service `sysmon` with one event id is converted for Sysmon only.',
  bad: {
    text: `
logsource:
  product: windows
  service: sysmon
detection:
    selection:
        EventID: 1
        CommandLine|contains: appcmd
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: appcmd
    condition: selection
`,
  },
  *find({ items, logSources }) {
    const isSysmon = logSources.every(
      ({ service, category }) => service === 'sysmon' && category === undefined,
    )
    if (!isSysmon) return
    for (const { field, values } of items) {
      const [value] = values
      if (field !== 'EventID' || value === undefined || values.length !== 1) continue
      const id = Number(value.text)
      const row = logSourceRows.find(
        ({ category, product, events }) =>
          category !== undefined &&
          logSources.some((one) => one.product === product) &&
          events.some(
            ({ eventIds, where }) =>
              where === undefined && eventIds.length === 1 && eventIds[0] === id,
          ),
      )
      if (row?.category !== undefined) {
        yield { span: value.span, values: { id: value.text, category: row.category } }
      }
    }
  },
})
