/** Correlations and filters: what they say, and what they refer to in other files of a run. */
import { expect, test } from '@jest/globals'
import { checkLinks, type ReadFile } from '../../src/link.js'
import { checksOf } from '../../src/lint/index.js'
import { lint } from '../../src/lint/lint.js'
import { readSource } from '../../src/read.js'
import { positionAt } from '../../src/source/text.js'
import { macroSet } from '../../src/splunk/macros.js'

/** What is found in files together: `file:line:column code`. */
async function findings(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const files: ReadFile[] = []
  for (const [path, text] of Object.entries(texts)) {
    files.push(await readSource({ path, text }, macroSet()))
  }
  return lint(checkLinks(files), checksOf('default')).flatMap(({ source, diagnostics }) =>
    diagnostics
      .filter(({ code }) => !code.startsWith('lint/missing-'))
      .map(({ code, span }) => {
        const { line, column } = positionAt(source, span?.start ?? 0)
        return `${source.path}:${line}:${column} ${code}`
      }),
  )
}

const failedLogon = `title: Failed Logon
name: failed_logon
logsource: {product: windows, service: security}
detection:
  selection: {EventID: 4625}
  condition: selection
`

const correlation = (condition: string, rules = '[failed_logon]'): string =>
  `title: Many Failed Logons
correlation:
  type: event_count
  rules: ${rules}
  group-by: [TargetUserName]
  timespan: 5m
  condition: {${condition}}
`

test.each([
  ['gte: 10', []],
  ['gt: 1', []],
  ['gte: 1', ['lint/threshold-always']],
  ['gt: 0', ['lint/threshold-always']],
  ['gte: 0', ['lint/threshold-always']],
  ['neq: 0', ['lint/threshold-always']],
  ['neq: 1', []],
  ['lt: 1', ['lint/threshold-never']],
  ['lte: 0', ['lint/threshold-never']],
  ['eq: 0', ['lint/threshold-never']],
  ['gte: 10, lt: 5', ['lint/threshold-never']],
  ['lt: 5', ['lint/threshold-below']],
  ['gte: 2, lt: 5', []],
  ['eq: 3', []],
])('a condition of %s', async (condition, expected) => {
  const found = await findings({ 'a.yml': failedLogon, 'b.yml': correlation(condition) })
  expect(found.map((line) => line.split(' ')[1])).toEqual(expected)
})

test('rules that others refer to are looked for in all files of a run', async () => {
  const found = await findings({
    'b.yml': correlation('gte: 10', '[failed_logon, failed_logn]'),
    'a.yml': failedLogon,
    'f.yml': `title: Admins
logsource: {product: windows, category: process_creation}
filter:
  rules: [failed_logon, nobody]
  selection: {Useer: adm}
  condition: selection
`,
  })
  expect(found).toEqual([
    'b.yml:4:25 sigma/correlated-rule',
    'f.yml:4:11 sigma/filter-log-source',
    'f.yml:4:25 sigma/unknown-rule',
    'f.yml:5:15 lint/unknown-field',
  ])
})

test('a correlation or a filter without any rule is not blamed for that', async () => {
  const filter =
    'title: f\nlogsource: {product: windows}\nfilter: {rules: [x], s: {User: a}, condition: s}\n'
  expect(await findings({ 'b.yml': correlation('gte: 10'), 'f.yml': filter })).toEqual([])
})

test('what only a conversion does is no finding', async () => {
  const served = { 'a.yml': failedLogon, 'b.yml': correlation('gte: 10') }
  expect(await findings(served)).toEqual([])
})

const outer = (name: string, rules: string): string =>
  `${correlation('gte: 10', rules)}name: ${name}\n`.replace('Many', name)

test('correlations that refer to each other in a circle', async () => {
  const found = await findings({
    'a.yml': failedLogon,
    'b.yml': outer('first', '[second]'),
    'c.yml': outer('second', '[first]'),
  })
  expect(found).toEqual(['b.yml:1:1 sigma/correlation-cycle', 'c.yml:1:1 sigma/correlation-cycle'])
})
