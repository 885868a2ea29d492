/** Sums and multiples of what is usual of a number: its mean and its standard deviation. */
import type { Computed, UsualValue } from './lineage.js'
import { decimal } from './values.js'

/** Sums and multiples of what is usual of one number, from the left to the right; undefined where it is anything else. */
export function sumOfUsual(
  [first, ...others]: readonly Computed[],
  operators: readonly string[],
): UsualValue | undefined {
  if (![first, ...others].some((each) => each?.kind === 'usual')) return undefined
  let sum = first
  for (const [index, other] of others.entries()) {
    sum = sum && addUsual(sum, operators[index] ?? '', other)
  }
  return sum?.kind === 'usual' ? sum : undefined
}

function addUsual(left: Computed, operator: string, right: Computed): Computed | undefined {
  const [factor, other] = [left, right].map(numberIn)
  if (left.kind === 'usual' && right.kind === 'usual') {
    if (operator !== '+' || !isAlike(left, right)) return undefined
    return {
      ...left,
      means: left.means + right.means,
      deviations: left.deviations + right.deviations,
      plus: left.plus + right.plus,
    }
  }
  const [usual, number] = left.kind === 'usual' ? [left, other] : [right, factor]
  if (usual.kind !== 'usual' || number === undefined) return undefined
  if (operator === '+') return { ...usual, plus: usual.plus + number }
  if (operator === '-' && left.kind === 'usual') return { ...usual, plus: usual.plus - number }
  if (operator !== '*') return undefined
  const { means, deviations, plus } = usual
  return { ...usual, means: means * number, deviations: deviations * number, plus: plus * number }
}

const isAlike = (left: UsualValue, right: UsualValue): boolean =>
  left.stage === right.stage &&
  left.inWindow === right.inWindow &&
  left.measure.group === right.measure.group &&
  JSON.stringify([left.by, left.measure.measure]) ===
    JSON.stringify([right.by, right.measure.measure])

const numberIn = (value: Computed): number | undefined =>
  value.kind === 'text' && decimal.test(value.text) ? Number(value.text) : undefined
