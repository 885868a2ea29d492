/**
 * `expect(text).toMatchGolden(file)`: compares text with a file of test/golden in the source tree.
 *
 * Goldens are plain files, not jest snapshots: tests run from dist, where jest would put the snapshots, and a golden
 * query should be readable as what it is. `npm test -- -u` rewrites them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { expect } from '@jest/globals'
import { projectRoot } from './project.js'

/** The folder of all goldens, one folder a case. */
export const goldenFolder = join(projectRoot, 'test', 'golden')

/** What jest keeps of `-u` (all), a plain run (new) and `--ci` (none), and what it reports at the end. */
export interface SnapshotState {
  readonly _updateSnapshot: 'all' | 'new' | 'none'
  added: number
  updated: number
  matched: number
}

/** What comparing came to. */
export type GoldenResult = 'matched' | 'added' | 'updated' | 'missing' | 'different'

/** Compares a text with a file, and writes the file where the mode allows. In CI only `-u` writes, `--ci` or not. */
export function compareGolden(
  actual: string,
  file: string,
  mode: SnapshotState['_updateSnapshot'],
  inContinuousIntegration = isContinuousIntegration(),
): { readonly result: GoldenResult; readonly expected: string } {
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (actual === expected) return { result: 'matched', expected }
  const mayCreate = mode === 'new' && !inContinuousIntegration
  if (mode !== 'all' && !(expected === undefined && mayCreate)) {
    return { result: expected === undefined ? 'missing' : 'different', expected: expected ?? '' }
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, actual)
  return { result: expected === undefined ? 'added' : 'updated', expected: expected ?? '' }
}

/** Whether a build server set CI, as they all do. */
const isContinuousIntegration = (): boolean =>
  !['', '0', 'false', undefined].includes(process.env['CI'])

expect.extend({
  toMatchGolden(actual: string, file: string) {
    const state = (this as unknown as { snapshotState: SnapshotState }).snapshotState
    const path = isAbsolute(file) ? file : join(goldenFolder, file)
    const { result, expected } = compareGolden(actual, path, state._updateSnapshot)
    if (result === 'matched' || result === 'added' || result === 'updated') {
      state[result]++
      return { pass: true, message: () => '' }
    }
    const name = relative(projectRoot, path)
    const what = result === 'missing' ? 'does not exist' : 'differs'
    return {
      pass: false,
      message: () =>
        `${name} ${what} (npm test -- -u rewrites it)\n\n` +
        this.utils.printDiffOrStringify(expected, actual, 'golden', 'actual', true),
    }
  },
})

declare module 'expect' {
  interface Matchers<R> {
    /** Compares text with a file, relative to test/golden; `jest -u` rewrites the file. */
    toMatchGolden(file: string): R
  }
}
