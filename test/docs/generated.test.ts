/** The parts of the documentation that are made from tables are up to date; `npm test -- -u` writes them anew. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import '../golden.js'
import { projectRoot } from '../project.js'
import { printExample, printSearch, printSigma } from './example.js'
import {
  checksReference,
  diagnosticsReference,
  loadTargets,
  placesMatrix,
  placesReference,
  refusals,
  replacements,
  supportMatrix,
  targetList,
} from './generated.js'
import { withSection } from './markdown.js'

const targets = await loadTargets()
const splunkExample = 'rules/iis/windows_disable_windows_event_logging_disable_http_logging.yml'

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')

test.each([
  ['docs/checks.md', { checks: checksReference() }],
  ['docs/splunk-files.md', { places: placesReference() }],
  ['docs/diagnostics.md', { diagnostics: diagnosticsReference() }],
  [
    'docs/fidelity.md',
    {
      matrix: supportMatrix(targets),
      places: placesMatrix(targets),
      replacements: replacements(targets),
      refusals: refusals(targets),
    },
  ],
  [
    'README.md',
    {
      example: await printExample(
        read('README.md'),
        targets.filter(({ name }) => name !== 'sigma'),
      ),
      search: await printSearch(splunkExample),
      rule: await printSigma(splunkExample, targets),
      targets: targetList(targets),
      matrix: supportMatrix(targets),
    },
  ],
])('%s', (path, sections) => {
  const file = join(projectRoot, path)
  const page = Object.entries(sections).reduce(
    (text, [name, section]) => withSection(text, name, section),
    read(path),
  )
  expect(page).toMatchGolden(file)
})
