/** A temporal correlation is about events of several rules; of one rule, `event_count` is what is meant. */
import { correlationOf, isTemporal } from '../correlations.js'
import { defineCheck } from '../check.js'

export const correlationOfOneRule = defineCheck({
  code: 'lint/correlation-of-one-rule',
  profile: 'default',
  summary:
    'A temporal correlation is about events of several rules; of one rule, `event_count` is what is meant.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: temporal
    rules:
        - failed_logon
    group-by:
        - TargetUserName
    timespan: 5m
`,
  },
  good: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: temporal
    rules:
        - failed_logon
        - successful_logon
    group-by:
        - TargetUserName
    timespan: 5m
`,
  },
  *find(rule) {
    const correlation = correlationOf(rule)
    if (correlation === undefined || !isTemporal(correlation)) return
    const { rules, type } = correlation
    if (new Set(rules.map((each) => each.rule.toLowerCase())).size > 1) return
    yield { span: rules[0]?.span ?? rule.span, values: { type } }
  },
})
