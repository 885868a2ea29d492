/** A file on a branch may be gone or changed when somebody follows the link; a commit stays. */
import { defineCheck } from '../check.js'

export const referenceToBranch = defineCheck({
  code: 'lint/reference-to-branch',
  profile: 'sigmahq',
  summary:
    'A file on a branch may be gone or changed when somebody follows the link; a commit stays.',
  bad: {
    text: `
references:
    - https://github.com/SigmaHQ/sigma/blob/master/README.md
`,
  },
  good: {
    text: `
references:
    - https://github.com/SigmaHQ/sigma/blob/0f0c7b0b0a5ee1d4b1b7a1f6f9f2bb8ac6c0ee4f/README.md
`,
  },
  *find(rule) {
    for (const { text, span } of rule.list('references')) {
      const [, branch] =
        /^https?:\/\/github\.com\/[^/]+\/[^/]+\/(?:blob|tree|raw)\/([^/#?]+)/i.exec(text) ?? []
      if (branch !== undefined && /^(?:main|master|dev|develop|trunk)$/.test(branch)) {
        yield { span, values: { branch } }
      }
    }
  },
})
