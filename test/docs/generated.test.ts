/** The parts of the documentation that are made from tables are up to date; `npm test -- -u` writes them anew. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import '../golden.js'
import { projectRoot } from '../project.js'
import {
  diagnosticsReference,
  loadTargets,
  refusals,
  replacements,
  supportMatrix,
  targetList,
} from './generated.js'
import { withSection } from './markdown.js'

const targets = await loadTargets()

test.each([
  ['docs/diagnostics.md', { diagnostics: diagnosticsReference() }],
  [
    'docs/fidelity.md',
    {
      matrix: supportMatrix(targets),
      replacements: replacements(targets),
      refusals: refusals(targets),
    },
  ],
  ['README.md', { targets: targetList(targets), matrix: supportMatrix(targets) }],
])('%s', (path, sections) => {
  const file = join(projectRoot, path)
  const page = Object.entries(sections).reduce(
    (text, [name, section]) => withSection(text, name, section),
    readFileSync(file, 'utf8'),
  )
  expect(page).toMatchGolden(file)
})
