/** Every check finds its bad example and nothing else does; its good example is fine by all of them. */
import { expect, test } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { codes } from '../../src/diagnostics/codes.js'
import { describeLogSource } from '../../src/fields/find.js'
import { logSourceRows } from '../../src/fields/log-sources.js'
import { profiles, type Check, type Profile } from '../../src/lint/check.js'
import { knownLogSources } from '../../src/lint/data/log-sources.js'
import { checks, checksOf } from '../../src/lint/index.js'
import { checkNames } from '../../src/lint/names.js'
import { projectRoot } from '../project.js'
import { codesIn, findIn, textOf } from './example.js'
import { processorTime } from '../time.js'

const all = Object.entries(checks)

test('the rule that the examples are put into is fine', async () => {
  expect(await codesIn({})).toEqual([])
})

/** The most that an example has to do with: conventions of one house are none of another's. */
const most = ({ profile }: Check): Profile => (profile === 'default' ? 'sigmahq' : profile)

test.each(all)('%s finds its bad example', async (name, check) => {
  expect(await codesIn(check.bad, most(check))).toEqual([`lint/${name}`])
})

test.each(all)('%s finds nothing in its good example', async (_, check) => {
  expect(await codesIn(check.good, most(check))).toEqual([])
})

test('check, file and code exist together', () => {
  const files = readdirSync(join(projectRoot, 'src', 'lint', 'checks'))
  expect(files.map((file) => file.replace(/\.ts$/, '')).toSorted()).toEqual(checkNames.toSorted())
  for (const [name, check] of all) expect(check.name).toBe(name)
  expect(all.map(([name]) => name).toSorted()).toEqual(checkNames.toSorted())
})

test('no check is an error: the readers decide what can be read', () => {
  for (const name of checkNames) {
    const severities: Readonly<Record<string, { readonly severity: string }>> = codes
    expect(severities[`lint/${name}`]?.severity).not.toBe('error')
  }
})

test('every profile has the checks for everybody, and its own', () => {
  const byDefault = checksOf('default')
  expect(byDefault.every(({ profile }) => profile === 'default')).toBe(true)
  for (const name of ['sigmahq', 'escu'] as const) {
    const own = checksOf(name).filter(({ profile }) => profile === name)
    expect(own.length).toBeGreaterThan(0)
    expect(checksOf(name)).toHaveLength(byDefault.length + own.length)
  }
  expect(new Set(profiles.flatMap((name) => checksOf(name))).size).toBe(all.length)
})

const selection = (...lines: readonly string[]): string =>
  textOf({
    text: `detection:\n    selection:\n${lines.map((line) => `        ${line}\n`).join('')}    condition: selection\n`,
  })

const messagesIn = async (text: string): Promise<readonly string[]> =>
  (await findIn(text)).map(({ message }) => message)

const codesOf = async (text: string): Promise<readonly string[]> =>
  (await findIn(text)).map(({ code }) => code)

test.each([
  // Escaped stars are no wildcards.
  [String.raw`CommandLine|contains: 'a\*\*b'`, ['lint/escaped-wildcard']],
  // Regexes have stars of their own.
  ["CommandLine|re: 'a**?|b'", ['sigma/bad-regex']],
  ["CommandLine|re: '[ab]*.*[cd]'", []],
  [String.raw`CommandLine|re: '\s+\++[^\]]+\S+'`, []],
  ["CommandLine|re: 'a[b+]++c'", ['lint/regex-construct']],
  [String.raw`CommandLine|re: '[^\}]+\s+\*+x'`, []],
  [String.raw`CommandLine|re: '(a|b)\1'`, ['lint/regex-construct']],
  [String.raw`CommandLine|re: 'a\.exe|[.]dll|x.+exe'`, []],
  // Stars alone are one finding, not three.
  ["CommandLine|contains: '*'", ['lint/matches-any-value']],
  ["CommandLine|startswith: ''", ['lint/matches-any-value']],
  ["CommandLine: ''", []],
  ['CommandLine: null', []],
  ["CommandLine|cased|contains: ['aB', 'ab']", []],
  ["CommandLine|contains: ['ab', 'AB', 'aBc']", ['lint/duplicate-value', 'lint/covered-value']],
  ["CommandLine|contains|all: ['ab', 'abc']", []],
  ["CommandLine|startswith: ['ab', 'cab']", []],
  ["CommandLine|contains|windash: [' -a', ' -ab']", []],
  ["SourceIp|cidr: ['10.0.0.0/8', '::1/128']", ['lint/unknown-field']],
  ["CommandLine|contains: '\u{1F468}\u200D\u{1F4BB}'", []],
  ['CommandLine|contains: "a\\u200Bb"', []],
  ["process.name: 'x'", ['lint/field-of-other-vocabulary']],
  ["new_process: 'x'", ['lint/unknown-field']],
])('%s', async (line, expected) => {
  expect(await codesOf(selection(line))).toEqual(expected)
})

test('messages say what to write instead', async () => {
  expect(await messagesIn(selection("ComandLine|contains: 'ab'"))).toEqual([
    "The events of windows/process_creation have no field 'ComandLine' that we know. Did you mean 'CommandLine'?",
  ])
  const tags = textOf({
    text: 'tags:\n    - attack.defense-evasion\n    - attack.t1562.001\n    - attack.t1100\n    - attack.t0000\n',
  })
  expect(await messagesIn(tags)).toEqual([
    "Version 19 of ATT&CK has no tactic 'defense-evasion': it became stealth or defense-impairment.",
    'Version 19 of ATT&CK moved T1562.001: it is T1685 now.',
    'ATT&CK revoked T1100: it is T1505.003 now.',
    "ATT&CK has no technique 'T0000'.",
  ])
})

test('techniques of a later version than ours are accepted', async () => {
  const tags = 'tags:\n    - attack.impact\n    - attack.t1999.001\n    - attack.g0016\n'
  expect(await codesOf(textOf({ text: tags }))).toEqual([])
})

test('a rule that cannot be read is still checked for what can be', async () => {
  const text = textOf({
    text: 'detection:\n    selection:\n        A|b: 1\n    condition: selection\n',
  })
  expect(await codesOf(text.replace('status: test\n', ''))).toEqual([
    'lint/missing-status',
    'sigma/unknown-modifier',
  ])
})

const ruleOf = (category: string, item: string): string =>
  textOf({
    text: [
      `logsource:\n    category: ${category}\n    product: windows\n`,
      `detection:\n    selection:\n        ${item}\n    condition: selection\n`,
    ].join(''),
  })

test('an event id may tell the categories of a rule apart', async () => {
  const found = 'lint/event-id-of-category'
  expect(await codesOf(ruleOf('process_creation', 'EventID: 1'))).toContain(found)
  expect(await codesOf(ruleOf('[process_creation, file_event]', 'EventID: 1'))).not.toContain(found)
  expect(await codesOf(ruleOf('[process_creation, file_event]', 'EventID: 11'))).not.toContain(
    found,
  )
})

test('the fields of any of the log sources are known, and each log source is looked at', async () => {
  const both = '[process_creation, file_event]'
  expect(await codesOf(ruleOf(both, 'CommandLine|contains: appcmd'))).toEqual([
    'sigma/logsource-list',
  ])
  expect(await codesOf(ruleOf(both, 'TargetFilename|contains: appcmd'))).toEqual([
    'sigma/logsource-list',
  ])
  expect(await codesOf(ruleOf(both, 'TargetFilenam|contains: appcmd'))).toContain(
    'lint/unknown-field',
  )
  expect(await codesOf(ruleOf(both, 'targetfilename|contains: appcmd'))).toContain(
    'lint/field-case',
  )
  expect(
    await codesOf(ruleOf('[process_creation, file_evnt]', 'CommandLine|contains: appcmd')),
  ).toContain('lint/unknown-log-source')
})

test('a misspelt category is one finding, however many log sources it makes', async () => {
  const text =
    'logsource:\n    category: proces_creation\n    product:\n        - windows\n        - linux\n'
  const found = await findIn(textOf({ text }))
  const unknown = found.filter(({ code }) => code === 'lint/unknown-log-source')
  expect(unknown.map(({ message }) => message)).toEqual([
    "Nobody else's rules have the log source windows/proces_creation. Did you mean 'process_creation'?",
  ])
})

test('keywords are fine where some products write lines of text', async () => {
  const keywords = 'detection:\n    keywords:\n        - appcmd\n    condition: keywords\n'
  const found = async (category: string): Promise<readonly string[]> =>
    codesOf(textOf({ text: `logsource:\n    category: ${category}\n${keywords}` }))
  expect(await found('webserver')).toEqual([])
  expect(await found('process_creation')).toEqual(['lint/keyword-in-structured-log'])
})

test('hostile rules take no long time', async () => {
  const stars = `${'a*'.repeat(3_000)}b`
  const start = processorTime()
  await findIn(selection(`CommandLine|contains: '${stars}'`))
  await findIn(selection(`CommandLine|re: '${'a.'.repeat(20_000)}'`))
  await findIn(selection(`CommandLine|re: '${'\\ww'.repeat(20_000)}'`))
  await findIn(
    textOf({
      text: `detection:\n    ${'s'.repeat(300)}:\n        Image: a\n    condition: 1 of ${'s*'.repeat(150)}x*\n`,
    }),
  )
  await findIn(
    selection('CommandLine|contains:', ...Array.from({ length: 5_000 }, (_, i) => `    - v${i}x`)),
  )
  await findIn(textOf({ text: `references:\n    - https://github.com/${'a/'.repeat(20_000)}\n` }))
  expect(processorTime() - start).toBeLessThan(5_000)
})

const contentOf = (...lines: readonly string[]): Promise<readonly string[]> =>
  findIn(
    textOf({ content: lines.map((line) => `${line}\n`).join('') }),
    'windows_iis_components_add_new_module.yml',
    'escu',
  ).then((found) => found.map(({ code }) => code))

test.each([
  [["date: '2024/5/17'"], ['lint/content-date']],
  [["date: '2024-13-01'"], ['lint/impossible-date']],
  [['tags: {mitre_attack_id: [T1059.1]}'], ['lint/attack-unknown']],
  [['tags: {mitre_attack_id: [T1505, T1505.004], risk_score: 5}'], []],
  [['tags: {mitre_attack_id: [T1505.004], CVE: [CVE-2024-1]}'], ['lint/content-misspelt-key']],
  [['type: hunting'], ['lint/content-unknown-value']],
  [['x_owner: blue'], []],
  [['rba: {message: m}', 'data_source:'], ['lint/content-missing-key']],
])('Splunk content with %j', async (lines, expected) => {
  const found = await contentOf(...lines)
  const missing = 'lint/content-missing-key'
  const isWhole = !lines.some((line) => line.startsWith('tags'))
  expect(found.filter((code) => isWhole || code !== missing)).toEqual(expected)
})

test('the third generation says all of it at the top', async () => {
  const text = `name: Windows IIS Components Add New Module
id: 38fe731c-1f13-43d4-b878-a5bbe44807e3
version: 4
creation_date: '2024-05-17'
modification_date: '2024-04-01'
author: A
status: production
type: TTP
description: d
data_source: [Sysmon EventID 1]
search: 'index=windows user=system | \`windows_iis_components_add_new_module_filter\`'
how_to_implement: x
known_false_positives: y
references: [https://example.com]
mitre_attack_id: [T1100]
analytic_story: [a]
asset_type: Endpoint
product: [Splunk Enterprise]
`
  const found = await findIn(text, 'windows_iis_components_add_new_module.yml', 'escu')
  expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "lint/content-missing-key The detection has no 'security_domain'.",
    'lint/modified-before-date The rule was modified on 2024-04-01, before it was made on 2024-05-17.',
    'lint/attack-revoked ATT&CK revoked T1100: it is T1505.003 now.',
  ])
})

test('ids and titles of Splunk content are compared with each other', async () => {
  const text = textOf({ content: '' })
  const found = await findIn(`${text}---\n${text}`, 'a.yml', 'default')
  expect(found.map(({ code }) => code)).toEqual(['lint/duplicate-title', 'lint/duplicate-id'])
})

test('every log source of a product that we can map is one that others use', () => {
  const known = new Set(knownLogSources.map(describeLogSource))
  const rows = logSourceRows.filter(({ product }) => product !== undefined)
  expect(rows.map(describeLogSource).filter((name) => !known.has(name))).toEqual([])
})
