import { expect, test } from '@jest/globals'
import { backends } from '../../backends/index.js'
import { folder, rule, run } from './run.js'

test('--help of every command has examples', async () => {
  const all = await run(['--help'])
  expect(all).toMatchObject({ code: 0, err: '' })
  for (const command of ['convert', 'check', 'parse', 'list']) {
    expect(all.out).toContain(`siemantic ${command} <`)
    const { code, out } = await run([command, '--help'])
    expect(code).toBe(0)
    expect(out).toContain(`Examples:\n  siemantic ${command} `)
  }
})

test('--version', async () => {
  const { code, out } = await run(['--version'])
  expect(code).toBe(0)
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('list targets, formats and modifiers', async () => {
  const targets = await run(['list', 'targets'])
  expect(targets).toMatchObject({ code: 0, err: '' })
  for (const name of Object.keys(backends))
    expect(targets.out).toMatch(new RegExp(`^${name} `, 'm'))
  expect(targets.out).toMatch(/^ {2}-O style=plain +/m)
  const formats = await run(['list', 'formats'])
  expect(formats.out).toMatch(/^regex +fields +\S/m)
  const modifiers = await run(['list', 'modifiers'])
  expect(modifiers.out).toMatch(/^wide, utf16le +\S/m)
  for (const { out } of [formats, modifiers]) {
    // The last column starts in the same place everywhere.
    const starts = out
      .trimEnd()
      .split('\n')
      .map((line) => line.search(/(?<= {2})\S(?!.* {2})/))
    expect(new Set(starts).size).toBe(1)
  }
})

test('list --json', async () => {
  const targets: unknown = JSON.parse((await run(['list', 'targets', '--json'])).out)
  expect(targets).toContainEqual({
    name: 'elastic-kql',
    description: expect.any(String),
    extension: 'kql',
    options: [
      {
        name: 'profile',
        description: expect.any(String),
        default: 'ecs',
        values: ['ecs', 'elastic-defend'],
      },
    ],
  })
  const formats: unknown = JSON.parse((await run(['list', 'formats', '--json'])).out)
  expect(formats).toContainEqual({
    target: 'regex',
    name: 'fields',
    description: expect.any(String),
    extension: 'json',
  })
  const modifiers: unknown = JSON.parse((await run(['list', 'modifiers', '--json'])).out)
  expect(modifiers).toContainEqual({
    name: 'contains',
    longName: null,
    description: expect.any(String),
  })
})

test('parse --json prints the document', async () => {
  const cwd = folder({ 'a.yml': rule() })
  const { code, out } = await run(['parse', 'a.yml', '--json'], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    path: 'a.yml',
    rules: [{ kind: 'detection', metadata: { title: 'A rule' } }],
  })
  expect(out).toContain('\n  "path"')
})

test('parse prints what a rule is about, and fails for one that is wrong', async () => {
  const good = await run(['parse', '-'], { stdin: rule() })
  expect(good).toMatchObject({ code: 0, err: '' })
  expect(good.out).toContain('A rule\n')
  expect(good.out).toContain('windows/process_creation')
  const bad = await run(['parse', '-', '--json'], { stdin: 'title: [' })
  expect(bad).toMatchObject({ code: 1, out: '{\n  "path": "<stdin>",\n  "rules": []\n}\n' })
  expect(bad.err).toContain('<stdin>:')
})

test('colours and frames are for terminals', async () => {
  const cwd = folder({
    'a.yml': rule('A', '  selection:\n    A|contain: b\n  condition: selection'),
  })
  const words = ['convert', 'a.yml']
  const plain = await run(words, { cwd })
  expect(plain.err).toMatch(/^a\.yml:9:7 error sigma\/unknown-modifier [^\n]+\n$/)
  const terminal = await run(words, { cwd, terminal: true })
  expect(terminal.err).toContain('\u001B[31merror\u001B[0m')
  expect(terminal.err).toContain('A|contain: b\n')
  expect(terminal.err).toContain('^^^^^^^')
  expect(terminal.err).toContain('help:')
  const quiet = await run(words, { cwd, terminal: true, env: { NO_COLOR: '1' } })
  expect(quiet.err).not.toContain('\u001B')
  expect(quiet.err).toContain('^^^^^^^')
  const forced = await run(words, { cwd, env: { FORCE_COLOR: '1' } })
  expect(forced.err).toContain('\u001B[31merror\u001B[0m')
})

const complete = async (...words: readonly string[]): Promise<readonly string[]> =>
  (await run(['--get-yargs-completions', 'siemantic', ...words])).out.trimEnd().split('\n')

test('completion', async () => {
  const script = await run(['completion'])
  expect(script.code).toBe(0)
  expect(script.out).toContain('siemantic --get-yargs-completions')
  expect(await complete('convert', 'a.yml', '-t', 'splunk')).toEqual([
    'splunk-tstats',
    'splunk-search',
  ])
  expect(await complete('convert', '-t', 'regex,sent')).toEqual(['regex,sentinel-kql'])
  expect(await complete('convert', '-f', 'saved')).toEqual(['savedsearches'])
  expect(await complete('list', 'f')).toEqual(['formats'])
})

test('savedsearches.conf is read, with macros of macros.conf', async () => {
  const cwd = folder({
    'app/default/savedsearches.conf': '[One]\nsearch = `mine(x)` \\\n  c=d\n[Two]\nsearch = e>f\n',
    'app/default/macros.conf': '[mine(1)]\nargs = y\ndefinition = index=$y$\n',
    'app/default/props.conf': '[x]\ny = z\n',
  })
  const words = ['convert', '-t', 'splunk-search', 'app', '--macros', 'app']
  const { code, out, err } = await run(words, { cwd })
  expect(code).toBe(1)
  expect(out).toContain('`mine(x)` c="d"')
  expect(err).toContain('app/default/savedsearches.conf:5:10 error splunk/order-of-text')
  expect(out + err).not.toContain('props')
})
