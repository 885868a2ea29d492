/** Lookaround, backreferences, and atomic or possessive groups need an engine that backtracks. RE2, which Sentinel uses, has none of them. */
import { defineCheck } from '../check.js'
import { holdsRegexes, valuesOf } from '../values.js'

const constructs: readonly (readonly [RegExp, string])[] = [
  [/\(\?[=!]/, 'a lookahead'],
  [/\(\?<[=!]/, 'a lookbehind'],
  [/\(\?>/, 'an atomic group'],
  [/[*+?}]\+/, 'a possessive quantifier'],
  [/\\[1-9]|\\k[<{']/, 'a backreference'],
]

export const regexConstruct = defineCheck({
  code: 'lint/regex-construct',
  profile: 'default',
  summary:
    'Lookaround, backreferences, and atomic or possessive groups need an engine that backtracks. RE2, which Sentinel uses, has none of them.',
  bad: {
    text: String.raw`
detection:
    selection:
        CommandLine|re: 'appcmd(?!\.exe)'
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|re: 'appcmd[^.]'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { value } of valuesOf(items, holdsRegexes)) {
      // An escape, or one of a class, is none of these: they are taken away first.
      const text = value.text
        .replaceAll(/\\[^\dk]/g, 'x')
        .replaceAll(/\[(?:[^\]\\]|\\[^])*\]/g, 'x')
      const construct = constructs.find(([form]) => form.test(text))?.[1]
      if (construct !== undefined) yield { span: value.span, values: { construct } }
    }
  },
})
