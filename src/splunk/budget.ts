/** How much may be computed in one search: fields may be used twice by fields that are used twice, and so on. */
import type { Condition } from '../ast/nodes.js'
import type { Computed, LazyValue, Opaque } from './lineage.js'

/** The detections that Splunk publishes take fewer than a thousand. */
const allParts = 20_000

/** Those nest less than 20 deep: expressions, and fields made of fields. */
const maxDepth = 200

/** What stands for what is too much to compute. */
export const tooMuch: Opaque = { kind: 'opaque', what: 'which is too much to compute' }

/** A number of parts of values that may be made, and how many of them may be open at once. */
export class Budget {
  #left: number
  #depth = 0

  constructor(parts = allParts) {
    this.#left = parts
  }

  /** The value that `make` makes, for as many parts as that has. */
  compute(make: () => Computed): Computed {
    if (this.#left <= 0) return tooMuch
    const value = this.deeper(make) ?? tooMuch
    return this.spend(sizeOf(value)) ? value : tooMuch
  }

  /** Whether there are so many parts left; they are taken. */
  spend(parts: number): boolean {
    this.#left -= parts
    return this.#left >= 0
  }

  /** What `make` makes one level deeper; undefined where that is too deep. */
  deeper<T>(make: () => T): T | undefined {
    if (this.#depth >= maxDepth) return undefined
    this.#depth++
    try {
      return make()
    } finally {
      this.#depth--
    }
  }
}

/** A value that is computed when it is asked for, as far as the search has something left to spend. */
export const lazily = (budget: Budget, compute: LazyValue['compute']): LazyValue => ({
  kind: 'lazy',
  compute: (asker) => budget.compute(() => compute(asker)),
})

/** How many parts a value has: cases and what their conditions are made of, each as often as it stands there. */
export function sizeOf(value: Computed): number {
  if (value.kind === 'found') return sizeOfCondition(value.when)
  if (value.kind !== 'cases') return 1
  return value.cases.reduce((sum, each) => sum + sizeOfCondition(each.when) + sizeOf(each.value), 1)
}

/** A condition that stands in many places is walked once. */
const sizes = new WeakMap<Condition, number>()

function sizeOfCondition(condition: Condition): number {
  const parts =
    condition.kind === 'and' || condition.kind === 'or'
      ? condition.operands
      : condition.kind === 'not'
        ? [condition.operand]
        : []
  if (parts.length === 0) return 1
  const known = sizes.get(condition)
  if (known !== undefined) return known
  const size = parts.reduce((sum, part) => sum + sizeOfCondition(part), 1)
  sizes.set(condition, size)
  return size
}
