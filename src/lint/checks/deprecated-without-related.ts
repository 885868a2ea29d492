/** Who has a deprecated rule in use needs to know what to use instead. */
import { defineCheck } from '../check.js'

export const deprecatedWithoutRelated = defineCheck({
  code: 'lint/deprecated-without-related',
  profile: 'default',
  summary: 'Who has a deprecated rule in use needs to know what to use instead.',
  bad: {
    text: `
status: deprecated
`,
  },
  good: {
    text: `
status: deprecated
related:
    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc
      type: obsolete
`,
  },
  *find(rule) {
    const status = rule.scalar('status')
    if (status?.text === 'deprecated' && rule.entry('related') === undefined) {
      yield { span: status.span, values: {} }
    }
  },
})
