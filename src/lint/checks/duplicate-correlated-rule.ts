/** A rule that stands twice in `rules` counts once; the second one was probably to be another. */
import { namedRules } from '../correlations.js'
import { removeItem } from '../fix.js'
import { repeated } from '../repeated.js'
import { defineCheck } from '../check.js'

export const duplicateCorrelatedRule = defineCheck({
  code: 'lint/duplicate-correlated-rule',
  profile: 'default',
  summary:
    'A rule that stands twice in `rules` counts once; the second one was probably to be another.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: temporal
    rules:
        - failed_logon
        - successful_logon
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
    for (const item of repeated(namedRules(rule), (name) => name.toLowerCase())) {
      yield { span: item.span, values: { rule: item.text }, fix: removeItem(rule, item) }
    }
  },
})
