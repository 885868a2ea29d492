/** Correlations and filters refer to rules by their `name`: of two with the same, neither can be meant. */
import { repeatedIn } from '../repeated.js'
import type { Rule } from '../rule.js'
import { definePackCheck } from '../check.js'

const key = (rule: Rule) => rule.scalar('name')?.text.toLowerCase()

export const duplicateName = definePackCheck({
  code: 'lint/duplicate-name',
  profile: 'default',
  summary:
    'Correlations and filters refer to rules by their `name`: of two with the same, neither can be meant.',
  bad: {
    text: `
title: IIS Native Module Installed
name: iis_module
---
title: IIS Module Installed With GacUtil
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
name: iis_module
detection:
    selection:
        Image|contains: gacutil
    condition: selection
`,
  },
  good: {
    text: `
title: IIS Native Module Installed
name: iis_module
---
title: IIS Module Installed With GacUtil
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
name: iis_module_gacutil
detection:
    selection:
        Image|contains: gacutil
    condition: selection
`,
  },
  *find(rules) {
    for (const { rule, other } of repeatedIn(rules, key)) {
      const name = rule.scalar('name')
      if (name !== undefined) yield { rule, span: name.span, values: { name: name.text, other } }
    }
  },
})
