/** Simple regular expressions that every target's dialect reads alike, each with a text that it finds. */
import * as fc from '../random.js'
import type { Regex } from '../../src/ast/nodes.js'

const samples = new WeakMap<Regex, string>()

/** A text that a generated regex finds. */
export const sampleOf = (regex: Regex): string => samples.get(regex) ?? ''

const escaped = (text: string): string =>
  text
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')

type Part = readonly [source: string, sample: string]

/** Regexes of literals, classes, groups, repetitions and anchors. */
export function simpleRegexes(text: fc.Arbitrary<string>): fc.Arbitrary<Regex> {
  const literal = text.map((each): Part => [escaped(each), each])
  const fixed = fc.constantFrom<Part>(
    ['.', 'q'],
    ['.*', ''],
    ['.+', ' \\'],
    [String.raw`\d+`, '42'],
    [String.raw`\s`, ' '],
    [String.raw`\w{2,3}`, 'ab'],
    ['[a-c]', 'b'],
    ['[^a-c]', 'A'],
    [String.raw`[\\/"'\]]`, '\\'],
    ['(?:ab|x)', 'x'],
    ['(a|b)?', ''],
  )
  return fc
    .record({
      parts: fc.array(fc.oneof(literal, fixed), { minLength: 1, maxLength: 4 }),
      start: fc.boolean(),
      end: fc.boolean(),
      ignoreCase: fc.boolean(),
      dotAll: fc.boolean(),
    })
    .map(({ parts, start, end, ignoreCase, dotAll }) => {
      const source = parts.map(([each]) => each).join('')
      const regex: Regex = {
        kind: 'regex',
        source: (start ? '^' : '') + source + (end ? '$' : ''),
        ignoreCase,
        multiline: false,
        dotAll,
      }
      samples.set(regex, parts.map(([, each]) => each).join(''))
      return regex
    })
}
