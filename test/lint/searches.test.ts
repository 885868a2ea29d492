/** What checks find in Splunk searches, and what they leave alone. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { codes } from '../../src/diagnostics/codes.js'
import { checks, checksOf } from '../../src/lint/index.js'
import { lint, type LintInput } from '../../src/lint/lint.js'
import { readRules } from '../../src/read.js'
import { positionAt } from '../../src/source/text.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { macroSet } from '../../src/splunk/macros.js'
import { sharedFolder, testOrSkip } from '../project.js'
import { findIn } from './example.js'
import { processorTime } from '../time.js'

/** `check: what is meant`, of each finding of a check. */
const foundIn = async (search: string): Promise<readonly string[]> =>
  (await findIn(search, 'search.spl', 'default'))
    .filter(({ code }) => code.startsWith('lint/'))
    .map(({ code, span }) => `${code.slice(5)}: ${search.slice(span?.start, span?.end)}`)

const processes = 'from datamodel=Endpoint.Processes where Processes.process_name=a.exe'
const tstats = `| tstats fillnull_value=null count min(_time) as first ${processes}`

test.each([
  // Where fields come from, and where they end.
  [`${tstats} by Processes.dest | where dest="a"`, ['dropped-field: dest']],
  [`${tstats} by Processes.dest | \`drop_dm_object_name(Processes)\` | where dest="a"`, []],
  [
    `${tstats} by Processes.dest | rename Processes.* as * | search dest=a user=b`,
    ['dropped-field: user'],
  ],
  [`${tstats} by Processes.dest, _time span=1h | where count>1 AND first>2 AND _time>3`, []],
  [`${tstats} by Processes.dest | \`not_known\` | where x=1`, []],
  [
    'index=a | where x=1 | stats dc(b) AS n, values(c) by d | where n>1 AND d="e" AND \'values(c)\'="f"',
    [],
  ],
  ['index=a | stats count as "a b" by c | where \'a b\'>1', []],
  ['index=a | stats count(eval(x=1)) as n by b | where n>1', []],
  ['index=a | stats values(*) as * by b | where c=1', []],
  ['index=a | stats count by b | eval c=1, d=if(c=1,2,3) | where c=1 AND d=2', []],
  ['index=a | stats count by b | rex field=b "(?<c>x)(?P<d>y)" | where c="x" AND d="y"', []],
  ['index=a | stats count by b | eventstats avg(count) as mean by b | where mean>count', []],
  ['index=a | stats count by b | lookup l b OUTPUT c | where c=1', []],
  ['index=a | stats count by b | spath | where c=1', []],
  ['index=a | table b c* | where d=1', []],
  ['index=a | table b c | fields - c | where c=1', ['dropped-field: c']],
  ['index=a | table b c | fields b* | where b=1 AND c=1', ['dropped-field: c']],
  ['index=a | fields b | where c=1', ['dropped-field: c']],
  ['index=a | stats count by b | append [search index=c] | where d=1', []],
  ['index=a | stats count by b | rename b as c | where b=1 AND c=2', ['dropped-field: b']],
  ['index=a | stats count by b | where isnull(null()) AND b=true()', []],
  // Words that are fields, and texts that are none.
  ['index=a | where src=dest', []],
  ['index=a | stats count by src dest | where src=dest', []],
  ['index=a | stats count by src | where src=admin', ['where-unquoted-text: admin']],
  ['index=a | stats count by src dest | search src=dest', ['field-as-text: dest']],
  ['index=a | stats count by src dest | search src="dest"', []],
  // Stars.
  ['index=a | where b="*c d*"', ['where-wildcard: "*c d*"']],
  ['index=a | where b="*" OR c="a*b" OR like(d, "%x%")', []],
  [
    'index=a | where in(b, "cmd*", "x") OR like(c, "*x.exe")',
    ['where-wildcard: "cmd*"', 'where-wildcard: "*x.exe"'],
  ],
  ['index=a b="*x*" source="*x" *y*', ['leading-wildcard: "*x"', 'leading-wildcard: *y*']],
  [String.raw`index=a b="c:\\*" d="e\\\\f"`, []],
  [String.raw`index=a b="c:\d\e"`, [String.raw`single-backslash: \d`]],
  // Exclusions.
  ['index=a (b!=c OR b!=c OR d!=e)', []],
  ['index=a (NOT b=c OR NOT b=d)', ['always-true-exclusion: NOT b=d']],
  ['index=a (b!=c OR NOT (b=d))', ['always-true-exclusion: NOT (b=d)']],
  ['index=a (NOT b=c OR NOT b=c)', []],
  ['index=a b!=c d!=e', []],
  ['index=a b!="" b!=c b!=d', ['not-equal-exclusions: b!=""']],
  [`${tstats} Processes.user!=a Processes.user!=b`, []],
  ['index=a (NOT b=c OR d=e)', ['not-before-or: NOT']],
  ['index=a (d=e OR NOT b=c)', []],
  // Data models.
  [`${tstats} by Processes.dest_category Processes.is_Secure`, []],
  [`${tstats} by Processes.usr`, ['unknown-data-model-field: Processes.usr']],
  [
    '| tstats fillnull_value=null values(Processes.proces) from datamodel=Endpoint.Processes by Processes.dest host',
    ['unknown-data-model-field: Processes.proces'],
  ],
  ['| tstats count from datamodel=Mine.Own where Own.x=1', []],
  ['| tstats count from datamodel=Web where web.url=a', ['dataset-case: web.url']],
  ['| tstats count from datamodel=Web.Web where url=a host=b', ['unqualified-field: url']],
  ['| tstats count where index=a by url', ['by-without-fillnull: url']],
  ['| tstats count where index=a by _time span=1h', []],
  ['| tstats `not_known` count where index=a by url', []],
  // Words and brackets.
  ['index=a "b"c=d', ['glued-terms: c=d']],
  ['index=a (b=c)(d=e)', []],
  ['index=a b="* echo 3 &gt; *" c="x &amp;&gt; y"', ['html-entity: &gt;', 'html-entity: &amp;']],
  ['index=a b="*&lt;Command&gt;*" c="*&lt;/Command&gt;*" | eval d="?x=1&amp;y=2"', []],
])('%s', async (search, expected) => {
  expect(await foundIn(search)).toEqual(expected)
})

test('what a macro makes stands elsewhere, and is not found here', async () => {
  const macro = { name: 'm', parameters: [], definition: String.raw`b="c\*d" NOT e=f OR g=h` }
  const file = await readRules({ path: 'x.spl', text: 'index=a `m`' }, macroSet([macro]))
  const [found] = lint([file], checksOf('default'), macroSet([macro]))
  expect(
    found?.diagnostics.map(({ code }) => code).filter((code) => code.startsWith('lint/')),
  ).toEqual([])
})

test('hostile searches take no long time', async () => {
  const start = processorTime()
  for (const search of [
    `index=a | table ${'a*'.repeat(20_000)} | fields ${'*a'.repeat(20_000)} | where b=1`,
    `index=a | stats count by ${'a '.repeat(20_000)} | rename ${'a as b '.repeat(5_000)} | where c=1`,
    `index=a | stats count by a | ${'where a=1 | '.repeat(2_000)} head 1`,
    `index=a ${'b!=c '.repeat(2_000)}`,
    `index=a ${String.raw`b="\d" `.repeat(2_000)}`,
    `index=a | eval ${'a=1, '.repeat(20_000)}b=2 | where c=1`,
    `index=a ${'&gt; '.repeat(50_000)}`,
  ]) {
    await foundIn(search)
  }
  expect(processorTime() - start).toBeLessThan(10_000)
})

testOrSkip(
  'the searches of security_content are curated: hardly any of them has a warning',
  sharedFolder('corpora', 'security_content'),
  async (folder) => {
    const filesOf = (name: string) =>
      readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.yml'))
        .map((path) => ({ path, text: readFileSync(join(folder, name, path), 'utf8') }))
    const macros = macroSet(filesOf('macros').flatMap((file) => readMacroFile(file).value))
    const files: LintInput[] = []
    for (const source of filesOf('detections')) files.push(await readRules(source, macros))
    const own = Object.values(checks).filter(
      ({ bad, profile }) => bad.search !== undefined && profile === 'default',
    )
    const counts = new Map<string, number>()
    for (const { diagnostics } of lint(files, own, macros)) {
      for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1)
    }
    const most = { note: 0.05, warning: 0.005, error: 0 }
    const many = own.flatMap(({ name }) => {
      const count = counts.get(`lint/${name}`) ?? 0
      return count > files.length * most[codes[`lint/${name}`].severity]
        ? [`${name}: ${count}`]
        : []
    })
    expect(files.length).toBeGreaterThan(1_000)
    expect(many).toEqual([])
  },
  60_000,
)

test.each([
  ['x.yml', 'name: x\nsearch: >-\n  index=a\n\n  b="c:\\d"\n', '5:8'],
  ['x.yml', "name: x\nsearch: 'index=a\n  b=\"it''s c:\\d\"'\n", '3:14'],
  ['x.yml', 'name: x\nsearch: "index=a b=\\"c:\\\\d\\""\n', '2:24'],
  ['savedsearches.conf', '[x]\nsearch = index=a \\\n  b="c:\\d"\n', '3:8'],
  ['x.spl', '\uFEFFindex=a\r\nb="c:\\d"\r\n', '2:6'],
])('places in %s: %j', async (path, text, place) => {
  const found = await findIn(text, path, 'default')
  const [one] = found.filter(({ code }) => code === 'lint/single-backslash')
  const { line, column } = positionAt({ path, text }, one?.span?.start ?? -1)
  expect(`${line}:${column}`).toBe(place)
})
