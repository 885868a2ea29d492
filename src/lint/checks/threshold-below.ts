/** Less than some events are one at least: a group without any is not seen, so that a correlation cannot say that something is missing. */
import { boundsOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const thresholdBelow = defineCheck({
  code: 'lint/threshold-below',
  profile: 'default',
  summary:
    'Less than some events are one at least: a group without any is not seen, so that a correlation cannot say that something is missing.',
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
        lt: 10
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
    if (bounds === undefined || !bounds.misses) return
    yield { span: bounds.span ?? rule.span, values: { condition: bounds.condition } }
  },
})
