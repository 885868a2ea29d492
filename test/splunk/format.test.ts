import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { mapPiece } from '../../src/source/mapped.js'
import { entryOf, parseYaml } from '../../src/source/yaml.js'
import { formatSearch } from '../../src/splunk/format/index.js'
import { lowerSearch } from '../../src/splunk/lower.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { macroSet, type MacroSet } from '../../src/splunk/macros.js'
import { randomOf } from '../fuzz/random.js'
import { sharedFolder, testOrSkip } from '../project.js'
import { macro } from './reading.js'
import { processorTime } from '../time.js'

const format = (text: string): string => {
  const { value, diagnostics } = formatSearch(mapPiece(text, 0))
  expect(diagnostics).toEqual([])
  return value ?? ''
}

/** The text without the white space outside of strings, macro calls and comments: read here on its own. */
function bare(text: string): string {
  const hidden =
    /```[\s\S]*?```|"(?:[^"\\]|\\[\s\S])*"|`(?:"(?:[^"\\]|\\[\s\S])*"|[^`"])*`|\\["\\|]|\s+/g
  return text.replaceAll(hidden, (part) => (/^\s/.test(part) ? '' : part))
}

/** What a search means, without its places: its condition, its sources, and the codes of what is wrong with it. */
function meaning(text: string, macros: MacroSet): string {
  const { value, diagnostics } = lowerSearch(mapPiece(text, 0), macros)
  const { condition, source, logSources } = value ?? {}
  return JSON.stringify(
    [condition, source, logSources, diagnostics.map(({ code }) => code)],
    (key, of: unknown) => (key === 'span' ? undefined : of),
  )
}

const problemsOf = (text: string, macros: MacroSet): readonly string[] => {
  const { value } = formatSearch(mapPiece(text, 0))
  if (value === undefined) return ['refused']
  return [
    ...(formatSearch(mapPiece(value, 0)).value === value ? [] : ['changes again']),
    ...(bare(value) === bare(text) ? [] : ['other words']),
    ...(meaning(value, macros) === meaning(text, macros) ? [] : ['another meaning']),
  ]
}

test.each([
  ['index=a   b=c|stats count by x', 'index=a b=c\n| stats count by x'],
  ['  | tstats count from datamodel=Web.Web', '| tstats count from datamodel=Web.Web'],
  ['a = b c!= "d  e" f<5 NOT(g=1)', 'a=b c!="d  e" f<5 NOT (g=1)'],
  ['a IN("b","c" ,d) OR( e=f )', 'a IN ("b", "c", d) OR (e=f)'],
  // Stray commas stay, as they are somebody's to repair.
  ['a IN (,"b",,"c",)', 'a IN (, "b",, "c",)'],
  ['table a,b , c', 'table a,b , c'],
  ['x=1 | table a,b , c', 'x=1\n| table a, b, c'],
  // Values may hold an equals sign; what stands behind a blank is another term.
  ['a=YWI= b=c', 'a=YWI= b=c'],
  ['a= YWI= b =c', 'a=YWI= b=c'],
  ['a= b= c= d', 'a=b= c=d'],
  ['a=b = c', 'a=b = c'],
  ['a= = c', 'a= = c'],
  ['a = NOT b', 'a= NOT b'],
  ['x=1 | where  a - b  > 5 and c-d=1', 'x=1\n| where a - b > 5 and c-d=1'],
  ["x=1 | eval 'a  b' = if(c,d,e)", "x=1\n| eval 'a  b' = if(c, d, e)"],
  // What has quotes that are none is left alone.
  [`x=1 | eval a='b  "c'"  d`, `x=1\n| eval a='b  "c'"  d`],
  ['x=1 | rex  field=a   "(?<b>a  b)"', 'x=1\n| rex field=a "(?<b>a  b)"'],
  ["x=1 | rex mode=sed  's/a  b/c/'", "x=1\n| rex mode=sed  's/a  b/c/'"],
  ['x=1 | nobodyknows  a,b   [c  d]', 'x=1\n| nobodyknows a,b [c  d]'],
  ['TERM(a  b) CASE( C )', 'TERM(a  b) CASE( C )'],
  ['x=1 | `m( a ,  "b  c" )`|`n`', 'x=1\n| `m( a ,  "b  c" )`\n| `n`'],
  ['x="a|b" y=a\\|b | stats  count', 'x="a|b" y=a\\|b\n| stats count'],
  ['a [search b=c|fields  d] e', 'a [search b=c | fields d] e'],
  [
    'x=1 | join  a [|tstats count by b|rename c as d]',
    'x=1\n| join a [| tstats count by b | rename c as d]',
  ],
  ['x=1 | foreach * [ eval <<FIELD>>=1 ]', 'x=1\n| foreach * [eval <<FIELD>>=1]'],
  ['(a)(b)c', '(a) (b) c'],
  // What nobody knows may be anything.
  ['x=1 | nobodyknows (a', 'x=1\n| nobodyknows (a'],
])('%j', (text, expected) => {
  expect(format(text)).toBe(expected)
  expect(problemsOf(text, macroSet())).toEqual([])
})

test.each([
  ['``` what ```|  tstats count', '``` what ```\n| tstats count'],
  ['a=b ``` why ```|  stats  count', 'a=b ``` why ```\n| stats count'],
  ['a=b\n``` why ```\n|  stats  count', 'a=b\n``` why ```\n| stats count'],
  ['a=b  ```c```  d=e', 'a=b ```c``` d=e'],
  ['a=b```c```d', 'a=b```c```d'],
  // Who writes comments between lines has a layout in mind.
  ['a=b\n  ``` c ```\n    d=e  |  stats  count', 'a=b\n  ``` c ```\n    d=e\n| stats count'],
])('comments: %j', (text, expected) => {
  expect(format(text)).toBe(expected)
  expect(problemsOf(text, macroSet())).toEqual([])
})

const long = (...lines: readonly string[]): string => lines.join('\n')

test('long stages are broken where people break them', () => {
  const search =
    '| tstats `security_content_summariesonly` count min(_time) as firstTime max(_time) as lastTime from datamodel=Endpoint.Processes where NOT (Processes.parent_process_name  IN ("msiexec.exe", "iissetup.exe")) Processes.process_name=appcmd.exe (Processes.process IN ("*install a module *", "*add a module *", "*set a module *", "*edit a module *", "*list *") OR Processes.process="*image*") AND Processes.user=a OR Processes.user=b by Processes.dest Processes.user Processes.parent_process_name Processes.process_name Processes.process | `drop_dm_object_name(Processes)` | eval a=if(match(process, "one long pattern or yet another"), "it is this one", "it is that other one"), b=1 | where (count > 10 AND like(process, "%something long%")) OR (dc_dest > 20 AND like(process, "%some other text%")) | stats count values(process) as process values(parent_process_name) as parent_process_name by dest user | lookup some_long_lookup_name process_name as process_name parent_process_name OUTPUT description category'
  expect(format(search)).toBe(
    long(
      '| tstats `security_content_summariesonly` count min(_time) as firstTime max(_time) as lastTime',
      '  from datamodel=Endpoint.Processes',
      '  where NOT (Processes.parent_process_name IN ("msiexec.exe", "iissetup.exe"))',
      '    Processes.process_name=appcmd.exe',
      '    (',
      '      Processes.process IN (',
      '        "*install a module *", "*add a module *", "*set a module *", "*edit a module *", "*list *"',
      '      )',
      '      OR Processes.process="*image*"',
      '    )',
      '    AND Processes.user=a OR Processes.user=b',
      '  by Processes.dest Processes.user Processes.parent_process_name Processes.process_name',
      '    Processes.process',
      '| `drop_dm_object_name(Processes)`',
      '| eval a=if(',
      '         match(process, "one long pattern or yet another"), "it is this one", "it is that other one"',
      '       ),',
      '       b=1',
      '| where (count > 10 AND like(process, "%something long%"))',
      '  OR (dc_dest > 20 AND like(process, "%some other text%"))',
      '| stats count values(process) as process values(parent_process_name) as parent_process_name',
      '  by dest user',
      '| lookup some_long_lookup_name process_name as process_name parent_process_name',
      '  OUTPUT description category',
    ),
  )
  expect(problemsOf(search, macroSet())).toEqual([])
})

test('a long subsearch has lines of its own', () => {
  const search =
    'index=a | join type=outer dest [| tstats count from datamodel=Endpoint.Processes where Processes.process_name=a.exe by Processes.dest | rename Processes.dest as dest] | stats count'
  expect(format(search)).toBe(
    long(
      'index=a',
      '| join type=outer dest [',
      '    | tstats count',
      '      from datamodel=Endpoint.Processes',
      '      where Processes.process_name=a.exe',
      '      by Processes.dest',
      '    | rename Processes.dest as dest',
      '  ]',
      '| stats count',
    ),
  )
})

test.each([
  ['a="b', 'splunk/unbalanced'],
  ['a [b', 'splunk/unbalanced'],
  ['a `b', 'splunk/unbalanced'],
  ['a ``` b', 'splunk/unbalanced'],
  ['a=b (c=d OR (e=f)', 'splunk/unbalanced'],
  ['a=b | where (c=1', 'splunk/unbalanced'],
  ['a=b | eval x=if(y=")",1,2))', 'splunk/syntax'],
  ['a=b c=d) OR e=f', 'splunk/syntax'],
  ['a=b [search (c=d | fields e] f', 'splunk/unbalanced'],
  ['a | | b', 'splunk/syntax'],
])('%j cannot be split', (text, code) => {
  const { value, diagnostics } = formatSearch(mapPiece(text, 0))
  expect(value).toBeUndefined()
  expect(diagnostics.map((found) => found.code)).toEqual([code])
})

test('hostile searches take no long time', () => {
  const start = processorTime()
  for (const text of [
    `a="${'x'.repeat(1_000_000)}"`,
    `a IN (${'b, '.repeat(100_000)}c)`,
    'a OR '.repeat(50_000) + 'b',
    'a '.repeat(200_000),
    `${'('.repeat(50_000)}a${')'.repeat(50_000)}`,
    '('.repeat(100_000),
    ')'.repeat(100_000),
    `x=1 | where ${'('.repeat(50_000)}a${')'.repeat(50_000)}`,
    `x=1 | where ${"'".repeat(99_999)}`,
    `x=1 | where ${'f('.repeat(59)}${'a, '.repeat(5_000)}b${')'.repeat(59)}`,
    `x=1 | append ${'[a | append '.repeat(2_000)}[b]${']'.repeat(2_000)}`,
    `x=1 ${'| stats count '.repeat(20_000)}`,
    `x=1 ${'```c``` '.repeat(20_000)}`,
    `x=1\n${'```c```\n'.repeat(20_000)}y=1`,
    `x=1 | eval ${'a=1, '.repeat(50_000)}b=2`,
    `x=1 | \`${'m'.repeat(1_000_000)}\``,
    'NOT '.repeat(50_000) + 'a',
  ]) {
    const { value, diagnostics } = formatSearch(mapPiece(text, 0))
    expect(diagnostics.length).toBeLessThan(2)
    expect(bare(value ?? '') === (diagnostics.length === 0 ? bare(text) : '')).toBe(true)
  }
  expect(processorTime() - start).toBeLessThan(10_000)
})

const pieces =
  'a b=c d= "e  f" "g|h" IN NOT AND OR ( ) [ ] , | | stats where search eval tstats by from as = != < ` `m` ```x``` \' \\ \\" rex TERM( 5 \n \t é 😀'.split(
    ' ',
  )

test('whatever splits keeps its words and its meaning, and is formatted once', () => {
  const random = randomOf(7)
  const texts = Array.from({ length: 4_000 }, (_, run) => {
    const length = 1 + random.below(run % 10 === 0 ? 150 : 30)
    const words = Array.from({ length }, () => pieces[random.below(pieces.length)] ?? '')
    return words.map((word) => word + random.pick(['', ' ', '  ', '\n'])).join('')
  })
  const macros = macroSet([macro('m', 'k')])
  const found = texts.map((text) => ({ text, problems: problemsOf(text, macros) }))
  const split = found.filter(({ problems }) => problems[0] !== 'refused')
  expect(split.length).toBeGreaterThan(300)
  expect(split.filter(({ problems }) => problems.length > 0)).toEqual([])
})

testOrSkip(
  'every search of security_content keeps its words and its meaning, and is formatted once',
  sharedFolder('corpora', 'security_content'),
  (folder) => {
    const filesOf = (name: string) =>
      readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.yml'))
        .map((path) => ({ path, text: readFileSync(join(folder, name, path), 'utf8') }))
    const macros = macroSet(filesOf('macros').flatMap((file) => readMacroFile(file).value))
    const searches = filesOf('detections').flatMap((source) => {
      const [document] = parseYaml(source).value
      const search = document?.kind === 'map' ? entryOf(document, 'search')?.value : undefined
      return search?.kind === 'scalar' ? [{ path: source.path, text: search.text }] : []
    })
    expect(searches.length).toBeGreaterThan(1_000)
    const wrong = searches.flatMap(({ path, text }) =>
      problemsOf(text, macros).map((problem) => `${path}: ${problem}`),
    )
    expect(wrong).toEqual([])
  },
  60_000,
)
