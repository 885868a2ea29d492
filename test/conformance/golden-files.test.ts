/** Every golden query, as the file has it, is what its language allows. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { macroSet, readRules } from 'siemantic'
import { tables } from '../../backends/sentinel/schema.js'
import { goldenFolder } from '../golden.js'
import { parse as parseKibana } from '../interpreters/kibana/syntax.js'
import { diagnose } from '../interpreters/kusto/kusto.js'
import { grepMatches, toJavaScript } from '../interpreters/regex/pcre.js'

interface Golden {
  readonly path: string
  readonly text: string
}

/** The golden files of a target, its variants included, with one of these extensions. */
function goldensOf(target: string, extension: string): readonly Golden[] {
  return readdirSync(goldenFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.split(/[\\/]/)[1]?.startsWith(target) && path.endsWith(extension))
    .map((path) => ({ path, text: readFileSync(join(goldenFolder, path), 'utf8').trimEnd() }))
}

test('Kibana parses every Elastic query', () => {
  const goldens = goldensOf('elastic-kql', '.kql')
  expect(goldens.length).toBeGreaterThan(40)
  for (const { text } of goldens) expect(() => parseKibana(text)).not.toThrow()
})

test('the official Kusto parser has nothing to say about any Sentinel query', () => {
  const goldens = goldensOf('sentinel-kql', '.kql')
  expect(goldens.length).toBeGreaterThan(40)
  for (const { text, path } of goldens) expect([path, ...diagnose(text, tables)]).toEqual([path])
})

test('every regex compiles, in JavaScript and in grep', () => {
  const goldens = goldensOf('regex', '.regex')
  expect(goldens.length).toBeGreaterThan(40)
  for (const { text } of goldens) {
    expect(toJavaScript(text)).toBeInstanceOf(RegExp)
    expect(grepMatches(text, ['{}'])).not.toEqual([true])
  }
})

test('every pattern of the format fields is one of RE2', () => {
  const goldens = goldensOf('regex.fields', '.json')
  expect(goldens.length).toBeGreaterThan(20)
  for (const { text } of goldens) {
    const { condition, patterns } = JSON.parse(text) as {
      readonly condition: string
      readonly patterns: readonly { readonly id: string; readonly pattern: string }[]
    }
    for (const { pattern } of patterns) expect(toJavaScript(pattern, 're2')).toBeInstanceOf(RegExp)
    const named = new Set(condition.match(/\bp\d+\b/g))
    expect([...named].toSorted()).toEqual(patterns.map(({ id }) => id).toSorted())
  }
})

test('our own reader reads every Splunk search that has no filter behind its first stage', async () => {
  const goldens = goldensOf('splunk-', '.spl').filter(({ text }) => !/^\| where /m.test(text))
  expect(goldens.length).toBeGreaterThan(80)
  for (const { path, text } of goldens) {
    const { rules } = await readRules({ path: 'a.spl', text }, macroSet())
    const errors = rules.flatMap(({ diagnostics }) =>
      diagnostics.filter(({ severity }) => severity === 'error'),
    )
    expect([path, ...errors]).toEqual([path])
  }
})
