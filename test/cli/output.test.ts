import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { folder, rule, run } from './run.js'

/** Every file below a folder, hidden ones too. */
const filesOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()

const two = ['-t', 'sentinel-kql,splunk-search']

test('-o mirrors the folder, one file a rule', async () => {
  const cwd = folder({
    'rules/a.yml': rule('One'),
    'rules/deep/er/b.v2.yaml': `${rule('Two')}---\n${rule('Three')}`,
    'single/c.yml': rule('Four'),
  })
  const { code, out, err } = await run(['convert', 'rules', 'single/c.yml', '-o', 'out', ...two], {
    cwd,
  })
  const sum = 'sentinel-kql: 4 exact.\nsplunk-search: 4 exact.\n'
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: sum })
  expect(filesOf(join(cwd, 'out'))).toEqual([
    'sentinel-kql/a.kql',
    'sentinel-kql/c.kql',
    'sentinel-kql/deep/er/b.v2.1.kql',
    'sentinel-kql/deep/er/b.v2.2.kql',
    'splunk-search/a.spl',
    'splunk-search/c.spl',
    'splunk-search/deep/er/b.v2.1.spl',
    'splunk-search/deep/er/b.v2.2.spl',
  ])
  expect(readFileSync(join(cwd, 'out/sentinel-kql/a.kql'), 'utf8')).toBe(
    'SecurityEvent\n| where EventID == 4688\n| where CommandLine contains "appcmd"\n',
  )
})

test('a format may have an extension of its own, and what was there is replaced', async () => {
  const cwd = folder({ 'a.yml': rule(), 'out/splunk-search/a.conf': 'old', 'out/keep': 'kept' })
  const words = ['convert', 'a.yml', '-t', 'splunk-search', '-f', 'savedsearches', '-o', 'out']
  expect((await run(words, { cwd })).code).toBe(0)
  expect(filesOf(join(cwd, 'out'))).toEqual(['keep', 'splunk-search/a.conf'])
  expect(readFileSync(join(cwd, 'out/splunk-search/a.conf'), 'utf8')).toContain('[A rule]')
})

test('earlier results inside of a folder are not read again', async () => {
  const cwd = folder({ 'a.yml': rule() })
  const words = ['convert', '.', '-o', 'out', '-t', 'splunk-search']
  await run(words, { cwd })
  const again = await run(words, { cwd })
  expect(again).toEqual({ code: 0, out: '', err: '' })
  expect(filesOf(join(cwd, 'out'))).toEqual(['splunk-search/a.spl'])
})

test('--json goes along with -o', async () => {
  const cwd = folder({ 'a.yml': rule() })
  const { out } = await run(['convert', 'a.yml', '-o', 'out', '--json', ...two], { cwd })
  expect(out.trimEnd().split('\n')).toHaveLength(2)
  expect(filesOf(join(cwd, 'out'))).toHaveLength(2)
})

test('two inputs for one file are a clash, and nothing is written', async () => {
  const cwd = folder({ 'a.yml': rule(), 'a.yaml': rule(), 'b.yml': rule(), 'c/b.yml': rule() })
  const { code, err } = await run(
    ['convert', 'a.yml', 'a.yaml', 'b.yml', 'c/b.yml', '-o', 'out'].concat(two),
    {
      cwd,
    },
  )
  expect(code).toBe(2)
  expect(err.trimEnd().split('\n')).toEqual(
    ['sentinel-kql/a.kql', 'splunk-search/a.spl', 'sentinel-kql/b.kql', 'splunk-search/b.spl'].map(
      (path) => `siemantic: error cli/output-clash Two inputs would be written to out/${path}.`,
    ),
  )
  expect(existsSync(join(cwd, 'out'))).toBe(false)
})

test('a link that leads out of the folder is not followed, and nothing stays', async () => {
  const outside = folder()
  const cwd = folder({ 'rules/d/a.yml': rule(), 'out/splunk-search/d/a.spl': 'old' })
  mkdirSync(join(cwd, 'out/sentinel-kql'))
  symlinkSync(outside, join(cwd, 'out/sentinel-kql/d'))
  const { code, err } = await run(['convert', 'rules', '-o', 'out', ...two], { cwd })
  expect(code).toBe(2)
  expect(err).toMatch(/^siemantic: error cli\/output-failed Cannot write out: .*leads out/)
  expect(filesOf(outside)).toEqual([])
  expect(filesOf(join(cwd, 'out'))).toEqual(['sentinel-kql/d', 'splunk-search/d/a.spl'])
  expect(readFileSync(join(cwd, 'out/splunk-search/d/a.spl'), 'utf8')).toBe('old')
})

test('a link in the place of a file is replaced, not written through', async () => {
  const cwd = folder({ 'a.yml': rule(), precious: 'mine', 'out/regex/x': '' })
  symlinkSync('../../precious', join(cwd, 'out/regex/a.regex'))
  expect((await run(['convert', 'a.yml', '-t', 'regex', '-o', 'out'], { cwd })).code).toBe(0)
  expect(readFileSync(join(cwd, 'precious'), 'utf8')).toBe('mine')
  expect(() => readlinkSync(join(cwd, 'out/regex/a.regex'))).toThrow('EINVAL')
})

test.each([
  ['a folder in the place of a file', 'out/splunk-search/a.spl/x', 'is a folder'],
  ['a file in the place of a folder', 'out/splunk-search', 'is not a folder'],
  ['a file in the place of the folder itself', 'out', 'already|not a folder'],
])('%s fails, and nothing stays', async (_, path, reason) => {
  const cwd = folder({ 'a.yml': rule(), [path]: 'theirs' })
  const before = filesOf(cwd)
  const { code, err } = await run(['convert', 'a.yml', '-o', 'out', ...two], { cwd })
  expect(code).toBe(2)
  expect(err).toMatch(
    new RegExp(`^siemantic: error cli/output-failed Cannot write out: .*${reason}`),
  )
  expect(filesOf(cwd)).toEqual(before)
})

test('titles and names of files lead nowhere', async () => {
  const cwd = folder({ 'r/..yml': rule(), 'r/...spl.yml': rule('../../../up') })
  writeFileSync(join(cwd, 'r/a\\..\\b.yml'), rule('/etc/passwd'))
  const { code } = await run(
    ['convert', 'r/a\\..\\b.yml', 'r/..yml', '-o', 'out/deep', '-t', 'regex'],
    {
      cwd,
    },
  )
  expect(code).toBe(0)
  expect(filesOf(join(cwd, 'out'))).toEqual(['deep/regex/..regex', 'deep/regex/a\\..\\b.regex'])
})

test('refused rules write nothing, the others do', async () => {
  const cwd = folder({ 'a.yml': rule(), 'b.yml': 'title: [' })
  const { code } = await run(['convert', '.', '-o', 'out', '-t', 'regex'], { cwd })
  expect(code).toBe(1)
  expect(filesOf(join(cwd, 'out'))).toEqual(['regex/a.regex'])
})
