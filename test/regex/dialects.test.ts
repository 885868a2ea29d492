/** What each dialect makes of the constructs of a rule's regex, and where one stands that it does not have. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { positionAt } from '../../src/source/text.js'
import { loadTargets } from '../rules/pack.js'

const targets = await loadTargets()

const ruleWith = (regex: string): string => `title: R
logsource: {category: process_creation, product: windows}
detection:
  s:
    CommandLine|re: '${regex}'
  condition: s
`

/** The column that a regex stands in. */
const start = 22

/** The column, counted in the regex from 0, of what a target refuses; undefined where it says the regex. */
async function refused(regex: string, target: string): Promise<number | undefined> {
  const source = { path: 'r.yml', text: ruleWith(regex) }
  const { rules } = await readRules(source, macroSet())
  const backend = targets.find(({ name }) => name === target)!
  const { diagnostics, status } = await transpile(rules[0]!.detection!, backend)
  if (status !== 'refused') return undefined
  const found = diagnostics.find(({ code }) => code === 'fidelity/unsupported')
  const { line, column } = positionAt(source, found?.span?.start ?? 0)
  expect(line).toBe(5)
  return column - start
}

/** Where each dialect stops, if it does. PCRE is Splunk's, RE2 Sentinel's, JSON the target regex, wildcards all that KQL has. */
const targetOf = {
  pcre: 'splunk-search',
  re2: 'sentinel-kql',
  json: 'regex',
  wildcards: 'elastic-kql',
} as const

type Stops = Readonly<Partial<Record<keyof typeof targetOf, number>>>

test.each<readonly [regex: string, stops: Stops]>([
  ['(?i)abc', {}],
  ['ab(?i)cd', { wildcards: 6 }],
  ['(?i:ab)c', { wildcards: 4 }],
  ['(?s)^a.*b$', {}],
  ['a.b', { wildcards: 1 }],
  ['(?m)^a', { wildcards: 4 }],
  ['^ab$', {}],
  [String.raw`\Aab\z`, {}],
  [String.raw`ab\Z`, { wildcards: 2 }],
  [String.raw`a\bb`, { wildcards: 1 }],
  [String.raw`a\Bb`, { re2: 1, wildcards: 1 }],
  ['[abc]d', {}],
  ['x[a-z]', { wildcards: 1 }],
  ['x[^a]', { wildcards: 1 }],
  [String.raw`x\d`, {}],
  [String.raw`x\w`, { wildcards: 1 }],
  ['x[[:alpha:]]', { wildcards: 1 }],
  ['é漢😀', {}],
  [String.raw`x\p{Lu}`, { json: 1, wildcards: 1 }],
  [String.raw`x\X`, { re2: 1, json: 1, wildcards: 1 }],
  [String.raw`\x41\x{e9}`, {}],
  ['a(?=b)', { re2: 1, wildcards: 1 }],
  ['a(?!b)', { re2: 1, wildcards: 1 }],
  ['(?<=a)b', { re2: 0, wildcards: 0 }],
  ['(?<=a|bc)b', { re2: 0, wildcards: 0 }],
  ['(?<!a)b', { re2: 0, wildcards: 0 }],
  [String.raw`(a)\1`, { re2: 3, json: 3, wildcards: 3 }],
  ['(?>a)b', { re2: 0, wildcards: 0 }],
  ['ba++', { re2: 2, wildcards: 1 }],
  ['b(?R)?', { re2: 1, json: 1, wildcards: 1 }],
  ['(*ACCEPT)a', { re2: 0, json: 0, wildcards: 0 }],
  ['b(?(1)a|b)', { re2: 1, json: 1, wildcards: 1 }],
  ['ba+', { wildcards: 1 }],
  ['ba{2,3}', {}],
])('%s', async (regex, stops) => {
  const found: Record<string, number> = {}
  for (const [dialect, target] of Object.entries(targetOf)) {
    const at = await refused(regex, target)
    if (at !== undefined) found[dialect] = at
  }
  expect(found).toEqual(stops)
})
