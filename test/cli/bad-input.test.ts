import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { folder, rule, run } from './run.js'

const detection = (item: string, condition = 'selection'): string =>
  rule('A rule', `  selection:\n    ${item}\n  condition: ${condition}`)

const noStack = /\n\s+at |node:internal|\.js:\d+/

const bad: readonly (readonly [string, string, string | Uint8Array])[] = [
  ['an unknown modifier', 'sigma/unknown-modifier', detection('A|contain: x')],
  ['a missing condition', 'sigma/missing-key', rule('A', '  selection:\n    A: x')],
  ['a condition naming nothing', 'sigma/unknown-selection', detection('A: x', 'selektion')],
  ['a bad condition', 'sigma/condition-syntax', detection('A: x', 'selection and')],
  ['a bad regex', 'sigma/bad-regex', detection("A|re: '('")],
  ['a bad network', 'sigma/bad-cidr', detection('A|cidr: 10.0.0.0/99')],
  ['a tab', 'yaml/tab', 'title: A rule\nlogsource:\n\tcategory: x\n'],
  ['no YAML', 'yaml/syntax', 'title: [\n'],
  ['no rule', 'input/not-a-rule', 'title: A rule\n'],
  ['an empty file', 'input/empty', ''],
  ['a NUL', 'input/binary', 'title: A\0'],
  ['no UTF-8', 'input/binary', new Uint8Array([0x74, 0xff, 0xfe, 0x00, 0xc3])],
  ['too much', 'input/too-large', 'a'.repeat(5_000_001)],
]

test.each(bad)('%s is %s', async (_, code, content) => {
  const cwd = folder({ 'a.yml': content })
  const found = await run(['convert', 'a.yml', '-t', 'sentinel-kql'], { cwd })
  expect(found).toMatchObject({ code: 1, out: '' })
  expect(found.err).toMatch(new RegExp(`^a\\.yml:\\d+:\\d+ error ${code} \\S`, 'm'))
  expect(found.err).not.toMatch(noStack)
  const piped = await run(['convert', '-', '-t', 'sentinel-kql', '--json'], { stdin: content })
  expect(piped).toMatchObject({ code: 1, err: '' })
  expect(piped.out).toContain(`"code":"${code}","severity":"error"`)
})

test('a byte order mark is no part of a file', async () => {
  const { code, err } = await run(['convert', '-', '-t', 'sentinel-kql'], {
    stdin: `\uFEFF${rule()}`,
  })
  expect({ code, err }).toEqual({ code: 0, err: '' })
})

test('everything that is wrong with a call comes at once', async () => {
  const cwd = folder({ 'a.yml': rule(), 'empty/x.txt': '' })
  const { code, out, err } = await run(
    ['convert', 'a.yml', 'none.yml', 'empty', '*.nothing', '-t', 'sentinel,regexp,splunk-search']
      .concat(['-f', 'savedsearch', '-O', 'style=fancy', '-O', 'style'])
      .concat(['--macros', 'no-macros']),
    { cwd },
  )
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.trimEnd().split('\n')).toEqual([
    "siemantic: error cli/unknown-target There is no target 'sentinel'. Did you mean 'sentinel-kql'?",
    "siemantic: error cli/unknown-target There is no target 'regexp'. Did you mean 'regex'?",
    "siemantic: error cli/unknown-format The target splunk-search has no format 'savedsearch'. Did you mean 'savedsearches'?",
    "siemantic: error cli/usage -O takes name=value, not 'style'.",
    "siemantic: error cli/option-value The option style of splunk-search takes one of plain, escu, not 'fancy'.",
    'siemantic: error input/not-found There is no file or folder none.yml.',
    'siemantic: error input/no-rules No rules found: empty holds no file ending in .yml, .yaml or .spl, and no savedsearches.conf.',
    'siemantic: error input/no-rules No rules found: *.nothing holds no file ending in .yml, .yaml or .spl, and no savedsearches.conf.',
    'siemantic: error input/not-found There is no file or folder no-macros.',
  ])
})

test('an option that no target has is unknown, and a format has to exist for each target', async () => {
  const cwd = folder({ 'a.yml': rule() })
  const option = await run(['convert', 'a.yml', '-t', 'regex,splunk-search', '-O', 'styl=escu'], {
    cwd,
  })
  expect(option.code).toBe(2)
  expect(option.err).toContain("cli/unknown-option None of the targets has an option 'styl'.")
  expect(option.err).toContain("Did you mean 'style'?")
  const format = await run(['convert', 'a.yml', '-f', 'fields'], { cwd })
  expect(format.code).toBe(2)
  expect(format.err.match(/cli\/unknown-format/g)).toHaveLength(5)
  const inherited = await run(
    ['convert', 'a.yml', '-t', 'toString', '-f', 'constructor', '-O', '__proto__=x'],
    { cwd },
  )
  expect(inherited).toMatchObject({ code: 2, out: '' })
})

test.each([
  [[]],
  [['convert']],
  [['convert', '']],
  [['convert', 'a.yml', '--unknown']],
  [['convert', 'a.yml', '-t']],
  [['convert', 'a.yml', '--accept', 'some']],
  [['convrt', 'a.yml']],
  [['list', 'things']],
  [['convert', 'a.yml', '-o', '']],
  [['parse']],
  [['parse', '.']],
])('%j is wrong use', async (words) => {
  const cwd = folder({ 'a.yml': rule(), 'b.yml': rule() })
  const { code, out, err } = await run(words, { cwd })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^siemantic: error (?:cli\/usage|input\/not-found) [^\n]+\n$/)
  expect(err).not.toMatch(noStack)
})

test('files that cannot be read are reported, and the others are converted', async () => {
  const cwd = folder({ 'a.yml': rule(), 'secret.yml': rule() })
  mkdirSync(join(cwd, 'folder.yml'))
  symlinkSync('nowhere', join(cwd, 'broken.yml'))
  symlinkSync('loop.yml', join(cwd, 'loop.yml'))
  chmodSync(join(cwd, 'secret.yml'), 0)
  const { code, out, err } = await run(['convert', '.', '-t', 'sentinel-kql'], { cwd })
  expect(code).toBe(1)
  expect(out).toContain('# a.yml: ')
  expect(err).toMatch(/^broken\.yml:1:1 error input\/unreadable /m)
  expect(err).toMatch(/^loop\.yml:1:1 error input\/unreadable /m)
  // The superuser may read everything.
  const denied = /^secret\.yml:1:1 error input\/unreadable .*permission denied/m.test(err)
  expect(denied).toBe(process.getuid?.() !== 0)
  const asked = await run(['convert', 'folder.yml', 'loop.yml'], { cwd })
  expect(asked).toMatchObject({ code: 2 })
  expect(asked.err).toContain('input/no-rules')
})
