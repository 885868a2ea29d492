/** Without `group-by` the events of all users and hosts are counted together, which is seldom what is meant. */
import { correlationOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const missingGroupBy = defineCheck({
  code: 'lint/missing-group-by',
  profile: 'sigmahq',
  summary:
    'Without `group-by` the events of all users and hosts are counted together, which is seldom what is meant.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: event_count
    rules:
        - failed_logon
    timespan: 5m
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
    if (correlation === undefined || correlation.groupBy.length > 0) return
    yield { span: rule.entry('correlation')?.key.span ?? rule.span, values: {} }
  },
})
