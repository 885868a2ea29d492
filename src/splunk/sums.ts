/** Sums of a count and numbers. Of several counts no condition can tell what they come to. */
import type { Computed, ShiftedValue } from './lineage.js'

/** A count and whole numbers more or less. */
export function moreOf(
  operands: readonly Computed[],
  operators: readonly string[],
): ShiftedValue | undefined {
  const [of, ...others] = operands.filter(({ kind }) => kind !== 'text')
  const isCount = of?.kind === 'length' || of?.kind === 'pieceCount'
  const place = of === undefined ? -1 : operands.indexOf(of)
  if (!isCount || others.length > 0 || operators[place - 1] === '-') return undefined
  const numbers = operands.map((operand, index) => {
    const isNumber = operand.kind === 'text' && operand.isNumber === true
    const text = index === place ? '0' : isNumber ? operand.text : ''
    const sign =
      index === 0 || operators[index - 1] === '+' ? 1 : operators[index - 1] === '-' ? -1 : NaN
    return /^-?\d{1,6}$/.test(text) ? sign * Number(text) : NaN
  })
  const by = numbers.reduce((sum, number) => sum + number, 0)
  return Number.isNaN(by)
    ? undefined
    : { kind: 'shifted', of, by, ...(of.what && { what: of.what }) }
}
