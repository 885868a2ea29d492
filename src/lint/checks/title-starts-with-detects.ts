/** A title names the behaviour. Sentences with `Detects` belong into the description. */
import { defineCheck } from '../check.js'

export const titleStartsWithDetects = defineCheck({
  code: 'lint/title-starts-with-detects',
  profile: 'sigmahq',
  summary: 'A title names the behaviour. Sentences with `Detects` belong into the description.',
  bad: {
    text: `
title: Detects IIS Native Modules
`,
  },
  good: {
    text: `
title: IIS Native Module Installed
`,
  },
  *find(rule) {
    const title = rule.scalar('title')
    const [word] = /^(?:detects?|detection of)\b/i.exec(title?.text ?? '') ?? []
    if (title !== undefined && word !== undefined) yield { span: title.span, values: { word } }
  },
})
