/** An alias with the name of a field that a rule tests, and that stands for another field of that rule, makes two things look like one. */
import { aliasesOf, References } from '../correlations.js'
import { definePackCheck } from '../check.js'

export const aliasHidesField = definePackCheck({
  code: 'lint/alias-hides-field',
  profile: 'default',
  summary:
    'An alias with the name of a field that a rule tests, and that stands for another field of that rule, makes two things look like one.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: event_count
    rules:
        - failed_logon
    aliases:
        SubjectUserName:
            failed_logon: TargetUserName
    group-by:
        - SubjectUserName
    timespan: 5m
    condition:
        gte: 10
---
title: Failed Logon
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: failed_logon
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
        SubjectUserName: admin
    condition: selection
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
    aliases:
        user:
            failed_logon: TargetUserName
    group-by:
        - user
    timespan: 5m
    condition:
        gte: 10
---
title: Failed Logon
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: failed_logon
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
        SubjectUserName: admin
    condition: selection
`,
  },
  *find(rules) {
    const runs = new References(rules)
    for (const rule of rules) {
      for (const { key: alias, value } of aliasesOf(rule)) {
        for (const { key, value: field } of value.kind === 'map' ? value.entries : []) {
          if (field.kind !== 'scalar' || field.text === alias.text) continue
          const hidden = runs
            .named(key.text)
            .some(({ items }) => items.some((item) => item.field === alias.text))
          if (!hidden) continue
          const values = { alias: alias.text, rule: key.text, field: field.text }
          yield { rule, span: alias.span, values }
        }
      }
    }
  },
})
