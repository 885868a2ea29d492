/** Splunk cannot escape a star: the backslash stays a backslash, and the star stays a wildcard. */
import { defineSearchCheck } from '../check.js'
import { literalsOf, loneBackslashes } from '../literals.js'

export const starCannotBeEscaped = defineSearchCheck({
  code: 'lint/star-cannot-be-escaped',
  profile: 'default',
  summary:
    'Splunk cannot escape a star in a search: the backslash stays a backslash, and the star stays a wildcard.',
  bad: { search: String.raw`index=windows CommandLine="*\\windows\\system32\*"` },
  good: { search: String.raw`index=windows CommandLine="*\\windows\\system32\\*"` },
  *find(search) {
    for (const { value, part } of literalsOf(search)) {
      for (const { at, before } of loneBackslashes(value)) {
        if (before !== '*') continue
        const span = part.clause.spanOf({ start: at, end: at + 2 })
        yield { span, values: { value: value.text } }
      }
    }
  },
})
