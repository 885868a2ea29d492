/** `cve`, `tlp` and `detection` tags have fixed forms, which tools rely on. */
import { defineCheck } from '../check.js'

/** Sigma Specification 2.1, "Tags", and the Traffic Light Protocol in both of its versions. */
const forms: readonly (readonly [namespace: string, form: RegExp, expected: string])[] = [
  ['cve', /^cve\.\d{4}[-.]\d{4,}$/, 'expected cve.year-number'],
  ['tlp', /^tlp\.(?:red|amber|amber-strict|green|white|clear)$/, 'expected a colour of the TLP'],
  [
    'detection',
    /^detection\.(?:dfir|emerging-threats|threat-hunting)$/,
    'expected dfir, emerging-threats or threat-hunting',
  ],
]

export const tagValue = defineCheck({
  code: 'lint/tag-value',
  profile: 'default',
  summary: '`cve`, `tlp` and `detection` tags have fixed forms, which tools rely on.',
  bad: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
    - tlp.orange
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
    - tlp.amber
`,
  },
  *find(rule) {
    for (const { text, span } of rule.list('tags')) {
      const tag = text.toLowerCase()
      const form = forms.find(([namespace]) => tag.startsWith(`${namespace}.`))
      if (form === undefined || form[1].test(tag)) continue
      yield { span, values: { value: text, expected: form[2] } }
    }
  },
})
