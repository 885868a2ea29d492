/** Tools tell rules apart by their ids: of two with the same, one is lost. */
import { definePackCheck } from '../check.js'
import { repeatedIn } from '../repeated.js'
import type { Rule } from '../rule.js'

const key = (rule: Rule) => rule.scalar('id')?.text.toLowerCase()

export const duplicateId = definePackCheck({
  code: 'lint/duplicate-id',
  profile: 'default',
  summary: 'Tools tell rules apart by their ids: of two with the same, one is lost.',
  bad: {
    text: String.raw`
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Module Installed With GacUtil
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
detection:
    selection:
        Image|endswith: '\gacutil.exe'
    condition: selection
`,
  },
  good: {
    text: String.raw`
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Module Installed With GacUtil
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
detection:
    selection:
        Image|endswith: '\gacutil.exe'
    condition: selection
`,
  },
  *find(rules) {
    for (const { rule, other } of repeatedIn(rules, key)) {
      const id = rule.scalar('id')
      if (id !== undefined) yield { rule, span: id.span, values: { id: id.text, other } }
    }
  },
})
