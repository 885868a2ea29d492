/** Our table of ATT&CK says what its source says. */
import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { techniqueOf, withSuccessors } from '../../src/attack/techniques.js'
import { tactics } from '../../src/attack/table.js'
import { sharedFolder, testOrSkip } from '../project.js'

interface Source {
  readonly tactics: Readonly<Record<string, unknown>>
  readonly techniques: Readonly<
    Record<
      string,
      {
        readonly tactics: readonly string[]
        readonly deprecated?: boolean
        readonly revokedBy?: string
      }
    >
  >
  readonly v19: {
    readonly tactics: Readonly<Record<string, unknown>>
    readonly techniques: Readonly<Record<string, { readonly revokedBy: string }>>
  }
}

test('techniques by what became of them', () => {
  expect(techniqueOf('T1505.004')).toEqual({ state: 'used', tactics: ['persistence'] })
  expect(techniqueOf('T1064')).toEqual({ state: 'deprecated' })
  expect(techniqueOf('T1100')).toEqual({ state: 'revoked', successor: 'T1505.003' })
  expect(techniqueOf('T1562.001')).toEqual({ state: 'moved', successor: 'T1685' })
  expect(techniqueOf('T1685')).toEqual({ state: 'newer' })
  expect(techniqueOf('T9999')).toEqual({ state: 'newer' })
  expect(techniqueOf('T1505.999')).toBeUndefined()
  expect(techniqueOf('T0001')).toBeUndefined()
})

test('a retired tactic stands for its successors too', () => {
  expect(withSuccessors(['impact', 'defense-evasion'])).toEqual([
    'impact',
    'defense-evasion',
    'stealth',
    'defense-impairment',
  ])
})

testOrSkip('the table agrees with its source', sharedFolder('schemas', 'attack.json'), (file) => {
  const source: Source = JSON.parse(readFileSync(file, 'utf8'))
  for (const [id, { tactics: of, deprecated, revokedBy }] of Object.entries(source.techniques)) {
    const moved = source.v19.techniques[id]?.revokedBy
    const state =
      moved !== undefined
        ? { state: 'moved', successor: moved }
        : revokedBy !== undefined
          ? { state: 'revoked', successor: revokedBy }
          : deprecated === true
            ? { state: 'deprecated' }
            : { state: 'used', tactics: of.toSorted() }
    expect([id, techniqueOf(id)]).toEqual([id, state])
  }
  const known = [...Object.keys(source.tactics), ...Object.keys(source.v19.tactics)]
  expect(tactics.toSorted()).toEqual(known.toSorted())
})
