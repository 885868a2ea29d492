/** Truth as `where` knows it: true, false or, of what is missing, neither. */
import { and, never, not, or } from '../ast/build.js'
import type { Condition } from '../ast/nodes.js'

/** When an expression is true, and when it is false; null where it is neither. */
export interface Truth {
  readonly yes: Condition
  readonly no: Condition
}

/** Of what is refused. */
export const nothing: Truth = { yes: never, no: never }

export const opposite = ({ yes, no }: Truth): Truth => ({ yes: no, no: yes })

/** Search Reference, "where": AND is false as soon as an operand is, OR true. */
export const allOf = (operands: readonly Truth[]): Truth => {
  const yes = and(operands.map((operand) => operand.yes))
  return operands.every(isDecided)
    ? decided(yes)
    : { yes, no: or(operands.map((operand) => operand.no)) }
}

export const anyOf = (operands: readonly Truth[]): Truth => {
  const yes = or(operands.map((operand) => operand.yes))
  return operands.every(isDecided)
    ? decided(yes)
    : { yes, no: and(operands.map((operand) => operand.no)) }
}

/** Whether it is false wherever it is not true. */
const isDecided = ({ yes, no }: Truth): boolean =>
  (no.kind === 'not' && no.operand === yes) || (yes.kind === 'not' && yes.operand === no)

/** True or false of every event. */
export const decided = (yes: Condition): Truth => ({ yes, no: not(yes) })

/** True where `yes` holds, false where it does not and the value is there. */
export const ofPresent = (yes: Condition, there: Condition): Truth => ({
  yes,
  no: and([there, not(yes)]),
})
