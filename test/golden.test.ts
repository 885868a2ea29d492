import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { compareGolden, type SnapshotState } from './golden.js'
import { projectRoot, sharedFolder } from './project.js'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-'))
  file = join(folder, 'case', 'query.txt')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('a plain run writes a new golden and then compares with it', () => {
  expect(compareGolden('a', file, 'new', false).result).toBe('added')
  expect(readFileSync(file, 'utf8')).toBe('a')
  expect(compareGolden('a', file, 'new', false).result).toBe('matched')
  expect(compareGolden('b', file, 'new', false)).toEqual({ result: 'different', expected: 'a' })
  expect(readFileSync(file, 'utf8')).toBe('a')
})

test('-u rewrites', () => {
  compareGolden('a', file, 'new', false)
  expect(compareGolden('b', file, 'all', false).result).toBe('updated')
  expect(readFileSync(file, 'utf8')).toBe('b')
})

test('neither --ci nor CI=true creates', () => {
  expect(compareGolden('a', file, 'none', false).result).toBe('missing')
  expect(compareGolden('a', file, 'new', true).result).toBe('missing')
  expect(existsSync(file)).toBe(false)
})

test('the matcher fails by name for a golden that differs', () => {
  compareGolden('expected text', file, 'new', false)
  expect('expected text').toMatchGolden(file)
  const { snapshotState } = expect.getState() as unknown as { snapshotState: SnapshotState }
  let message = ''
  try {
    expect('other text').toMatchGolden(file)
  } catch (error) {
    message = (error as Error).message
  }
  const rewrites = snapshotState._updateSnapshot === 'all'
  expect(message.includes('query.txt differs')).toBe(!rewrites)
})

test('the project is found from dist', () => {
  expect(existsSync(join(projectRoot, 'test', 'golden.test.ts'))).toBe(true)
  expect(sharedFolder('no such folder')).toBeUndefined()
})
