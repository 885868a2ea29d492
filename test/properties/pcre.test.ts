import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { grepMatches, matchesLine } from '../interpreters/regex/pcre.js'
import { texts } from './conditions.js'
import { sampleOf, simpleRegexes } from './regexes.js'

// grep reads lines.
const line = texts().map((text) => text.replaceAll('\n', ' '))

test('the translation to JavaScript finds what grep -P finds', () => {
  fc.assert(
    fc.property(
      fc.array(
        simpleRegexes(line).map((regex) => ({ regex, sample: sampleOf(regex) })),
        { minLength: 1, maxLength: 3 },
      ),
      fc.array(line, { minLength: 1, maxLength: 4 }),
      (parts, others) => {
        const pattern = parts
          .map(({ regex }) => (regex.ignoreCase ? `(?i:${regex.source})` : regex.source))
          .join('|')
        const samples = parts.map(({ sample }) => sample)
        const lines = [...samples, ...samples.map((text) => text.toUpperCase()), ...others]
        const found = lines.map((each) => matchesLine(pattern, each))
        expect({ pattern, lines, found }).toEqual({
          pattern,
          lines,
          found: grepMatches(pattern, lines) ?? found,
        })
      },
    ),
    { numRuns: 150 },
  )
})
