/** An alias says how each rule of the correlation calls a field. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { aliasesOf, correlationOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const aliasOfOtherRule = defineCheck({
  code: 'lint/alias-of-other-rule',
  profile: 'default',
  summary:
    'An alias says how each rule of the correlation calls a field. What it says of another rule is ignored.',
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
            new_servic: SubjectUserName
    group-by:
        - user
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
    const names = correlationOf(rule)?.rules.map((each) => each.rule) ?? []
    for (const { key: alias, value } of aliasesOf(rule)) {
      for (const { key } of value.kind === 'map' ? value.entries : []) {
        if (names.some((name) => name.toLowerCase() === key.text.toLowerCase())) continue
        const suggestion = didYouMean(key.text, names)
        yield { span: key.span, values: { alias: alias.text, rule: key.text, suggestion } }
      }
    }
  },
})
