/** `event_count` and the temporal types count events or rules: a `field` in their condition is ignored. */
import { correlationOf, isTemporal } from '../correlations.js'
import { defineCheck } from '../check.js'

export const fieldOfEventCount = defineCheck({
  code: 'lint/field-of-event-count',
  profile: 'default',
  summary:
    '`event_count` and the temporal types count events or rules: a `field` in their condition is ignored.',
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
        field: IpAddress
        gte: 10
`,
  },
  good: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: value_count
    rules:
        - failed_logon
    group-by:
        - TargetUserName
    timespan: 5m
    condition:
        field: IpAddress
        gte: 10
`,
  },
  *find(rule) {
    const correlation = correlationOf(rule)
    if (correlation === undefined) return
    const { type, fields } = correlation
    if (type !== 'event_count' && !isTemporal(correlation)) return
    for (const { name, span = rule.span } of fields) yield { span, values: { type, field: name } }
  },
})
