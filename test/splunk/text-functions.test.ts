/** Functions of texts: the condition that a filter on what they make is read as, against what Splunk's manual says they make. */
import { describe, expect, test } from '@jest/globals'
import { array, assert, constantFrom, oneof, property, string, tuple } from '../random.js'
import { evaluate as holds } from '../../src/ast/evaluate.js'
import type { Condition, Regex } from '../../src/ast/nodes.js'
import { evaluate } from '../interpreters/spl/evaluate.js'
import { toJavaScript } from '../interpreters/regex/pcre.js'
import { processorTime } from '../time.js'
import { conditionOf, read, remarks } from './reading.js'

const engines = new WeakMap<Regex, RegExp>()

/** RE2's dollar is the very end, as the tree's is; what looks around is an error there. */
function engineOf(regex: Regex): RegExp {
  const { source, ignoreCase, multiline, dotAll } = regex
  const letters = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
  const engine =
    engines.get(regex) ?? toJavaScript(letters === '' ? source : `(?${letters})${source}`, 're2')
  engines.set(regex, engine)
  return engine
}

const surroundings = {
  regexFinds: (regex: Regex, text: string): boolean => engineOf(regex).test(text),
}

const selects = (condition: Condition, x: string): boolean =>
  holds(condition, { q: '1', x }, surroundings)

/** How a function is written, over which characters it is tried, and how many of the tests of it have to be read. */
type Function = readonly [text: string, alphabet: string]

const windows: readonly Function[] = [
  ['substr(x, 1, 2)', 'abA'],
  ['substr(x, 1, 1)', 'ab'],
  ['substr(x, 2)', 'ab😀'],
  ['substr(x, 1)', 'ab'],
  ['substr(x, 3, 2)', 'ab😀'],
  ['substr(x, -2)', 'abA'],
  ['substr(x, -3, 2)', 'ab'],
  ['substr(x, -2, 5)', 'ab\n'],
  ['substr(lower(x), 1, 2)', 'abAB'],
  ['upper(substr(x, 2, 2))', 'aAB'],
  ['substr(substr(x, 2, 3), -2)', 'ab'],
]

const trims: readonly Function[] = [
  ['trim(x)', 'ab \t'],
  ['ltrim(x)', 'a \t'],
  ['rtrim(x)', 'a \n'],
  ['trim(x, "b-")', 'ab-'],
  ['ltrim(x, "$")', 'a$'],
  ['rtrim(x, "]^\\\\")', 'a]^\\'],
  ['lower(trim(x, " "))', 'aA '],
  ['trim(substr(x, 2))', 'a '],
  ['replace(x, "^ +", "")', 'a '],
  ['replace(x, "[ -]+$", "")', 'a -\n'],
  ['replace(x, "^\\\\s+|\\\\s+$", "")', 'a \n'],
]

const swaps: readonly Function[] = [
  ['replace(x, "\\\\\\\\", "")', 'ab\\'],
  ['replace(x, "[ \\"^]", "")', 'ab "^'],
  ['replace(x, "[^a]", "")', 'abA\n'],
  ['replace(x, "-+", "")', 'ab-'],
  ['replace(x, "(?i)a", "")', 'aAb'],
  ['replace(x, ".", "")', 'a\n'],
  ['replace(x, "/", "-")', 'a/-'],
  ['replace(x, "[/\\\\\\\\]", "/")', 'a/\\'],
  ['replace(x, "\\\\s+", " ")', 'a \t'],
  ['replace(x, "[ab]+", "-")', 'ab-c'],
  ['replace(x, "a", "bb")', 'ab'],
  ['replace(x, "a", "ab")', 'abc'],
  ['replace(x, "[ab]", "cc")', 'abc'],
  ['replace(x, "[ab]+", "cd")', 'abcd'],
  ['replace(x, "ab", "")', 'abc'],
  ['replace(x, "aa", "")', 'ab'],
  ['replace(x, "ab", "c")', 'abc'],
  ['replace(x, "ab", "ba")', 'abA'],
  ['replace(x, "ab", "aab")', 'ab'],
  ['replace(lower(x), "a", "b")', 'aAbB'],
  ['lower(replace(x, "-", ""))', 'aA-'],
  ['replace(replace(x, "a", "b"), "b", "c")', 'abc'],
]

const ends: readonly Function[] = [
  ['replace(x, "^ab", "")', 'abA'],
  ['replace(x, "^aa?-", "")', 'a-b'],
  ['replace(x, "ab$", "")', 'ab\n'],
  ['replace(x, "(?i)a$", "")', 'aAb\n'],
  ['replace(x, "a\\\\z", "")', 'ab\n'],
  ['replace(x, "-\\\\d+$", "")', 'a-1\n'],
  ['replace(x, "^[^-]+-", "")', 'ab-\n'],
  ['replace(x, "^..", "")', 'ab\n'],
  ['replace(x, "(?:ab|cd)$", "")', 'abcd'],
  ['replace(x, "(?s)^.*-", "")', 'ab-\n'],
  ['replace(x, "(?s).*[/\\\\\\\\]", "")', 'a/\\\n'],
  ['replace(x, "(?s)-.*$", "")', 'ab-\n'],
  ['replace(x, "^.*-", "")', 'ab-\n'],
  ['replace(x, "(.*[/-])", "")', 'a/-\n'],
  ['replace(x, "-.*", "")', 'ab-\n'],
  ['replace(x, "-.*$", "")', 'ab-\n'],
  ['lower(replace(x, "^.*-", ""))', 'aA-'],
]

const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`

/** Tests of what a function makes, of texts of its characters. */
const testsOver = (alphabet: string) => {
  const unit = constantFrom(...Array.from(alphabet))
  // What is in quotes is no number.
  const text = string({ unit, maxLength: 3 }).filter((each) => !/^\s*\d+\s*$/.test(each))
  const inQuotes = text.filter((each) => !/[\n\t]/.test(each))
  const like = string({ unit: oneof(unit, constantFrom('%', '_', '%')), maxLength: 4 })
  const wild = string({ unit: oneof(unit, constantFrom('*')), maxLength: 4 })
  return oneof(
    text.map((each) => `where y=${quoted(each)}`),
    text.map((each) => `where y!=${quoted(each)}`),
    tuple(text, text).map(([one, other]) => `where y IN (${quoted(one)}, ${quoted(other)})`),
    like.map((each) => `where like(y, ${quoted(each)})`),
    like.map((each) => `where NOT like(y, ${quoted(each)})`),
    inQuotes.map((each) => `search y=${quoted(each)}`),
    wild.filter((each) => !/[\n\t]/.test(each)).map((each) => `search y=${quoted(each)}`),
    text.map((each) => `where match(y, ${quoted(`^${escaped(each)}`)})`),
    text.map((each) => `where match(y, ${quoted(escaped(each))})`),
    constantFrom('where len(y)<=2', 'where len(y)=1', 'where len(y)>2', 'where len(y)-1>=1'),
  )
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Which way a condition may differ, as its notes say; nothing where it must not. */
const waysOf = (search: string): ReadonlySet<unknown> =>
  new Set(read(search).diagnostics.flatMap(({ effect }) => effect ?? []))

function check([made, alphabet]: Function): number {
  const text = string({ unit: constantFrom(...Array.from(alphabet)), maxLength: 6 })
  const texts = array(text, { minLength: 12, maxLength: 12 })
  let count = 0
  assert(
    property(testsOver(alphabet), texts, (asked, values) => {
      const search = `q=1 | eval y=${made} | ${asked}`
      const { value } = read(search)
      if (value === undefined) return
      count++
      const ways = waysOf(search)
      for (const x of values) {
        const [tree, splunk] = [selects(value.condition, x), evaluate(search, { q: '1', x })]
        const isMore = tree && !splunk && ways.has('wider')
        const isLess = splunk && !tree && ways.has('narrower')
        expect([search, x, isMore || isLess || tree]).toEqual([
          search,
          x,
          isMore || isLess || splunk,
        ])
      }
    }),
    { numRuns: 70 },
  )
  return count
}

describe.each([
  ['windows', windows, 40],
  ['trims', trims, 20],
  ['replacements', swaps, 5],
  ['ends', ends, 12],
] as const)('%s', (_, functions, least) => {
  test.each(functions)('%s over %j', (...one) => {
    expect(check(one)).toBeGreaterThan(least)
  })
})

/** What a detection engineer sees: patterns where they say it, and no note without a cause. */
test.each([
  ['where substr(x,1,2)="PK" OR substr(x,1,4)="Rar!"', '(q=#1 & (x==PK⋆ | x==Rar!⋆))'],
  ['where substr(x,-4)=".exe"', '(q=#1 & x==⋆.exe)'],
  ['where like(substr(x,3),"a%")', '(q=#1 & x==⍰⍰a⋆)'],
  ['where substr(x,2,1)="abc"', '(q=#1 & never)'],
  ['where like(trim(x),"%a b%")', '(q=#1 & x==⋆a b⋆)'],
  ['where trim(x)=" a"', '(q=#1 & never)'],
  ['where replace(x,"\\.exe$","")="cmd"', '(q=#1 & (x==cmd.exe | x==cmd))'],
  ['where replace(x,"^https?://","")="a"', '(q=#1 & (x==https://a | x==http://a | x==a))'],
  ['where replace(x,"/","-")="a-b"', '(q=#1 & (x==a/b | x==a-b))'],
  ['where replace(x,"(?s).*/","")="a"', '(q=#1 & (x==a | x==⋆/a))'],
  ['where replace(x,"-","")="a-b"', '(q=#1 & never)'],
  [
    'where EventCode=4688 AND dest_port IN (80, 443)',
    '(q=#1 & EventCode=#4688 & (dest_port=#80 | dest_port=#443))',
  ],
  ['eval n=if(x="a",1,0) | where n=1.0', '(q=#1 & x==a)'],
])('%s', (stages, condition) => {
  expect(remarks(read(`q=1 | ${stages}`).diagnostics)).toEqual([])
  expect(conditionOf(`q=1 | ${stages}`)).toBe(condition)
})

/** One sentence each, which names the field, the function, the stage, and what is not read. */
test.each([
  [
    'where replace(x,"(a)b","\\\\1")="c"',
    "'x', which the function 'replace' of 'where' makes (stage 2), whose replacement has a backslash, as references to groups have",
  ],
  [
    'eval y=replace(x,"a.b","") | where y="c"',
    "'y', which the function 'replace' of 'eval' makes (stage 2), whose regex is neither one character, nor at one end of a value, nor a text",
  ],
  [
    'eval y=replace(x,"^a","b") | where y="c"',
    "'y', which the function 'replace' of 'eval' makes (stage 2), whose regex is at one end of a value, and not replaced by nothing",
  ],
  [
    'eval y=replace(x,"aba","") | where y="ac"',
    "'y', which the function 'replace' of 'eval' makes (stage 2), whose regex is a text that may overlap itself",
  ],
  [
    'eval y=replace(x,"ab","") | where y="ab"',
    "'y', which the function 'replace' of 'eval' makes (stage 2), compared with a text that holds what it replaces",
  ],
  [
    'eval y=replace(x,"a","") | where z!=y',
    "'y', which the function 'replace' of 'eval' makes (stage 2), compared with another field",
  ],
  [
    'eval y=replace(x,"a",z) | where y="a"',
    "'y', which the function 'replace' of 'eval' makes (stage 2), whose regex or replacement is computed",
  ],
  [
    'eval y=replace(x,"a","") | search y=A',
    "'y', which the function 'replace' of 'eval' makes (stage 2), compared without regard to case, which it minds",
  ],
  [
    'where match(substr(x,1,4),"^M.")',
    "'x', which the function 'substr' of 'where' makes (stage 2), compared with a regex that is more than a text",
  ],
  [
    'where substr(x,0,2)="a"',
    "'x', which the function 'substr' of 'where' makes (stage 2), whose place and length are not numbers from 1 on, or a place from the end",
  ],
  [
    'where substr(x,1,2)>5',
    "'x', which the function 'substr' of 'where' makes (stage 2), compared by its order",
  ],
  [
    'eval n=mvcount(split(x,"a"))+mvcount(split(x,"b")) | search n>3',
    "'n', which arithmetic in 'eval' computes of several values (stage 2)",
  ],
  [
    'eval n=len(x) | where n>y',
    "'n', which the function 'len' of 'eval' makes (stage 2), compared with another field by its order",
  ],
  [
    'fields x z | rex field=x "(?<a>.+/)" | rex field=z "(?<b>.+/)" | where a=b',
    "'a', which 'rex' (stage 3) extracts, compared with another field",
  ],
  [
    'fields x | rex field=x "(?<a>b|c)" | where a="b"',
    "'a', which 'rex' (stage 3) extracts by a regex with alternatives or optional parts",
  ],
])('%s is refused', (stages, why) => {
  const { value, diagnostics } = read(`q=1 | ${stages}`)
  expect(value).toBeUndefined()
  const messages = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)
  expect(messages).toEqual([expect.stringContaining(` filters on ${why}.`)])
})

test.each([
  ['where replace(x,"^.*/","")="a"', ['splunk/one-line']],
  ['where like(replace(x,"^.*/",""),"%a")', []],
  ['where match(replace(x,"-",""),"a$")', ['splunk/last-line-feed']],
  ['where match(replace(x,"-",""),"a\\\\z")', []],
  ['where x=5', ['splunk/number-texts']],
  ['where x="5" OR status=200 OR len(x)=3', []],
  ['search z=5', []],
])('the notes of %s', (stages, codes) => {
  expect(remarks(read(`q=1 | ${stages}`).diagnostics)).toEqual(codes)
})

test.each([
  ['a long text', `where replace(x,"[ab]","")="${'c'.repeat(50_000)}"`],
  ['a long regex', `where replace(x,"${'ab'.repeat(30_000)}","")="c"`],
  ['a long replacement', `where replace(x,"a","${'b'.repeat(50_000)}")="${'b'.repeat(50_000)}"`],
  [
    'many characters',
    `where trim(x,"${Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('')}")="a"`,
  ],
  ['many functions', `where ${'replace('.repeat(60)}x${',"a","b")'.repeat(60)}="c"`],
  [
    'many alternatives',
    `where replace(x,"^(?:${Array.from({ length: 5000 }, (_, index) => `a${index}b`).join('|')})","")="c"`,
  ],
  [
    'many texts',
    `eval y=replace(replace(x,"a","b"),"c$","") | where y IN (${Array.from({ length: 3000 }, (_, index) => `"${index}bbb"`).join(',')})`,
  ],
])('%s takes no time', (_, stages) => {
  const start = processorTime()
  const { diagnostics } = read(`q=1 | ${stages}`)
  expect(processorTime() - start).toBeLessThan(10_000)
  expect(
    diagnostics.every(({ code }) => code.startsWith('splunk/') || code.startsWith('grammar/')),
  ).toBe(true)
})
