/** The rules of SigmaHQ are curated: what a check finds in many of them is not worth saying. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { checksOf } from '../../src/lint/index.js'
import { lint, type LintInput } from '../../src/lint/lint.js'
import { readRules } from '../../src/read.js'
import { macroSet } from '../../src/splunk/macros.js'
import { sharedFolder, testOrSkip } from '../project.js'

testOrSkip(
  'no check of the default profile finds something in more than 3% of the rules',
  sharedFolder('corpora', 'sigmahq', 'rules'),
  async (root) => {
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.yml'),
    )
    const files: LintInput[] = []
    for (const path of paths) {
      files.push(
        await readRules({ path, text: readFileSync(join(root, path), 'utf8') }, macroSet()),
      )
    }
    const counts = new Map<string, number>()
    for (const { diagnostics } of lint(files, checksOf('default'))) {
      for (const code of new Set(diagnostics.map((found) => found.code))) {
        counts.set(code, (counts.get(code) ?? 0) + 1)
      }
    }
    expect(paths.length).toBeGreaterThan(2_000)
    expect([...counts].filter(([, count]) => count > paths.length * 0.03)).toEqual([])
  },
)
