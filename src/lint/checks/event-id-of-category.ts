/** A category stands for the events of several logs, each with its own id. */
import { findLogSourceRow } from '../../fields/find.js'
import { defineCheck } from '../check.js'

export const eventIdOfCategory = defineCheck({
  code: 'lint/event-id-of-category',
  profile: 'default',
  summary: 'A category stands for the events of several logs, each with its own id.',
  bad: {
    text: `
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
  *find({ items, logSources: [logSource, ...others] }) {
    // Of several categories, the id says which one a selection is for.
    if (logSource === undefined || others.length > 0) return
    const row = findLogSourceRow(logSource)
    const category = row?.category
    const ids = row?.events.flatMap(({ eventIds }) => eventIds.map(String)) ?? []
    if (category === undefined) return
    for (const { field, values, keySpan } of items) {
      if (field !== 'EventID' || !values.every(({ text }) => ids.includes(text))) continue
      yield { span: keySpan, values: { category } }
    }
  },
})
