/** Every detection of a copy of security_content beside the project ends in a detection or in an error with a code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { hasErrors } from '../../src/diagnostics/diagnostic.js'
import { parseYaml } from '../../src/source/yaml.js'
import { readMacroFile } from '../../src/splunk/macro-file.js'
import { macroSet } from '../../src/splunk/macros.js'
import { readSecurityContent } from '../../src/splunk/security-content.js'

const corpus = fileURLToPath(
  new URL('../../../../shared/corpora/security_content/', import.meta.url),
)
const there = existsSync(corpus)
const filesOf = (folder: string) =>
  readdirSync(`${corpus}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ path: name, text: readFileSync(`${corpus}${folder}/${name}`, 'utf8') }))

/** What went wrong, and which share of the detections could be read. */
const check = () => {
  const macros = macroSet(filesOf('macros').flatMap((file) => readMacroFile(file).value))
  const files = filesOf('detections')
  const wrong: string[] = []
  let read = 0
  for (const source of files) {
    const { value: documents, diagnostics } = parseYaml(source)
    const [document] = documents
    if (document?.kind !== 'map') {
      if (!hasErrors(diagnostics)) wrong.push(source.path)
      continue
    }
    const result = readSecurityContent(document, source, macros)
    if (result.value !== undefined) read++
    if ((result.value === undefined) !== hasErrors(result.diagnostics)) wrong.push(source.path)
    for (const { span } of result.diagnostics) {
      if (span === undefined || span.start > span.end || span.end > source.text.length) {
        wrong.push(source.path)
      }
    }
  }
  return { wrong, share: read / files.length }
}

if (there) {
  test('reads security_content', () => {
    const { wrong, share } = check()
    expect(wrong).toEqual([])
    expect(share).toBeGreaterThan(0.6)
  })
} else {
  test.todo(
    'reads security_content (skipped: no ../shared/corpora/security_content beside the project)',
  )
}
