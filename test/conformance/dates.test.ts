/** Parts of dates in Kusto, against what they mean. */
import { expect, test } from '@jest/globals'
import { kusto } from '../../backends/sentinel/language.js'
import { evaluate } from '../../src/ast/evaluate.js'
import { not } from '../../src/ast/build.js'
import type { Condition, DatePart } from '../../src/ast/nodes.js'
import { printCondition } from '../../src/print/printer.js'
import { evaluateAll } from '../interpreters/kusto/evaluate.js'

const times = [
  '2024-12-30T00:00:00Z',
  '2027-01-01T23:59:59.999Z',
  '2026-11-21T05:15:30+02:00',
  '2020-02-29T12:00:00Z',
  'never',
  undefined,
]
const parts: readonly DatePart['part'][] = ['minute', 'hour', 'day', 'week', 'month', 'year']
const values = { minute: 15, hour: 3, day: 29, week: 53, month: 12, year: 2026 } as const

/** What a column holds of an event: text that is no date makes no datetime. */
const cellOf = (time: string | undefined, type: 'string' | 'datetime'): string | null =>
  type === 'string' ? (time ?? '') : time === 'never' ? null : (time ?? null)

test.each(['string', 'datetime'] as const)('of a column of type %s', (type) => {
  for (const part of parts) {
    for (const operator of ['eq', 'lt', 'gte'] as const) {
      const predicate: Condition = {
        kind: 'predicate',
        field: { kind: 'field', name: 'F', type },
        test: { kind: 'datePart', part, operator, value: values[part] },
      }
      for (const condition of [predicate, not(predicate)]) {
        const query = `T | where ${printCondition(condition, kusto)}`
        const rows = times.map((time, index) => ({ F: cellOf(time, type), Index: index }))
        const found = evaluateAll(query, () => rows, { T: { F: type, Index: 'long' } })
        const expected = rows.filter(({ Index }) => {
          const time = times[Index]
          return evaluate(condition, time === undefined ? {} : { F: time })
        })
        expect([query, found.map((row) => row['Index'])]).toEqual([
          query,
          expected.map((row) => row.Index),
        ])
      }
    }
  }
})
