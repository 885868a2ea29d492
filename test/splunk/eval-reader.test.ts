/** The reader by hand against the grammar, which is what an expression is. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { extractExamples } from 'ohm-js/extras'
import { maxDepth, parseByGrammar, parseEval } from '../../src/splunk/eval.js'
import { readEval } from '../../src/splunk/eval-reader.js'
import { processorTime } from '../time.js'

const grammar = readFileSync(new URL('../../../src/grammar/eval.ohm', import.meta.url), 'utf8')

/** What is read, and what the grammar reads of it; of what is not read, the grammar decides alone. */
function bothOf(text: string): readonly unknown[] {
  const value = readEval(text, maxDepth)
  return value === undefined ? [] : [{ ok: true, value }, parseByGrammar(text)]
}

test.each([...extractExamples(grammar)].map(({ example }) => [example]))('%j', (text) => {
  const [read, parsed] = bothOf(text)
  expect(read).toEqual(parsed)
})

test.each([
  'a=1 AND b=2 or not c XOR (d)',
  'if(match(lower(\'a b\'), "x\\"y\\\\d\\t"), null(), case(a>=-1.5, .25 . "z", true(), now()))',
  ' ( a ) and b NOT LIKE "%x_" ',
  'a not in ( 1 , "b" ,c ) and not not d',
  '- - 1 - -a + (b * c % 2 / 3).$x$',
  'order=1 and note=2 or android=in(a, "b") and like(c,"d")',
  '_time > 1.5.x and A{}:b@c == d',
  `${'('.repeat(90)}a${')'.repeat(90)}`,
])('%s', (text) => {
  const [read, parsed] = bothOf(text)
  expect(read).toBeDefined()
  expect(read).toEqual(parsed)
})

const words =
  'a b1 _c$ d{}.e AND or NOT xor Like in ( ) ( ) , = == != < >= + - * / . % "" "x\\"y" \'f g\' 1 2.5 .5 lower( if( é ſ K '
const pieces = fc.constantFrom(...words.split(' '), ' ', '\n', '\u00A0', '"', "'", '\\')

test('texts of all kinds of pieces', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.constantFrom('', ' '), (parts, blank) => {
      const [own, parsed] = bothOf(parts.join(blank))
      if (own !== undefined) read++
      expect(own).toEqual(parsed)
    }),
    { numRuns: 4000 },
  )
  expect(read).toBeGreaterThan(100)
})

const expressions = fc.letrec<{ all: string; leaf: string }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    tie('leaf'),
    fc
      .tuple(
        tie('all'),
        fc.constantFrom(' AND ', ' or ', ' XOR ', '=', ' != ', '<', '+', ' . ', '-', '*', '/'),
        tie('all'),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('NOT ', '-', 'not ').chain((sign) => tie('all').map((text) => sign + text)),
    tie('all').map((text) => `(${text})`),
    fc.array(tie('all'), { maxLength: 3 }).map((list) => `f(${list.join(', ')})`),
    fc
      .tuple(
        tie('leaf'),
        fc.constantFrom(' in ', ' NOT IN'),
        fc.array(tie('all'), { minLength: 1, maxLength: 3 }),
      )
      .map(([leaf, word, list]) => `${leaf}${word}(${list.join(',')})`),
    fc
      .tuple(tie('leaf'), fc.constantFrom(' like ', ' not LIKE '), tie('leaf'))
      .map((parts) => parts.join('')),
  ),
  leaf: fc.constantFrom('a', "'b c'", '"d"', '1', '.5', 'now()', 'x_1'),
})).all

test('whatever is right is read', () => {
  let read = 0
  fc.assert(
    fc.property(expressions, (text) => {
      const parsed = parseByGrammar(text)
      if (parsed.ok) read++
      expect(readEval(text, maxDepth)).toEqual(parsed.ok ? parsed.value : undefined)
    }),
    { numRuns: 1000 },
  )
  expect(read).toBeGreaterThan(700)
})

test('a list of 50,000 values', () => {
  const list = Array.from({ length: 50_000 }, (_, index) => `"value${index}"`).join(', ')
  const started = processorTime()
  expect(parseEval(`a IN (${list})`)).toMatchObject({
    ok: true,
    value: { kind: 'call', name: 'in', parameters: { length: 50_001 } },
  })
  expect(processorTime() - started).toBeLessThan(3000)
})
