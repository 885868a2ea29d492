/** What a run came to. */
import type { Conversion, ReadRule } from '../../index.js'

const statuses: readonly Conversion['status'][] = [
  'exact',
  'wider',
  'narrower',
  'approximate',
  'refused',
]

/** How faithful the queries of a run are, for each target. */
export class Summary {
  readonly #targets = new Map<string, Map<Conversion['status'], number>>()
  readonly #rules = new Set<ReadRule>()

  add(rule: ReadRule, target: string, status: Conversion['status']): void {
    const counts = this.#targets.get(target) ?? new Map<Conversion['status'], number>()
    this.#targets.set(target, counts.set(status, (counts.get(status) ?? 0) + 1))
    this.#rules.add(rule)
  }

  /** `sentinel-kql: 18 exact, 2 refused.`, a line a target; none of a single rule. */
  lines(): readonly string[] {
    if (this.#rules.size < 2) return []
    return [...this.#targets].map(([target, counts]) => {
      const said = statuses.flatMap((status) => {
        const count = counts.get(status)
        return count === undefined ? [] : [`${count} ${status}`]
      })
      return `${target}: ${said.join(', ')}.`
    })
  }
}
