/** Where the project is, and what lies beside it that some tests can do without. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '@jest/globals'

/** The folder of package.json: tests run from dist, their files stay in the source tree. */
export const projectRoot = findUp(dirname(fileURLToPath(import.meta.url)))

function findUp(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('no package.json above the tests')
  return findUp(parent)
}

/** A file or folder of `../shared`, which is beside the project where its authors work; undefined elsewhere. */
export function sharedFolder(...parts: readonly string[]): string | undefined {
  const path = join(projectRoot, '..', 'shared', ...parts)
  return existsSync(path) ? path : undefined
}

/** A test that needs a file or folder: skipped where that is missing, under a name that says so. */
export function testOrSkip(
  name: string,
  folder: string | undefined,
  run: (folder: string) => void | Promise<void>,
  timeout?: number,
): void {
  const declare = folder === undefined ? test.skip : test
  const reason = folder === undefined ? ' (skipped: its files are not on this machine)' : ''
  declare(name + reason, () => run(folder ?? ''), timeout)
}
