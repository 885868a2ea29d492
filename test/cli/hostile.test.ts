/** Files that were made to break a run, or to flood its report. */
import { expect, test } from '@jest/globals'
import { listed } from '../../src/diagnostics/limit.js'
import { folder, rule, run } from './run.js'

const repeat = (text: string, count: number): string => text.repeat(count)

const searches: readonly (readonly [string, string])[] = [
  ['quotes', `index=a ${repeat('"', 250_000)}`],
  [
    '150,000 macros that nobody knows, in a tstats',
    `| tstats count from datamodel=Web.Web where ${repeat('`a` ', 150_000)} by Web.url`,
  ],
  ['25,000 entities of XML', `index=a ${repeat('x="&lt;" ', 25_000)}`],
  ['25,000 single backslashes', `index=a ${repeat(String.raw`x="\a" `, 25_000)}`],
  ['10,000 parentheses', `index=a ${repeat('(', 10_000)}x=1${repeat(')', 10_000)}`],
  ['10,000 parentheses in where', `index=a | where ${repeat('(', 10_000)}x=1`],
  ['250,000 brackets', `index=a ${repeat('[', 250_000)}`],
  ['one value of half a megabyte', `index=a x=${repeat('*a', 250_000)}`],
  ['75,000 empty values', `index=a ${repeat('"" ', 75_000)}`],
]

const commands = [['check'], ['convert', '-t', 'splunk-search'], ['format']]

test.each(searches.flatMap(([name, text]) => commands.map((words) => ({ name, text, words }))))(
  '$name: $words',
  async ({ text, words }) => {
    const { code, out, err } = await run([...words, 'a.spl'], { cwd: folder({ 'a.spl': text }) })
    const report = words[0] === 'check' ? out : err
    expect(code).toBeLessThan(2)
    expect(report).not.toMatch(/cli\/internal|\n\s+at /)
    expect(report.split('\n').length).toBeLessThan(3 * listed)
  },
  60_000,
)

test('a rule in which 20,000 values cannot be said', async () => {
  const values = Array.from({ length: 20_000 }, (_, at) => `    - CommandLine|re: a${at}(?!b)`)
  const text = rule('A rule', `  s:\n${values.join('\n')}\n  condition: s`)
  const { code, err } = await run(['convert', 'a.yml', '-t', 'elastic-kql'], {
    cwd: folder({ 'a.yml': text }),
  })
  const lines = err.trimEnd().split('\n')
  expect(code).toBe(1)
  expect(lines.filter((line) => line.includes('fidelity/unsupported Elastic'))).toHaveLength(listed)
  expect(lines.find((line) => line.includes('input/not-listed'))).toMatch(
    `a.yml:${9 + listed}:27 note`,
  )
})
