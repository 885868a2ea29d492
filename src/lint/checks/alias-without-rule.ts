/** An alias has to say of every rule of the correlation which field it stands for: events of the others have no such field, and so are in no group. */
import { aliasesOf, correlationOf } from '../correlations.js'
import { defineCheck } from '../check.js'

export const aliasWithoutRule = defineCheck({
  code: 'lint/alias-without-rule',
  profile: 'default',
  summary:
    'An alias has to say of every rule of the correlation which field it stands for: events of the others have no such field, and so are in no group.',
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
    const correlation = correlationOf(rule)
    for (const { key, value } of correlation === undefined ? [] : aliasesOf(rule)) {
      const named = value.kind === 'map' ? value.entries.map((entry) => entry.key.text) : []
      for (const { rule: name } of correlation?.rules ?? []) {
        if (named.some((other) => other.toLowerCase() === name.toLowerCase())) continue
        yield { span: key.span, values: { alias: key.text, rule: name } }
      }
    }
  },
})
