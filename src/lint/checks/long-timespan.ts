/** A correlation over more than 30 days reads a month of events each time that it runs, and many products keep fewer. */
import { correlationOf, partOf } from '../correlations.js'
import { defineCheck } from '../check.js'

const day = 24 * 60 * 60
const longest = 30 * day

export const longTimespan = defineCheck({
  code: 'lint/long-timespan',
  profile: 'default',
  summary:
    'A correlation over more than 30 days reads a month of events each time that it runs, and many products keep fewer.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: event_count
    rules:
        - failed_logon
    group-by:
        - TargetUserName
    timespan: 45d
    condition:
        gte: 10
`,
  },
  good: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: event_count
    rules:
        - failed_logon
    group-by:
        - TargetUserName
    timespan: 5m
    condition:
        gte: 10
`,
  },
  *find(rule) {
    const correlation = correlationOf(rule)
    if (correlation === undefined || correlation.window <= longest) return
    const days = String(Math.floor(correlation.window / day))
    yield { span: partOf(rule, 'timespan')?.value.span ?? rule.span, values: { days } }
  },
})
