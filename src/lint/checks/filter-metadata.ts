/** A filter has no level, status or tags of its own: those of the rules that it is for stay. */
import { defineCheck } from '../check.js'

/** Sigma Filters Specification, "Syntax"; what is about alerts is that of the rules. */
const foreign = ['level', 'status', 'tags']

export const filterMetadata = defineCheck({
  code: 'lint/filter-metadata',
  profile: 'default',
  summary:
    'A filter has no level, status or tags of its own: those of the rules that it is for stay.',
  bad: {
    text: `
title: Administrators of Web Servers
id: 0e95725d-7320-415d-80f7-004da920fc13
filter:
    rules:
        - 5bd3c2a1-7f0e-4c55-9f0a-2f6f2f0f3c11
    selection:
        User|startswith: adm_
    condition: selection
level: high
`,
  },
  good: {
    text: `
title: Administrators of Web Servers
id: 0e95725d-7320-415d-80f7-004da920fc13
filter:
    rules:
        - 5bd3c2a1-7f0e-4c55-9f0a-2f6f2f0f3c11
    selection:
        User|startswith: adm_
    condition: selection
`,
  },
  *find(rule) {
    if (rule.kind !== 'filter') return
    for (const key of foreign) {
      const entry = rule.entry(key)
      if (entry !== undefined) yield { span: entry.key.span, values: { key } }
    }
  },
})
