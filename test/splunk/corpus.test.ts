/** A copy of security_content beside the project: every detection ends in a tree or in an error with a code. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { backends } from '../../backends/index.js'
import { fingerprint, simplify } from '../../src/ast/build.js'
import type { Condition, Detection } from '../../src/ast/nodes.js'
import { hasErrors } from '../../src/diagnostics/diagnostic.js'
import { mapPiece } from '../../src/source/mapped.js'
import type { SourceText } from '../../src/source/text.js'
import { parseYaml } from '../../src/source/yaml.js'
import { lowerSearch } from '../../src/splunk/lower.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { macroSet, type MacroSet } from '../../src/splunk/macros.js'
import { readSecurityContent } from '../../src/splunk/security-content.js'
import { transpile } from '../../src/transpile.js'
import { sharedFolder, testOrSkip } from '../project.js'
import { inOrder } from './in-order.js'

const corpus = sharedFolder('corpora', 'security_content')

const filesOf = (folder: string): readonly SourceText[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }))

const macrosOf = (folder: string): MacroSet =>
  macroSet(filesOf(join(folder, 'macros')).flatMap((file) => readMacroFile(file).value))

/** The detections that can be read; what is wrong with the others goes to `wrong` if it is no error with a place. */
function readAll(folder: string, macros: MacroSet, wrong: string[]): readonly Detection[] {
  return filesOf(join(folder, 'detections')).flatMap((source) => {
    const { value: documents, diagnostics } = parseYaml(source)
    const [document] = documents
    if (document?.kind !== 'map') {
      if (!hasErrors(diagnostics)) wrong.push(source.path)
      return []
    }
    const result = readSecurityContent(document, source, macros)
    const isRead = result.value !== undefined
    // A rule that is not read has one reason, or several of one kind that all have to be seen to.
    const reasons = new Set(
      result.diagnostics.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])),
    )
    if (reasons.size > 1) wrong.push(source.path)
    const misplaced = result.diagnostics.some(
      ({ span }) => span === undefined || span.start > span.end || span.end > source.text.length,
    )
    if (misplaced || isRead === hasErrors(result.diagnostics)) wrong.push(source.path)
    return result.value ?? []
  })
}

function expectReadOrRefused(folder: string): void {
  const wrong: string[] = []
  const read = readAll(folder, macrosOf(folder), wrong)
  expect(wrong).toEqual([])
  expect(read.length).toBeGreaterThan(850)
}

testOrSkip('every detection is read or refused for a reason', corpus, expectReadOrRefused)

async function expectSameAgain(folder: string): Promise<void> {
  const macros = macrosOf(folder)
  const different: string[] = []
  for (const detection of readAll(folder, macros, [])) {
    const target = detection.splunk?.command === 'tstats' ? 'splunk-tstats' : 'splunk-search'
    const { queries } = await transpile(detection, await backends[target]!())
    const again = lowerSearch(mapPiece(queries.join('\n'), 0), macros).value
    const same = again !== undefined && sorted(again.condition) === sorted(detection.condition)
    const isInMacros = detection.splunk?.macros?.every(({ text }) => queries[0]?.includes(text))
    if (!same || isInMacros === false) different.push(detection.metadata.title)
  }
  expect(different).toEqual([])
}

testOrSkip(
  'what Splunk is printed has its macros, and reads as the same condition again',
  corpus,
  expectSameAgain,
)

/** A text that equal conditions share whatever the order of their operands, which printers may change. */
const sorted = (condition: Condition): string => fingerprint(inOrder(simplify(condition)))
