import { expect, test } from '@jest/globals'
import type { Vocabulary } from '../../src/ast/nodes.js'
import { families } from '../../src/fields/correspondences.js'
import { findLogSourceRow } from '../../src/fields/find.js'
import type { Column, Family } from '../../src/fields/types.js'

const each = Object.entries(families).map(([name, family]) => ({ name: name as Family, family }))

/** The vocabularies that rules are written in: a name there has to mean one thing. */
const readable = ['sigma', 'sysmon', 'security', 'cim', 'windowsEvent'] as const

/** The column of a concept. */
const column = (family: Family, concept: string, vocabulary: Vocabulary): Column | undefined =>
  families[family].rows.find((row) => row.concept === concept)?.columns[vocabulary]

test.each(each)('$name: no concept appears twice', ({ family }) => {
  const concepts = family.rows.map(({ concept }) => concept)
  expect(concepts).toEqual([...new Set(concepts)])
})

test.each(each)('$name: a name that can be read means one concept', ({ family }) => {
  for (const vocabulary of readable) {
    const names = family.rows.flatMap(({ columns: { [vocabulary]: cell } }) =>
      cell === undefined || cell.writeOnly !== undefined
        ? []
        : [`${cell.name} ${cell.part ?? ''}`.trim(), ...(cell.aliases ?? [])],
    )
    expect(names).toEqual([...new Set(names)])
  }
})

test.each(each)('$name: basenames are concepts, and are so in every vocabulary', ({ family }) => {
  for (const { basename, columns } of family.rows) {
    if (basename === undefined) continue
    const row = family.rows.find(({ concept }) => concept === basename)
    expect(Object.keys(row?.columns ?? {})).toEqual(expect.arrayContaining(Object.keys(columns)))
    const parts = Object.entries(row?.columns ?? {}).filter(([, { part }]) => part === 'basename')
    for (const [vocabulary, { name }] of parts) {
      expect(columns[vocabulary as Vocabulary]?.name).toBe(name)
    }
  }
})

test.each(each)('$name: places for other fields have a place for the name', ({ family }) => {
  for (const { template } of Object.values(family.others)) expect(template).toContain('{name}')
})

test.each([
  ['process_creation', 'process.command_line', 'CommandLine', 'process', 'ProcessCommandLine'],
  ['process_creation', 'process.path', 'Image', 'process_path', 'FolderPath'],
  [
    'process_creation',
    'parent.name',
    'ParentImage',
    'parent_process_name',
    'InitiatingProcessFileName',
  ],
  ['file', 'file.path', 'TargetFilename', 'file_path', 'FolderPath'],
  ['registry', 'registry.path', 'TargetObject', 'registry_path', 'RegistryPath'],
] as const)('%s: %s is %s, %s and %s', (family, concept, sigma, cim, xdr) => {
  expect(column(family, concept, 'sigma')?.name).toBe(sigma)
  expect(column(family, concept, 'cim')?.name).toBe(cim)
  expect(column(family, concept, 'xdr')?.name).toBe(xdr)
})

test('the Security log has no working directory, no original name and no parent command line', () => {
  for (const concept of [
    'process.working_directory',
    'process.original_file_name',
    'parent.command_line',
  ]) {
    expect(column('process_creation', concept, 'securityEvent')).toBeUndefined()
    expect(column('process_creation', concept, 'security')).toBeUndefined()
  }
})

test('a script block is text in Elastic, and only its own field in Splunk', () => {
  expect(column('powershell', 'powershell.script_block_text', 'ecs')).toEqual({
    name: 'powershell.file.script_block_text',
    type: 'text',
  })
  expect(column('powershell', 'powershell.script_block_text', 'windowsEvent')?.name).toBe(
    'ScriptBlockText',
  )
})

test('the id of an event is a number in Sentinel and a keyword in Elastic', () => {
  const row = findLogSourceRow({ product: 'windows', service: 'iis-configuration' })!
  expect(column(row.family, 'event.id', 'sentinelEvent')).toEqual({
    name: 'EventID',
    type: 'number',
  })
  expect(column(row.family, 'event.id', 'ecs')).toEqual({ name: 'event.code', type: 'keyword' })
  expect(column(row.family, 'event.id', 'windowsEvent')?.name).toBe('EventCode')
})

test('a difference completes a sentence', () => {
  const texts = each.flatMap(({ family }) =>
    family.rows.flatMap(({ columns }) =>
      Object.values(columns).flatMap(({ difference }) => difference?.text ?? []),
    ),
  )
  expect(texts.filter((text) => !/^(holds|names) .*[^.]$/.test(text))).toEqual([])
})
