import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { backends } from 'siemantic/backends'
import { escapes } from '../../src/print/format.js'
import { projectRoot } from '../project.js'

/** The settings of a .conf text, read as Splunk does: a backslash at the end of a line continues it. */
function stanzas(conf: string): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {}
  let current: string[] = []
  for (const line of conf.replaceAll(/\\\n/g, ' ').split('\n')) {
    if (line.startsWith('[')) found[line] = current = []
    else if (line !== '') current.push(line.split('=')[0]!.trim())
  }
  return found
}

test('no title or description makes a setting, a stanza or a line of its own', async () => {
  const hostile = String.raw`"T]\n[evil]\nsearch = | delete \\\\"`
  const text = `title: ${hostile}\ndescription: ${hostile}\nlogsource: {category: process_creation, product: windows}\ndetection: {s: {CommandLine|contains: "a\\nsearch = x\\\\"}, condition: s}\n`
  const { rules } = await readRules({ path: 'rule.yml', text }, macroSet())
  const backend = await backends['splunk-search']!()
  const { queries } = await transpile(rules[0]!.detection!, backend, { format: 'savedsearches' })
  const read = stanzas(queries.join('\n'))
  expect(Object.keys(read)).toHaveLength(1)
  expect(Object.values(read)).toEqual([['description', 'search']])
})

test.each([
  ['a\nb', 'a \\\nb'],
  ['ends with a backslash \\', 'ends with a backslash \\ '],
  ['ends with two \\\\', 'ends with two \\\\ '],
  ['a\u0000b\u0007c', 'a b c'],
])('a value of a .conf file: %j', (value, expected) => {
  expect(escapes.conf(value)).toBe(expected)
})

test('every hole of every template has a helper for its kind of document', () => {
  const folder = join(projectRoot, 'templates')
  const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.hbs'),
  )
  expect(templates.length).toBeGreaterThan(0)
  for (const path of templates) {
    const holes = readFileSync(join(folder, path), 'utf8').match(/\{\{[^}]*\}\}/g) ?? []
    const raw = holes.filter((hole) => !/^\{\{(?:#|\/|else|(?:conf|stanza|json) )/.test(hole))
    expect([path, ...raw]).toEqual([path])
  }
})
