import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { codes } from '../../src/diagnostics/codes.js'
import { checkNames } from '../../src/lint/names.js'
import { folder, rule, run } from './run.js'

const withLevel = (text: string): string =>
  `${text}level: low\ndescription: Something that is worth a look.\n`

const fine = withLevel(rule())
const odd = withLevel(
  rule('Odd', "  selection:\n    CommandLine|contains: 'a'\n  condition: selection"),
)
const noted = rule()
const broken = rule('Broken', '  selection:\n    A|b: 1\n  condition: selection')

test('fine rules end with 0 and a summary', async () => {
  const cwd = folder({ 'rule.yml': fine })
  expect(await run(['check', 'rule.yml'], { cwd })).toEqual({
    code: 0,
    out: '',
    err: '1 file: 0 errors, 0 warnings, 0 notes.\n',
  })
})

test('findings of readers and checks, in the order of their lines', async () => {
  const cwd = folder({ 'a/broken.yml': broken, 'a/odd.yml': odd })
  const { code, out, err } = await run(['check', 'a'], { cwd })
  expect(code).toBe(1)
  expect(out.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'a/broken.yml:1:1 note lint/missing-description',
    'a/broken.yml:1:1 note lint/missing-level',
    'a/broken.yml:9:7 error sigma/unknown-modifier',
    'a/odd.yml:2:5 warning lint/duplicate-id',
    'a/odd.yml:9:27 warning lint/one-character',
    '',
  ])
  expect(err).toBe('2 files: 1 error, 2 warnings, 2 notes.\n')
})

test('on a terminal, with lines of the file and help', async () => {
  const cwd = folder({ 'odd.yml': odd })
  const { out } = await run(['check', 'odd.yml'], { cwd, terminal: true, env: { NO_COLOR: '1' } })
  expect(out)
    .toBe(`odd.yml:9:27 warning lint/one-character 'contains' with the one character 'a' matches nearly every value.
  9 |     CommandLine|contains: 'a'
    |                           ^^^
  help: Give more of the text.
`)
})

test.each([
  ['error', broken, 1],
  ['error', odd, 0],
  ['warning', odd, 1],
  ['warning', noted, 0],
  ['note', noted, 1],
  ['note', fine, 0],
])('--fail-on %s', async (severity, text, code) => {
  const cwd = folder({ 'rule.yml': text })
  expect((await run(['check', 'rule.yml', '--fail-on', severity], { cwd })).code).toBe(code)
})

test('--profile sigmahq has more', async () => {
  const cwd = folder({ 'rule.yml': fine })
  const { code, out } = await run(['check', 'rule.yml', '--profile', 'sigmahq'], { cwd })
  expect(code).toBe(0)
  expect(out).toContain('lint/missing-author')
  expect(out).toContain('lint/title-capitals')
})

test('--disable takes names and codes, and knows which there are', async () => {
  const cwd = folder({ 'odd.yml': odd })
  const names = 'duplicate-id, one-character,sigma/unused-selection'
  expect(await run(['check', 'odd.yml', '--disable', names], { cwd })).toMatchObject({
    code: 0,
    out: '',
  })
  const wrong = await run(['check', 'odd.yml', '--disable', 'one-caracter'], { cwd })
  expect(wrong).toEqual({
    code: 2,
    out: '',
    err: "siemantic: error cli/unknown-check There is no check 'one-caracter'. Did you mean 'one-character'?\n",
  })
  expect(
    (await run(['check', 'odd.yml', '--disable', 'sigma/unknown-modifier'], { cwd })).code,
  ).toBe(2)
})

test('paths that are not there, formats that are none', async () => {
  expect(await run(['check', 'no.yml'])).toMatchObject({ code: 2, out: '' })
  expect(await run(['check', '-f', 'xml', '-'])).toMatchObject({ code: 2, out: '' })
})

test('searches are checked, and what only conversions cannot do is no mistake', async () => {
  const cwd = folder({
    'x.spl': 'index=a process="a\\*b" | where x=1',
    'y.yml': 'name: y\nsearch: |-\n  index=a\n  | `no_such_macro`\n',
  })
  const { code, out } = await run(['check', 'x.spl', 'y.yml'], { cwd })
  expect(code).toBe(1)
  expect(out.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'x.spl:1:19 warning lint/star-cannot-be-escaped',
    'y.yml:4:5 error splunk/unknown-macro',
    '',
  ])
})

test('standard input', async () => {
  const { code, out } = await run(['check', '-'], { stdin: odd })
  expect(code).toBe(1)
  expect(out).toMatch(/^<stdin>:9:27 warning lint\/one-character /)
})

test('JSON, one object a line', async () => {
  const cwd = folder({ 'odd.yml': odd })
  const { code, out, err } = await run(['check', 'odd.yml', '-f', 'json'], { cwd })
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    {
      code: 'lint/one-character',
      severity: 'warning',
      message: "'contains' with the one character 'a' matches nearly every value.",
      path: 'odd.yml',
      line: 9,
      column: 27,
      endLine: 9,
      endColumn: 30,
      help: codes['lint/one-character'].help,
    },
  ])
})

test('annotations of GitHub, which no name or value can break out of', async () => {
  const text = odd.replace("'a'", '"**%0A::error::x\\n::stop"')
  const cwd = folder({ 'o,d:d%.yml': text })
  const { out } = await run(['check', 'o,d:d%.yml', '-f', 'github'], { cwd })
  expect(out).toBe(
    '::warning file=o%2Cd%3Ad%25.yml,line=9,endLine=9,col=27,endColumn=52,title=lint/doubled-wildcard::' +
      String.raw`Two wildcards side by side in '**%250A::error::x\n::stop' are no more than one. Remove one. A star that is meant as such is written \*.` +
      '\n::warning file=o%2Cd%3Ad%25.yml,line=9,endLine=9,col=27,endColumn=52,title=lint/wildcard-beside-modifier::' +
      String.raw`The modifier 'contains' already has a wildcard where '**%250A::error::x\n::stop' writes one. Remove the star; a star that is meant as such is written \*.` +
      '\n',
  )
})

interface Sarif {
  readonly $schema: string
  readonly version: string
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string
        readonly semanticVersion: string
        readonly rules: readonly {
          readonly id: string
          readonly name: string
          readonly shortDescription: { readonly text: string }
          readonly help?: { readonly text: string }
          readonly defaultConfiguration: { readonly level: string }
        }[]
      }
    }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly level: string
      readonly message: { readonly text: string }
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string }
          readonly region: Readonly<Record<string, number>>
        }
      }[]
      readonly partialFingerprints: Readonly<Record<string, string>>
    }[]
  }[]
}

const sarifOf = async (files: Readonly<Record<string, string>>): Promise<Sarif> => {
  const { out, err } = await run(['check', '.', '-f', 'sarif', '--profile', 'sigmahq'], {
    cwd: folder(files),
  })
  expect(err).toBe('')
  return JSON.parse(out)
}

test('SARIF has the structure of version 2.1.0', async () => {
  const log = await sarifOf({ 'a b/odd.yml': odd, 'c.yml': broken })
  expect(log.version).toBe('2.1.0')
  expect(log.runs).toHaveLength(1)
  const { tool, results } = log.runs[0]!
  const { name, semanticVersion, rules } = tool.driver
  expect(name).toBe('siemantic')
  expect(semanticVersion).toMatch(/^\d+\.\d+\.\d+/)
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  for (const one of rules) {
    expect(one.name).toMatch(/^[A-Z]\w+$/)
    expect(one.shortDescription.text).not.toBe('')
    expect(one.help?.text ?? 'none').not.toMatch(/^$|\{/)
    expect(one.shortDescription.text).not.toContain('{')
    expect(['error', 'warning', 'note']).toContain(one.defaultConfiguration.level)
  }
  expect(results.length).toBeGreaterThan(4)
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
    expect(rules[ruleIndex]?.id).toBe(ruleId)
    expect(['error', 'warning', 'note']).toContain(level)
    expect(message.text).not.toBe('')
    const { artifactLocation, region } = locations[0]!.physicalLocation
    expect(['a%20b/odd.yml', 'c.yml']).toContain(artifactLocation.uri)
    expect(region['startLine']).toBeGreaterThanOrEqual(1)
    expect(region['startColumn']).toBeGreaterThanOrEqual(1)
    expect(region['endLine']).toBeGreaterThanOrEqual(region['startLine']!)
    expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  }
})

const prints = ({ runs }: Sarif): readonly string[] =>
  runs[0]!.results.flatMap(({ ruleId, partialFingerprints }) =>
    // What is about the whole rule stands at its first line, and that is another one.
    ruleId.startsWith('lint/missing') ? [] : Object.values(partialFingerprints),
  )

test('fingerprints of SARIF differ from each other, and stay when lines come in above', async () => {
  const before = prints(await sarifOf({ 'odd.yml': odd }))
  const after = prints(await sarifOf({ 'odd.yml': `# A comment.\n\n${odd}` }))
  expect(after).toEqual(before)
  expect(new Set(before).size).toBe(before.length)
})

test('list checks has all of them', async () => {
  const { code, out } = await run(['list', 'checks'])
  expect(code).toBe(0)
  for (const name of checkNames)
    expect(out).toMatch(new RegExp(`^${name} +(?:warning|note) +\\w`, 'm'))
  const all: unknown = JSON.parse((await run(['list', 'checks', '--json'])).out)
  expect(all).toContainEqual({
    name: 'one-character',
    severity: 'warning',
    profile: 'default',
    description: expect.any(String),
  })
})

const complete = async (...words: string[]): Promise<readonly string[]> =>
  (await run(['--get-yargs-completions', ...words])).out.trim().split('\n')

test('values of options are completed', async () => {
  expect(await complete('check', '--profile', '')).toEqual(['default', 'sigmahq', 'escu'])
  expect(await complete('check', '--disable', 'one')).toEqual(['one-character'])
})

test('--fix repairs files and reports the rest', async () => {
  const text = `\uFEFF${odd}date: 2024/05/17\n`
  const cwd = folder({ 'odd.yml': text, 'fine.yml': fine.replace('0f8fad5b', '1f8fad5b') })
  const { code, out, err } = await run(['check', '.', '--fix'], { cwd })
  expect(code).toBe(1)
  expect(out).toMatch(/^odd\.yml:9:27 warning lint\/one-character [^\n]*\n$/)
  expect(err).toContain('Repaired 1 finding.\n')
  expect(readFileSync(join(cwd, 'odd.yml'), 'utf8')).toBe(text.replace('2024/05/17', '2024-05-17'))
  expect(readdirSync(cwd).toSorted()).toEqual(['fine.yml', 'odd.yml'])
})

test('--fix leaves alone what is disabled, and standard input', async () => {
  const text = `${fine}date: 2024/05/17 # siemantic: disable=date-separator\nmodified: 2024/05/18\n`
  const cwd = folder({ 'rule.yml': text })
  await run(['check', 'rule.yml', '--fix', '--disable', 'lint/date-separator'], { cwd })
  expect(readFileSync(join(cwd, 'rule.yml'), 'utf8')).toBe(text)
  await run(['check', 'rule.yml', '--fix'], { cwd })
  expect(readFileSync(join(cwd, 'rule.yml'), 'utf8')).toBe(
    text.replace('05/18', '05-18').replace('2024/05-18', '2024-05-18'),
  )
  expect((await run(['check', '-', '--fix'], { stdin: odd })).code).toBe(2)
})

test('rules are looked for in all files of the run, and conversions are not reported', async () => {
  const cwd = folder({
    'a.yml': `title: many\ncorrelation:\n  type: event_count\n  rules: [one, two]\n  group-by: [User]\n  timespan: 1h\n  condition: {gte: 5}\n`,
    'b.yml': `${rule()}name: one\n`,
  })
  const { out } = await run(['check', '.'], { cwd })
  expect(out.split('\n').filter((line) => line.includes(' sigma/'))).toEqual([
    "a.yml:4:16 error sigma/correlated-rule The rule 'two' of this correlation is not in this run.",
  ])
})
