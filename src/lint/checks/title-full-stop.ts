/** A title is a name, not a sentence. */
import { defineCheck } from '../check.js'

export const titleFullStop = defineCheck({
  code: 'lint/title-full-stop',
  profile: 'sigmahq',
  summary: 'A title is a name, not a sentence.',
  bad: {
    text: `
title: IIS Native Module Installed.
`,
  },
  good: {
    text: `
title: IIS Native Module Installed
`,
  },
  *find(rule) {
    const title = rule.scalar('title')
    if (title?.text.trimEnd().endsWith('.') === true) yield { span: title.span, values: {} }
  },
})
