import { execFileSync, spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { folder, rule } from './run.js'

const bin = fileURLToPath(import.meta.resolve('../../src/cli/bin.js'))

/** Runs the real program through a link, as npm installs it. */
function start(words: readonly string[], cwd: string, stdin = '') {
  const link = join(folder(), 'siemantic')
  symlinkSync(bin, link)
  return spawnSync(process.execPath, [link, ...words], { cwd, input: stdin, encoding: 'utf8' })
}

test('the program runs through a link, in pipes, with its exit codes', () => {
  const cwd = folder({ 'a.yml': rule() })
  const good = start(['convert', '-', '-t', 'sentinel-kql'], cwd, rule())
  expect(good).toMatchObject({ status: 0, stderr: '' })
  expect(good.stdout).toMatch(/^SecurityEvent\n/)
  expect(start(['convert', 'a.yml', '-t', 'x'], cwd)).toMatchObject({ status: 2, stdout: '' })
  expect(start(['convert', '-'], cwd, 'title: [')).toMatchObject({ status: 1, stdout: '' })
})

test('a reader that has seen enough ends the program quietly', () => {
  const many = Array.from({ length: 500 }, () => rule()).join('---\n')
  const cwd = folder({ 'a.yml': many })
  const command = `"${process.execPath}" "${bin}" convert a.yml -t sentinel-kql | head -n 1`
  const found = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' })
  expect(found.stdout).toBe('# a.yml: A rule [sentinel-kql]\n')
  expect(found.stderr).toMatch(/^(?:sentinel-kql: 500 exact\.\n)?$/)
})

test('one Sigma rule loads neither handlebars nor the reader of Splunk', () => {
  const cwd = folder({ 'a.yml': rule() })
  const out = filesLoadedBy(['convert', 'a.yml', '-t', 'sentinel-kql'], cwd)
  expect(out).toContain('/sigma/rule.js')
  expect(out).not.toMatch(/handlebars|splunk\/(?:lower|search|security-content)\.js|search\.ohm/)
})

test('explain loads no engine for regexes where there is no event', () => {
  const cwd = folder({ 'a.yml': rule(), 'e.json': '{}' })
  const loaded = (words: readonly string[]): string =>
    filesLoadedBy(['explain', 'a.yml', ...words], cwd)
  expect(loaded(['-t', 'sentinel-kql'])).not.toContain('re2js')
  expect(loaded(['-e', 'e.json'])).toContain('re2js')
})

/** Prints what is loaded. */
const loader = `import { writeSync } from 'node:fs'
export const load = (url, context, next) => (writeSync(1, url + '\\n'), next(url, context))
`

/** What a run prints, and the addresses of all modules that it loads. */
function filesLoadedBy(words: readonly string[], cwd: string): string {
  const hookFile = join(folder({ 'hook.mjs': loader }), 'hook.mjs')
  const hook = `data:text/javascript,${encodeURIComponent(
    `import { register } from 'node:module'; register(${JSON.stringify(`file://${hookFile}`)})`,
  )}`
  return execFileSync(process.execPath, ['--import', hook, bin, ...words], {
    cwd,
    encoding: 'utf8',
  })
}
