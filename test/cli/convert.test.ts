import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { backends } from '../../backends/index.js'
import { folder, rule, run, widerDetection } from './run.js'

const targets = Object.keys(backends)
const sentinel = ['-t', 'sentinel-kql']

/** The lines of `--json`. */
const lines = (out: string): readonly Record<string, unknown>[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line))

const heads = (out: string): readonly string[] =>
  out.split('\n').filter((line) => line.startsWith('# '))

test('one query prints bare', async () => {
  const cwd = folder({ 'a.yml': rule() })
  const { code, out, err } = await run(['convert', 'a.yml', ...sentinel], { cwd })
  expect(code).toBe(0)
  expect(err).toBe('')
  expect(out).toBe(
    'SecurityEvent\n| where EventID == 4688\n| where CommandLine contains "appcmd"\n',
  )
})

test('several queries have heads, and a blank line between two', async () => {
  const cwd = folder({ 'a.yml': `${rule('One')}---\n${rule('Two')}`, 'b/c.yaml': rule('Three') })
  const { code, out } = await run(['convert', '.', '-t', 'sentinel-kql,splunk-search'], { cwd })
  expect(code).toBe(0)
  expect(heads(out)).toEqual([
    '# a.yml: One [sentinel-kql]',
    '# a.yml: One [splunk-search]',
    '# a.yml: Two [sentinel-kql]',
    '# a.yml: Two [splunk-search]',
    '# b/c.yaml: Three [sentinel-kql]',
    '# b/c.yaml: Three [splunk-search]',
  ])
  expect(out.split('\n\n')).toHaveLength(6)
})

test('all targets are converted to where none is named, and -t may be repeated', async () => {
  const cwd = folder({ 'a.yml': rule() })
  const all = await run(['convert', 'a.yml'], { cwd })
  expect(heads(all.out)).toHaveLength(targets.length)
  const some = await run(['convert', 'a.yml', '-t', 'regex', '-t', 'elastic-kql,regex'], { cwd })
  expect(heads(some.out)).toEqual(['# a.yml: A rule [regex]', '# a.yml: A rule [elastic-kql]'])
})

test('diagnostics name the target only where there are several', async () => {
  const cwd = folder({ 'a.yml': rule('A rule', widerDetection) })
  const one = await run(['convert', 'a.yml', '-t', 'regex'], { cwd })
  const two = await run(['convert', 'a.yml', '-t', 'regex,elastic-kql'], { cwd })
  expect(one.err).not.toContain('[')
  for (const line of one.err.trimEnd().split('\n')) {
    expect(line).toMatch(/^a\.yml:\d+:\d+ (?:note|warning) [\w/-]+ \S.*$/)
  }
  for (const line of two.err.trimEnd().split('\n')) {
    expect(line).toMatch(/ \[(?:regex|elastic-kql)\]$/)
  }
})

test('a run of several rules ends with how faithful the queries are', async () => {
  const cwd = folder({
    'a.yml': rule('A'),
    'b.yml': rule('B', widerDetection),
    'c.yml': rule('C', '  selection:\n    A|contain: b\n  condition: selection'),
  })
  const all = await run(['convert', '.', '-t', 'sentinel-kql,elastic-kql'], { cwd })
  expect(all.err.split('\n').slice(-3)).toEqual([
    'sentinel-kql: 2 exact.',
    'elastic-kql: 1 narrower, 1 approximate.',
    '',
  ])
  const strict = await run(['convert', '.', '-t', 'elastic-kql', '--accept', 'exact'], { cwd })
  expect(strict.err).toMatch(/\nelastic-kql: 2 refused\.\n$/)
  for (const words of [
    ['convert', 'a.yml'],
    ['convert', '.', '--json'],
  ]) {
    expect((await run(words, { cwd })).err).not.toMatch(/: \d+ exact/)
  }
})

test('what is wrong with a rule is said once, not once a target', async () => {
  const cwd = folder({ 'a.yml': rule('A rule', '  selection:\n    A: b\n  condition: other') })
  const { code, out, err } = await run(['convert', 'a.yml'], { cwd })
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(err.match(/sigma\/unknown-selection/g)).toHaveLength(1)
})

test('--json prints these keys in this order, also of rules that cannot be read', async () => {
  const bad = rule('Bad', '  selection:\n    A|contain: b\n  condition: selection')
  const cwd = folder({ 'a.yml': rule(), 'b.yml': bad, 'c.yml': 'title: [\n' })
  const { code, out, err } = await run(['convert', '.', '--json'], { cwd })
  expect(code).toBe(1)
  expect(err).toBe('')
  const found = lines(out)
  expect(found).toHaveLength(3 * targets.length)
  for (const line of found) {
    expect(Object.keys(line)).toEqual([
      'path',
      'id',
      'title',
      'target',
      'status',
      'queries',
      'diagnostics',
    ])
  }
  expect(found.slice(targets.length)).toEqual(
    ['b.yml', 'c.yml'].flatMap((path) =>
      targets.map((target): unknown =>
        expect.objectContaining({ path, target, status: 'refused', queries: [] }),
      ),
    ),
  )
  expect(found.at(-1)).toEqual({
    path: 'c.yml',
    id: null,
    title: 'c.yml',
    target: targets.at(-1),
    status: 'refused',
    queries: [],
    diagnostics: [
      {
        code: 'yaml/syntax',
        severity: 'error',
        message: expect.any(String),
        path: 'c.yml',
        line: expect.any(Number),
        column: expect.any(Number),
      },
    ],
  })
})

test.each([
  ['exact', rule(), 0],
  ['exact', rule('A rule', widerDetection), 1],
  ['wider', rule('A rule', widerDetection), 0],
  ['any', rule('A rule', widerDetection), 0],
])('--accept %s of %s ends with %i', async (accept, text, expected) => {
  const words = ['convert', '-', '-t', 'elastic-kql', '-O', 'profile=elastic-defend']
  const { code, out, err } = await run([...words, '--accept', accept], { stdin: text })
  expect({ code, refused: out === '' }).toEqual({ code: expected, refused: expected === 1 })
  expect(err.includes(' error cli/not-accepted ')).toBe(expected === 1)
})

test('--accept wider does not take what is narrower', async () => {
  const words = ['convert', '-', '-t', 'elastic-kql', '--accept', 'wider']
  expect((await run(words, { stdin: rule() })).err).toContain('This query is narrower')
  expect((await run([...words, '--skip-refused'], { stdin: rule() })).code).toBe(0)
})

test('--accept refuses in --json too', async () => {
  const cwd = folder({ 'a.yml': rule('A rule', widerDetection) })
  const { code, out } = await run(['convert', 'a.yml', '--accept', 'exact', '--json'], { cwd })
  const refused = lines(out).filter(({ status }) => status === 'refused')
  expect(code).toBe(1)
  expect(refused.length).toBeGreaterThan(0)
  expect(JSON.stringify(refused)).toContain('cli/not-accepted')
})

test('--skip-refused forgives what a target cannot say, but no mistake of a rule', async () => {
  const odd = rule('Odd', '  selection:\n    NoSuchField: x\n  condition: selection')
  const refused = folder({ 'a.yml': odd })
  expect((await run(['convert', 'a.yml', ...sentinel], { cwd: refused })).code).toBe(1)
  const skipped = await run(['convert', 'a.yml', ...sentinel, '--skip-refused'], { cwd: refused })
  expect(skipped).toMatchObject({ code: 0, err: expect.stringContaining('mapping/no-field') })
  const beyond = await run(['convert', '-', '--skip-refused'], { stdin: 'search `unknown` a=b' })
  expect(beyond).toMatchObject({ code: 0, err: expect.stringContaining('splunk/unknown-macro') })
  const broken = folder({ 'a.yml': odd, 'b.yml': 'title: [' })
  expect((await run(['convert', '.', '--skip-refused'], { cwd: broken })).code).toBe(1)
})

test('a rule that fails does not stop the others', async () => {
  const cwd = folder({ 'a.yml': 'title: [', 'b.yml': rule() })
  const { code, out } = await run(['convert', '.', ...sentinel], { cwd })
  expect(code).toBe(1)
  expect(heads(out)).toEqual(['# b.yml: A rule [sentinel-kql]'])
})

test('-f and -O reach the target', async () => {
  const cwd = folder({ 'a.yml': rule('Named') })
  const formatted = await run(['convert', 'a.yml', '-t', 'splunk-search', '-f', 'savedsearches'], {
    cwd,
  })
  expect(formatted.out).toMatch(/^\[Named\]/m)
  const styled = await run(['convert', 'a.yml', '-t', 'splunk-tstats', '-O', 'style=escu'], { cwd })
  expect(styled.out).toContain('`named_filter`')
})

test('standard input is read where the path is -', async () => {
  const { code, out } = await run(['convert', '-', ...sentinel, '--json'], { stdin: rule('Piped') })
  expect(code).toBe(0)
  expect(lines(out)).toMatchObject([{ path: '<stdin>', title: 'Piped', status: 'exact' }])
})

test('folders are read recursively, sorted, without hidden ones, packages and circles', async () => {
  const cwd = folder({
    'r/b.yml': rule('B'),
    'r/a/x.yaml': rule('X'),
    'r/.hidden/h.yml': rule('H'),
    'r/node_modules/n.yml': rule('N'),
    'r/notes.md': 'no rule',
  })
  symlinkSync('..', join(cwd, 'r/a/up'))
  symlinkSync('self.d', join(cwd, 'r/self.d'))
  const { code, out } = await run(['convert', 'r', ...sentinel], { cwd })
  expect(code).toBe(0)
  expect(heads(out)).toEqual(['# r/a/x.yaml: X [sentinel-kql]', '# r/b.yml: B [sentinel-kql]'])
})

test.each([
  ['r/*.yml', ['r/a.yml', 'r/b.yml']],
  ['r/**/*.yml', ['r/a.yml', 'r/b.yml', 'r/d/e/f.yml', 'r/d/g.yml']],
  ['r/?.yml', ['r/a.yml', 'r/b.yml']],
  ['r/[!a].yml', ['r/b.yml']],
  ['r/[b-z].yml', ['r/b.yml']],
  ['{r/a,r/d/g}.yml', ['r/a.yml', 'r/d/g.yml']],
  ['r/d*', ['r/d/e/f.yml', 'r/d/g.yml']],
  ['./r/{b,d/{g,no}}.yml', ['r/b.yml', 'r/d/g.yml']],
  ['r/**', ['r/a.yml', 'r/b.yml', 'r/d/e/f.yml', 'r/d/g.yml']],
])('the pattern %s is expanded', async (pattern, expected) => {
  const cwd = folder({
    'r/a.yml': rule(),
    'r/b.yml': rule(),
    'r/d/e/f.yml': rule(),
    'r/d/g.yml': rule(),
    'r/read.me': '',
  })
  const { out } = await run(['convert', pattern, '-t', 'regex', '--json'], { cwd })
  expect(lines(out).map(({ path }) => path)).toEqual(expected)
})

test('a file whose name looks like a pattern is itself, and each file is read once', async () => {
  const cwd = folder({ '[x].yml': rule() })
  const { out } = await run(['convert', '[x].yml', '.', '[x].yml', '-t', 'regex', '--json'], {
    cwd,
  })
  expect(lines(out)).toHaveLength(1)
})

test('a path may start with a dash behind --', async () => {
  const cwd = folder({ '-x.yml': rule() })
  const { code, out } = await run(['convert', '-t', 'regex', '--json', '--', '-x.yml'], { cwd })
  expect({ code, lines: lines(out).length }).toEqual({ code: 0, lines: 1 })
})

test('macros come from files and folders', async () => {
  const search = 'search `mine` Image="x.exe"\n'
  const macro = 'name: mine\ndefinition: source="WinEventLog:Security"\n'
  const cwd = folder({ 'a.spl': search, 'm/mine.yml': macro })
  expect((await run(['convert', 'a.spl', '-t', 'regex'], { cwd })).err).toContain(
    'splunk/unknown-macro',
  )
  const known = await run(['convert', 'a.spl', '-t', 'regex', '--macros', 'm'], { cwd })
  expect(known.err).not.toContain('splunk/unknown-macro')
  writeFileSync(join(cwd, 'm/bad.yml'), 'name: only\n')
  const bad = await run(['convert', 'a.spl', '--macros', 'm'], { cwd })
  expect(bad.code).toBe(1)
  expect(bad.err).not.toContain('splunk/unknown-macro')
  expect(bad.err).toMatch(/^m\/bad\.yml:1:1 error splunk\/macro-file /)
  const missing = await run(['convert', 'a.spl', '--macros', 'none', '--macros', '-'], { cwd })
  expect(missing.code).toBe(2)
})

test('a title of several lines stays on one line', async () => {
  const title = String.raw`"x\n# fake: y [z]\x1b[31m"`
  const cwd = folder({ 'a.yml': rule(title) })
  mkdirSync(join(cwd, 'd'))
  writeFileSync(join(cwd, 'd/evil\nname.yml'), rule(title))
  const { out, err } = await run(['convert', '.'], { cwd })
  expect(heads(out)).toHaveLength(2 * targets.length)
  expect(out + err).not.toContain('\u001B')
  const json = await run(['convert', '.', '--json'], { cwd })
  expect(lines(json.out)).toHaveLength(2 * targets.length)
  expect(json.out).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029]/) // oxlint-disable-line no-control-regex
})

test('a value cannot command a terminal', async () => {
  const detection = '  selection:\n    CommandLine|contains: "a\\e[2Jb"\n  condition: selection'
  const cwd = folder({ 'a.yml': rule('A', detection) })
  const { out } = await run(['convert', 'a.yml', '-t', 'elastic-kql'], {
    cwd,
    terminal: true,
    env: { NO_COLOR: '1' },
  })
  expect(out).toContain('[2Jb')
  expect(out).not.toContain('\u001B')
})

const userFilter = (rules: string): string =>
  `title: F\nlogsource: {product: windows}\nfilter:\n  rules: ${rules}\n  s: {User: root}\n  condition: s\n`

test('a filter of another file is applied, and has no query of its own', async () => {
  const cwd = folder({ 'a.yml': rule(), 'f.yml': userFilter('any') })
  for (const paths of [
    ['a.yml', 'f.yml'],
    ['f.yml', 'a.yml'],
  ]) {
    const { code, out, err } = await run(['convert', ...paths, '-t', 'splunk-search'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/CommandLine="\*appcmd\*" NOT User="root"$/m)
    expect(out).not.toMatch(/^#/)
    expect(err).toBe(
      "a.yml:1:1 note sigma/filter-applied The filter 'F' excludes events from this rule.\n",
    )
  }
  const json = await run(['convert', 'a.yml', 'f.yml', ...sentinel, '--json'], { cwd })
  expect(lines(json.out).map(({ path }) => path)).toEqual(['a.yml'])
})

test('a filter alone is fine, but for a warning', async () => {
  const cwd = folder({ 'f.yml': userFilter('nobody') })
  for (const args of [[], ['--json']]) {
    const { code, out, err } = await run(['convert', 'f.yml', ...sentinel, ...args], { cwd })
    expect(code).toBe(0)
    expect(out).toBe('')
    expect(err).toBe(
      "f.yml:4:10 warning sigma/unknown-rule No rule of this run has the id or name 'nobody'.\n",
    )
  }
  const parsed = await run(['parse', 'f.yml'], { cwd })
  expect(parsed.code).toBe(0)
  expect(parsed.out).toContain('nobody')
})

const correlation = (type: string): string =>
  `title: C\ncorrelation: {type: ${type}, rules: a, timespan: 5m, condition: {gt: 5}}\n`

test('a correlation is converted in place of its rules, or refused', async () => {
  const base = rule().replace(/^title: .*$/m, '$&\nname: a')
  const cwd = folder({
    'a.yml': base,
    'c.yml': correlation('event_count'),
    't.yml': correlation('temporal'),
  })
  const counted = await run(['convert', 'c.yml', 'a.yml', ...sentinel], { cwd })
  expect(counted.code).toBe(0)
  expect(counted.out).toMatch(
    /summarize Count = count\(\) by bin\(TimeGenerated, 5m\)\n\| where Count > 5\n$/,
  )
  const joint = await run(['convert', 't.yml', 'a.yml', ...sentinel], { cwd })
  expect(joint.out).toMatch(/summarize Rules = count_distinct\(Rule\) by bin\(Time, 5m\)/)
  const regex = await run(['convert', 't.yml', 'a.yml', '-t', 'regex', '--skip-refused'], { cwd })
  expect([regex.code, regex.out]).toEqual([0, ''])
  expect(regex.err).toContain('cannot say a correlation of several rules')
  const parsed = await run(['parse', 't.yml'], { cwd })
  expect(parsed.out).toContain('correlation temporal')
})

test('Sigma rules make one stream of documents, and files that end in .yml', async () => {
  const cwd = folder({ 'a.yml': rule('A'), 'b.spl': 'source="WinEventLog:System" EventCode=7045' })
  const stream = await run(['convert', 'a.yml', 'b.spl', '-t', 'sigma'], { cwd })
  expect(stream).toMatchObject({ code: 0, err: 'sigma: 2 exact.\n' })
  expect(stream.out.split('\n---\n')).toHaveLength(2)
  const again = await run(['convert', '-', '-t', 'sigma'], { stdin: stream.out })
  expect(again.code).toBe(0)
  const written = await run(['convert', '.', '-t', 'sigma', '-o', 'out'], { cwd })
  expect(written.code).toBe(0)
  expect(readdirSync(join(cwd, 'out/sigma')).toSorted()).toEqual(['a.yml', 'b.yml'])
})
