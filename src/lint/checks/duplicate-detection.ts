/** Two rules with the same log source and the same condition alert twice on everything. */
import { definePackCheck } from '../check.js'
import { repeatedIn } from '../repeated.js'
import type { Rule } from '../rule.js'

const withoutSpans = (key: string, value: unknown): unknown => (key === 'span' ? undefined : value)

const key = ({ detection }: Rule) =>
  detection === undefined
    ? undefined
    : JSON.stringify([detection.logSources, detection.condition], withoutSpans)

export const duplicateDetection = definePackCheck({
  code: 'lint/duplicate-detection',
  profile: 'default',
  summary: 'Two rules with the same log source and the same condition alert twice on everything.',
  bad: {
    text: `
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Module Installed With GacUtil
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
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
      yield { rule, span: rule.entry('detection')?.key.span ?? rule.span, values: { other } }
    }
  },
})
