/** Random values, patterns of them, and the XML of events that hold them in any way to write them. */
import * as fc from '../random.js'
import type { Regex } from '../../src/ast/nodes.js'
import { anyRun, oneCharacter, pattern, type Pattern } from '../../src/ast/pattern.js'

/** What entities are made of, and what is written as one. */
export const texts = fc
  .array(fc.constantFrom(...Array.from('amplt;&<>"\'#389xqu\t /'), 'amp;', '&lt;', 'Data'), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''))

/** Patterns of these texts, or of others. */
export const patterns = (of: fc.Arbitrary<string> = texts): fc.Arbitrary<Pattern> =>
  fc
    .array(fc.oneof(of, fc.constant(anyRun), fc.constant(oneCharacter)), { maxLength: 4 })
    .map((parts) => pattern(...parts))

/** The ways to write a character of a text. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;', '&#38;'],
  '<': ['&lt;', '&#60;'],
  '>': ['>', '&gt;', '&#62;'],
  '"': ['"', '&quot;', '&#34;'],
  "'": ["'", '&apos;', '&#39;'],
  '\t': ['\t', '&#9;', '&#x9;'],
}

const spelled = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(...Array.from(text, (each) => fc.constantFrom(...(spellings[each] ?? [each]))))
    .map((all) => all.join(''))

const elements = (values: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(...values.map(spelled))
    .map((all) => all.map((text) => (text === '' ? '<Data />' : `<Data>${text}</Data>`)).join(''))

/** Texts of values, and of a piece that has a name, which are none. */
export const events = fc.tuple(fc.array(texts, { maxLength: 2 }), texts).chain(([values, other]) =>
  fc.tuple(elements(values), spelled(other)).map(([xml, named]) => ({
    values,
    xml: `<Data Name='Data'>${named}</Data>${xml}<Binary>6161</Binary>`,
  })),
)

/** Whether a regex finds something, as JavaScript has it. */
export const finds = (
  { source, ignoreCase }: Pick<Regex, 'source' | 'ignoreCase'>,
  text: string,
): boolean => new RegExp(source, ignoreCase ? 'iu' : 'u').test(text)
