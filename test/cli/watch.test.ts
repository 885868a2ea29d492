/** `siemantic test --watch`, as a process of its own: it is started, files change, and what it prints is waited for. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from '@jest/globals'
import { folder } from './run.js'

/** In milliseconds: every run is waited for, however long it takes. */
const patience = 60_000

const bin = fileURLToPath(import.meta.resolve('../../src/cli/bin.js'))

const rule = (end: string): string => `title: R
logsource: {category: process_creation, product: windows}
detection:
  s: {Image|endswith: '${end}'}
  condition: s
`

const tests = (expected: string): string =>
  `tests:\n  - {expect: ${expected}, event: {Image: C:\\cmd.exe}}\n`

const started: ChildProcessWithoutNullStreams[] = []

afterEach(() => {
  for (const each of started.splice(0)) each.kill('SIGKILL')
})

/** A process whose reports are read one by one. */
class Watched {
  readonly #process: ChildProcessWithoutNullStreams
  #printed = ''

  constructor(words: readonly string[], cwd: string) {
    this.#process = spawn(process.execPath, [bin, 'test', ...words, '--watch'], { cwd })
    started.push(this.#process)
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.#printed += text))
  }

  /** Waits for a run that ends with this. Runs before it may have seen a file half written. */
  async until(sum: string): Promise<void> {
    for (;;) {
      const at = this.#printed.indexOf(sum)
      if (at >= 0) {
        this.#printed = this.#printed.slice(at + sum.length)
        return
      }
      await once(this.#process.stderr, 'data')
    }
  }

  async interrupt(): Promise<unknown> {
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGINT')
    return (await ended)[0]
  }
}

test(
  'a folder: the rule, its tests, a file that is new and what cannot be read',
  async () => {
    const cwd = folder({ 'rules/r.yml': rule('\\cmd.exe'), 'rules/r.test.yml': tests('match') })
    const watched = new Watched(['rules'], cwd)
    await watched.until('1 tests passed, 0 failed.')
    writeFileSync(join(cwd, 'rules/r.yml'), rule('\\calc.exe'))
    await watched.until('0 tests passed, 1 failed.')
    writeFileSync(join(cwd, 'rules/r.test.yml'), tests('miss'))
    await watched.until('1 tests passed, 0 failed.')
    writeFileSync(join(cwd, 'rules/s.yml'), rule('\\cmd.exe'))
    await watched.until('1 tests passed, 0 failed. Files without tests: 1.')
    writeFileSync(join(cwd, 'rules/s.test.yml'), tests('miss'))
    await watched.until('1 tests passed, 1 failed.')
    expect(await watched.interrupt()).toBe(1)
  },
  patience,
)

test(
  'a file that an editor puts in the place of the old one, again and again',
  async () => {
    const cwd = folder({ 'r.yml': rule('\\cmd.exe'), 'r.test.yml': tests('match') })
    const watched = new Watched(['r.yml'], cwd)
    await watched.until('1 tests passed, 0 failed.')
    for (const [end, sum] of [
      ['\\a.exe', '0 tests passed, 1 failed.'],
      ['\\cmd.exe', '1 tests passed, 0 failed.'],
    ] as const) {
      writeFileSync(join(cwd, 'r.new'), rule(end))
      renameSync(join(cwd, 'r.new'), join(cwd, 'r.yml'))
      await watched.until(sum)
    }
    expect(await watched.interrupt()).toBe(0)
  },
  patience,
)

test(
  'where there is nothing to watch, it ends',
  () => {
    const found = spawnSync(process.execPath, [bin, 'test', 'none', '--watch'], {
      cwd: folder(),
      encoding: 'utf8',
    })
    expect(found.status).toBe(2)
    expect(found.stderr).toContain('input/not-found')
  },
  patience,
)
