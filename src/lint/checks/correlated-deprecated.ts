/** A correlation of a rule that is deprecated or unsupported is no better than that rule. */
import { namedRules, References } from '../correlations.js'
import { definePackCheck } from '../check.js'

const retired = ['deprecated', 'unsupported']

export const correlatedDeprecated = definePackCheck({
  code: 'lint/correlated-deprecated',
  profile: 'default',
  summary: 'A correlation of a rule that is deprecated or unsupported is no better than that rule.',
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
        gte: 10
---
title: Failed Logon
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: failed_logon
status: deprecated
related:
    - id: 5bd3c2a1-7f0e-4c55-9f0a-2f6f2f0f3c11
      type: similar
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
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
    group-by:
        - TargetUserName
    timespan: 5m
    condition:
        gte: 10
---
title: Failed Logon
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: failed_logon
status: test
related:
    - id: 5bd3c2a1-7f0e-4c55-9f0a-2f6f2f0f3c11
      type: similar
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
`,
  },
  *find(rules) {
    const runs = new References(rules)
    for (const rule of rules) {
      for (const { text, span } of namedRules(rule)) {
        for (const named of runs.named(text)) {
          const status = named.scalar('status')?.text.toLowerCase() ?? ''
          if (!retired.includes(status)) continue
          yield { rule, span, values: { rule: text, status } }
        }
      }
    }
  },
})
