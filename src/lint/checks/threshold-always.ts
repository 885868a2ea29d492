/** There is a group only where there is an event, so a count of at least one always holds, and the correlation finds what its rule finds. */
import { boundsOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const thresholdAlways = defineCheck({
  code: 'lint/threshold-always',
  profile: 'default',
  summary:
    'There is a group only where there is an event, so a count of at least one always holds, and the correlation finds what its rule finds.',
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
    timespan: 5m
    condition:
        gte: 1
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
    const bounds = boundsOf(rule)
    if (bounds === undefined || !bounds.always) return
    yield { span: bounds.span ?? rule.span, values: { condition: bounds.condition } }
  },
})
