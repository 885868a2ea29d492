import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { folder, rule, run } from './run.js'

const messy = 'index=a   b = c |stats count by d'
const tidy = 'index=a b=c\n| stats count by d\n'

test('a search is printed, of a file and of standard input', async () => {
  const cwd = folder({ 'x.spl': messy })
  const expected = { code: 0, out: tidy, err: '' }
  expect(await run(['format', 'x.spl'], { cwd })).toEqual(expected)
  expect(await run(['format', '-'], { stdin: messy })).toEqual(expected)
})

test('of several searches, each below its name', async () => {
  const cwd = folder({
    'x.spl': messy,
    'y.yml': `name: y\nsearch: '${messy}'\n`,
    'savedsearches.conf': `[One]\nsearch = ${messy}\n`,
  })
  const { code, out } = await run(['format', '.'], { cwd })
  expect(code).toBe(0)
  expect(out).toBe(
    ['savedsearches.conf: One', 'x.spl: x', 'y.yml: y']
      .map((head) => `${head}\n${tidy}\n`)
      .join(''),
  )
  expect((await run(['format', 'y.yml'], { cwd })).out).toBe(tidy)
})

test('a search that cannot be converted is formatted all the same', async () => {
  const stdin = 'index=a | join b [search c=d] | nobodyknows | `no_such_macro`'
  expect(await run(['format', '-'], { stdin })).toEqual({
    code: 0,
    out: 'index=a\n| join b [search c=d]\n| nobodyknows\n| `no_such_macro`\n',
    err: '',
  })
})

test('what cannot be split is told, and what is no search', async () => {
  const cwd = folder({ 'x.spl': 'a="b', 'y.yml': rule(), 'z.spl': messy })
  const { code, out, err } = await run(['format', '.'], { cwd })
  expect(code).toBe(1)
  expect(out).toBe(`z.spl: z\n${tidy}\n`)
  expect(err.trimEnd().split('\n')).toEqual([
    'x.spl:1:3 error splunk/unbalanced This quote is never closed.',
    'y.yml:1:1 error input/no-search There is no Splunk search here.',
  ])
})

test('--check finds files that are not formatted', async () => {
  const cwd = folder({ 'x.spl': messy, 'y.spl': tidy })
  expect(await run(['format', '--check', 'x.spl', 'y.spl'], { cwd })).toEqual({
    code: 1,
    out: '',
    err: 'x.spl:1:1 warning cli/not-formatted This file is not formatted.\n',
  })
  expect(await run(['format', '--check', 'y.spl'], { cwd })).toEqual({ code: 0, out: '', err: '' })
  expect((await run(['format', '--check', '-'], { stdin: messy })).code).toBe(1)
})

test('--write writes files anew, with their byte order marks', async () => {
  const cwd = folder({ 'x.spl': messy, 'y.spl': `\uFEFF${messy}`, 'z.spl': 'a="b' })
  const { code, out } = await run(['format', '-w', '.'], { cwd })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  const textOf = (name: string): string => readFileSync(join(cwd, name), 'utf8')
  expect(textOf('x.spl')).toBe(tidy)
  expect(textOf('y.spl')).toBe(`\uFEFF${tidy}`)
  expect(textOf('z.spl')).toBe('a="b')
  expect((await run(['format', '--check', 'x.spl', 'y.spl'], { cwd })).code).toBe(0)
})

test.each([
  [['--write', '-'], '<stdin>'],
  [['--write', 'y.yml'], 'y.yml'],
  [['--check', 'y.yml'], 'y.yml'],
  [['--check', '--write', 'x.spl'], 'not both'],
  [['none.spl'], 'none.spl'],
])('%j cannot be done', async (words, part) => {
  const cwd = folder({ 'x.spl': messy, 'y.yml': `name: y\nsearch: '${messy}'\n` })
  const { code, out, err } = await run(['format', ...words], { cwd, stdin: messy })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(part)
  expect(readFileSync(join(cwd, 'x.spl'), 'utf8')).toBe(messy)
})
