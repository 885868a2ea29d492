/** Where only one of several rules has to be there, they have no order: `temporal` says the same. */
import { correlationOf, hasChoice } from '../correlations.js'
import { defineCheck } from '../check.js'

export const orderedAlternatives = defineCheck({
  code: 'lint/ordered-alternatives',
  profile: 'default',
  summary:
    'Where only one of several rules has to be there, they have no order: `temporal` says the same.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: temporal_ordered
    rules:
        - failed_logon
        - successful_logon
    group-by:
        - TargetUserName
    timespan: 5m
    condition: failed_logon or successful_logon
`,
  },
  good: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: temporal_ordered
    rules:
        - failed_logon
        - successful_logon
    group-by:
        - TargetUserName
    timespan: 5m
    condition: failed_logon and successful_logon
`,
  },
  *find(rule) {
    const correlation = correlationOf(rule)
    if (correlation?.type !== 'temporal_ordered' || !hasChoice(correlation.expression)) return
    yield { span: correlation.expression?.span ?? rule.span, values: {} }
  },
})
