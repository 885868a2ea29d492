/** The reader by hand against the grammar, which is what search text is. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { extractExamples } from 'ohm-js/extras'
import { maxDepth, parseByGrammar } from '../../src/splunk/search.js'
import { readSearch } from '../../src/splunk/search-reader.js'

const grammar = readFileSync(new URL('../../../src/grammar/search.ohm', import.meta.url), 'utf8')

/** What is read, and what the grammar reads of it; of what is not read, the grammar decides alone. */
function bothOf(text: string): readonly unknown[] {
  const read = readSearch(text, maxDepth)
  return read === undefined ? [] : [{ ok: true, value: read.tree }, parseByGrammar(text)]
}

test.each([...extractExamples(grammar)].map(({ example }) => [example]))('%j', (text) => {
  const [read, parsed] = bothOf(text)
  expect(read).toEqual(parsed)
})

const examples = [
  'NOT (Processes.parent_process_name  IN ("msiexec.exe", "iissetup.exe")) Processes.process_name=appcmd.exe',
  'a=b=c "x{}.y" != CASE(Foo) NOT NOT (b OR c AND d) e IN(,1,,"2" 3,)',
  String.raw`path="c:\\x\*" name=\"quoted\" TERM(10.0.0.1) "two words" AND key=*`,
  'a="b"c=d',
  'ANDROID OR ORDER NOTE INTEL=1',
  'a=1\u2028b=2 c OR\u3000d',
  'a=1 NOT [| inputlookup x | where b="]" | append [search c]] OR d [e]',
]

test.each(examples)('%s', (text) => {
  const [read, parsed] = bothOf(text)
  expect(read).toBeDefined()
  expect(read).toEqual(parsed)
})

const pieces = fc.constantFrom(
  ...String.raw`a b.c AND OR NOT IN ( ) = != < >= " "x_y" , * \\ \" CASE( TERM(d) [ ] | ! {} ' é`.split(
    ' ',
  ),
  ' ',
  '\n',
  // White space elsewhere, and a part of words here.
  '\u2028',
  '\u3000',
  '\uFEFF',
  '\u00A0',
)

test('texts of all kinds of pieces', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const [read, parsed] = bothOf(parts.join(''))
      expect(read).toEqual(parsed)
    }),
    { numRuns: 3000 },
  )
})
