/** What the README promises: the example's program runs, every link leads somewhere, every diagnostic code exists. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { codes } from '../../src/diagnostics/codes.js'
import { projectRoot, testOrSkip } from '../project.js'
import { fencedBlocks } from './markdown.js'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`),
]
const read = (page: string): string => readFileSync(join(projectRoot, page), 'utf8')

const stages = new Set(Object.keys(codes).map((code) => code.split('/')[0]))
const isFile = (name: string): boolean => !name.startsWith('.') && /\.\w+$|\/$/.test(name)
const isCode = (name: string): boolean =>
  /^[a-z]+\/[a-z-]+$/.test(name) && stages.has(name.split('/')[0])

test('the program of the README runs', () => {
  const [program = ''] = fencedBlocks(read('README.md'), 'js')
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
  expect(output).toContain('Webserver IIS module installed (command)')
  expect(output).toContain("status: 'exact'")
})

const commandLine = join(projectRoot, 'dist/src/cli/bin.js')
const built = existsSync(commandLine) ? commandLine : undefined

testOrSkip('the first command ends well', built, () => {
  const [commands = ''] = fencedBlocks(read('README.md'), 'sh')
  const [, words = ''] = /&& node (.+)$/m.exec(commands) ?? []
  const { status, stdout } = spawnSync(process.execPath, words.split(' '), {
    cwd: projectRoot,
    encoding: 'utf8',
  })
  expect(stdout).toContain('| tstats ')
  expect(status).toBe(0)
})

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to)
  const broken = links.filter(
    (to) => !to.startsWith('https://') && !existsSync(join(projectRoot, dirname(page), to)),
  )
  expect(broken).toEqual([])
})

test.each(pages)('%s names only codes and files that there are', (page) => {
  const names = [...read(page).matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, name = '']) => name)
  const unknown = names.filter(
    (name) =>
      (isFile(name) && !existsSync(join(projectRoot, name))) ||
      (isCode(name) && !Object.hasOwn(codes, name)),
  )
  expect(unknown).toEqual([])
})
