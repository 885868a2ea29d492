/** `where x=5`: what is a number is compared as one, however it is written. */
import { always, and, never, not, or, predicate, simplify } from '../ast/build.js'
import type { Condition, Matches } from '../ast/nodes.js'
import { pattern } from '../ast/pattern.js'
import { walk } from '../ast/visit.js'
import { isNumberField } from '../fields/splunk-numbers.js'
import type { Computed } from './lineage.js'
import { placed, testValue, type Place } from './test-value.js'
import { decimal } from './values.js'

/**
 * A number as it is mostly written: without a sign, zeros in front, and zeros behind its point. No test of the tree takes
 * equal numbers that are written otherwise: where a value may be, a mark says so.
 */
export function equalsNumber(value: Computed, number: string, place: Place): Condition {
  switch (value.kind) {
    case 'text':
      return decimal.test(value.text) && plainNumber(value.text) === plainNumber(number)
        ? always
        : never
    case 'cases':
      return simplify(
        or(
          value.cases.map((each) => and([each.when, equalsNumber(each.value, number, place)])),
          place.span,
        ),
      )
    case 'filled': {
      const own = equalsNumber(value.of, number, place)
      const filling = equalsNumber({ kind: 'text', text: value.text }, number, place)
      const missing = not(predicate(value.of.field, { kind: 'exists' }, place.span), place.span)
      return filling.kind === 'always' ? or([own, missing], place.span) : own
    }
    case 'event':
    case 'any':
    case 'element':
    case 'part':
    case 'extract':
    case 'inside':
    case 'made':
      return marked(testValue(value, testOf(number, place), place), value, place)
    case 'null':
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'length':
    case 'shifted':
    case 'found':
    case 'measure':
    case 'usual':
    case 'time':
    case 'opaque':
      return testValue(value, testOf(number, place), place)
  }
}

const testOf = (number: string, { span }: Place): Matches => ({
  kind: 'matches',
  pattern: pattern(plainNumber(number)),
  cased: false,
  written: 'number',
  ...placed(span),
})

/** The shortest way to write a decimal number. */
function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = ''] =
    /^([+-]?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text) ?? []
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

function marked(condition: Condition, value: Computed, place: Place): Condition {
  const of = value.kind === 'any' ? value.of : value
  if (of.kind === 'event' && isNumberField(of.field.name)) return condition
  walk(condition, (node) => {
    if (node.kind === 'predicate') place.marks(node, 'number')
  })
  return condition
}
