/** No group has less than one event, and none has at once more and less than it has: such a correlation finds nothing. */
import { boundsOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const thresholdNever = defineCheck({
  code: 'lint/threshold-never',
  profile: 'default',
  summary:
    'No group has less than one event, and none has at once more and less than it has: such a correlation finds nothing.',
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
        lt: 1
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
    if (bounds === undefined || !bounds.never) return
    yield { span: bounds.span ?? rule.span, values: { condition: bounds.condition } }
  },
})
