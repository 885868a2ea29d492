/** The worked example of docs/adding-a-backend.md: a backend from outside of the package, and what it prints. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile, type Conversion } from 'siemantic'
import sqlite from '../fixtures/sql-backend/index.js'
import { projectRoot } from '../project.js'
import { fencedBlocks } from './markdown.js'

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')

async function convert(text: string): Promise<Conversion> {
  const { rules } = await readRules({ path: 'rule.yml', text }, macroSet())
  const detection = rules[0]?.detection
  if (detection === undefined) throw new Error('the rule cannot be read')
  return transpile(detection, sqlite)
}

test('the page shows the code as it is', () => {
  const [code] = fencedBlocks(read('docs/adding-a-backend.md'), 'ts')
  expect(code).toBe(read('test/fixtures/sql-backend/index.ts'))
})

test('the page shows the query as it is', async () => {
  const [query] = fencedBlocks(read('docs/adding-a-backend.md'), 'sql')
  const { queries } = await convert(read('rules/iis/windows_iis_components_add_new_module.yml'))
  expect(queries.map((text) => `${text}\n`)).toEqual([query])
})

test('the code has less than 150 lines, and knows the package by its public door only', () => {
  const code = read('test/fixtures/sql-backend/index.ts')
  expect(code.trimEnd().split('\n').length).toBeLessThan(150)
  expect([...code.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual(['siemantic'])
})

test('it says a Sigma rule in SQL', async () => {
  const rule = read('rules/iis/proc_creation_win_iis_susp_module_registration.yml')
  const { status, queries } = await convert(rule)
  expect(status).toBe('exact')
  expect(queries).toEqual([
    String.raw`SELECT * FROM sysmon AS e WHERE e."EventID" = '1'
  AND e."ParentImage" LIKE '%\w3wp.exe'
  AND (e."CommandLine" LIKE '%appcmd.exe add module%' OR (e."Image" LIKE '%\powershell.exe' AND e."CommandLine" LIKE '% system.enterpriseservices.internal.publish%') OR (e."CommandLine" LIKE '%gacutil%' AND e."CommandLine" LIKE '% /I%'))`,
  ])
})

test('it says a Splunk detection in SQL, and keeps events without the field that is negated', async () => {
  const { status, queries } = await convert(
    read('rules/iis/windows_iis_components_add_new_module.yml'),
  )
  expect(status).toBe('exact')
  expect(queries).toEqual([
    String.raw`SELECT * FROM sysmon AS e WHERE e."EventID" = '1'
  AND e."Image" LIKE '%\appcmd.exe'
  AND e."CommandLine" LIKE '%image%'
  AND (e."CommandLine" LIKE '%install %' OR e."CommandLine" LIKE '%module %')
  AND (e."ParentImage" LIKE '%\msiexec.exe' OR e."ParentImage" LIKE '%\iissetup.exe') IS NOT TRUE`,
  ])
})

const rule = (selection: string, condition = 'selection'): string => `
title: A rule
logsource: {category: process_creation, product: windows}
detection:
  selection: ${selection}
  condition: ${condition}
`

test.each([
  ["{CommandLine: ['a', 'B']}", `e."CommandLine" COLLATE NOCASE IN ('a', 'B')`],
  ["{CommandLine|contains: '50%_'}", `e."CommandLine" LIKE '%50^%^_%' ESCAPE '^'`],
  ["{CommandLine|cased|contains: '[x]'}", `e."CommandLine" GLOB '*[[]x]*'`],
  [`{CommandLine: "it's"}`, `e."CommandLine" = 'it''s' COLLATE NOCASE`],
  ['{CommandLine: null}', `e."CommandLine" IS NULL`],
  ["{SourceIp|cidr: '10.0.0.0/8'}", `e."SourceIp" LIKE '10.%'`],
])('%s', async (selection, where) => {
  const { queries } = await convert(rule(selection))
  expect(queries).toEqual([`SELECT * FROM sysmon AS e WHERE e."EventID" = '1'\n  AND ${where}`])
})

test('what it cannot say is refused', async () => {
  const { status, diagnostics } = await convert(rule("{CommandLine|re: '[ab]+'}"))
  expect(status).toBe('refused')
  expect(diagnostics.map(({ message }) => message)).toEqual(['SQLite cannot say a regex.'])
})

test('what it cannot say exactly is said with its direction', async () => {
  const selection = "{User|contains: 'Jürgen'}"
  const { status, diagnostics } = await convert(rule(selection))
  expect(status).toBe('narrower')
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'SQLite minds case in User, and the rule does not.',
  ])
  expect((await convert(rule(selection, 'not selection'))).status).toBe('wider')
})
