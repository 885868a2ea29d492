/** Who gets the alert reads the description first. */
import { defineCheck } from '../check.js'

const shortest = 16

export const shortDescription = defineCheck({
  code: 'lint/short-description',
  profile: 'sigmahq',
  summary: 'Who gets the alert reads the description first.',
  bad: {
    text: `
description: IIS module
`,
  },
  good: {
    text: `
description: Detects appcmd installing a native module, which runs inside of the web server.
`,
  },
  *find(rule) {
    const description = rule.scalar('description')
    if (description === undefined || description.text.trim().length >= shortest) return
    yield { span: description.span, values: { length: description.text.trim().length } }
  },
})
