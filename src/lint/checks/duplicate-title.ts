/** Two alerts with the same title cannot be told apart, and some targets take the title as the name of the search. */
import { definePackCheck } from '../check.js'
import { repeatedIn } from '../repeated.js'
import type { Rule } from '../rule.js'

const key = (rule: Rule) => rule.scalar('title')?.text.trim().toLowerCase()

export const duplicateTitle = definePackCheck({
  code: 'lint/duplicate-title',
  profile: 'default',
  summary:
    'Two alerts with the same title cannot be told apart, and some targets take the title as the name of the search.',
  bad: {
    text: String.raw`
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Native Module Installed
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
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
      const title = rule.scalar('title')
      if (title !== undefined)
        yield { rule, span: title.span, values: { title: title.text, other } }
    }
  },
})
