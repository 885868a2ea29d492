/** SigmaHQ's titles are in title case; small words such as `of` and `via` stay small. */
import { defineCheck } from '../check.js'

const smallWords = new Set(
  (
    'a an and as at but by for from in into nor of on or over the through to under up via vs with ' +
    'without is be after before not using'
  ).split(' '),
)

export const titleCapitals = defineCheck({
  code: 'lint/title-capitals',
  profile: 'sigmahq',
  summary: "SigmaHQ's titles are in title case; small words such as `of` and `via` stay small.",
  bad: {
    text: `
title: IIS native module installed
`,
  },
  good: {
    text: `
title: IIS Native Module Installed via AppCmd
`,
  },
  *find(rule) {
    const title = rule.scalar('title')
    // Names of files and commands keep their letters: they have digits, dots, capitals or a sign.
    const word = title?.text
      .split(/\s+/)
      .find((one) => /^[a-z]{2,}$/.test(one) && !smallWords.has(one))
    if (title !== undefined && word !== undefined) yield { span: title.span, values: { word } }
  },
})
