/** Truth as `where` knows it: true, false or, of what is missing, neither. */
import { and, not, or } from '../ast/build.js'
import type { Condition } from '../ast/nodes.js'

/** When an expression is true, and when it is false; null where it is neither. */
export interface Truth {
  readonly yes: Condition
  readonly no: Condition
}

export const opposite = ({ yes, no }: Truth): Truth => ({ yes: no, no: yes })

/** Search Reference, "where": AND is false as soon as an operand is, OR true. */
export const allOf = (operands: readonly Truth[]): Truth => ({
  yes: and(operands.map(({ yes }) => yes)),
  no: or(operands.map(({ no }) => no)),
})

export const anyOf = (operands: readonly Truth[]): Truth => opposite(allOf(operands.map(opposite)))

/** True or false of every event. */
export const decided = (yes: Condition): Truth => ({ yes, no: not(yes) })

/** True where `yes` holds, false where it does not and the value is there. */
export const ofPresent = (yes: Condition, there: Condition): Truth => ({
  yes,
  no: and([there, not(yes)]),
})
