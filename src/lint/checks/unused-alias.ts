/** An alias that neither `group-by` nor the condition names does nothing: often one of the two is misspelt. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { aliasesOf, correlationOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const unusedAlias = defineCheck({
  code: 'lint/unused-alias',
  profile: 'default',
  summary:
    'An alias that neither `group-by` nor the condition names does nothing: often one of the two is misspelt.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: temporal
    rules:
        - failed_logon
        - new_service
    aliases:
        user:
            failed_logon: TargetUserName
            new_service: SubjectUserName
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
        - new_service
    aliases:
        user:
            failed_logon: TargetUserName
            new_service: SubjectUserName
    group-by:
        - user
    timespan: 5m
`,
  },
  *find(rule) {
    const correlation = correlationOf(rule)
    if (correlation === undefined) return
    const used = [...correlation.groupBy, ...correlation.fields].map(({ name }) => name)
    for (const { key } of aliasesOf(rule)) {
      if (used.includes(key.text)) continue
      const suggestion = didYouMean(key.text, used)
      yield { span: key.span, values: { alias: key.text, suggestion } }
    }
  },
})
