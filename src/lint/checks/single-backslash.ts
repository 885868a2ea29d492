/** A single backslash before an ordinary character is itself in a search, and a mistake nearly everywhere else. */
import { defineSearchCheck } from '../check.js'
import { literalsOf, loneBackslashes } from '../literals.js'

export const singleBackslash = defineSearchCheck({
  code: 'lint/single-backslash',
  profile: 'default',
  summary:
    'A single backslash before an ordinary character is itself in a search. Readers have to know that, and the same text in `eval` or in a regex means something else.',
  bad: { search: String.raw`index=windows CommandLine="*\sam *"` },
  good: { search: String.raw`index=windows CommandLine="*\\sam *"` },
  *find(search) {
    for (const { value, part } of literalsOf(search)) {
      const [first] = [...loneBackslashes(value)].filter(({ before }) => before !== '*')
      if (first === undefined) continue
      const { at, before } = first
      yield { span: part.clause.spanOf({ start: at, end: at + 2 }), values: { before } }
    }
  },
})
