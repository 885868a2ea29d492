/** Maps of which every state stays as it is: to change one makes another, and costs no more than what changes. */

/** A value from one version of a history on. */
interface Entry<V> {
  readonly version: number
  readonly value: V
}

/** What the states of one map share, the latest of which may be added to. */
interface History<V> {
  latest: number
  readonly entries: Map<string, Entry<V>[]>
}

/** A state of a map. Keys stand in the order in which they came. */
export class PersistentMap<V> implements Iterable<readonly [string, V]> {
  readonly #history: History<V>
  readonly #version: number

  private constructor(history: History<V>, changes: Iterable<readonly [string, V]>) {
    this.#history = history
    this.#version = ++history.latest
    for (const [key, value] of changes) {
      const known = history.entries.get(key)
      const entry = { version: this.#version, value }
      if (known === undefined) history.entries.set(key, [entry])
      else known.push(entry)
    }
  }

  /** Of a key that comes twice, the last value. */
  static of<V>(entries: Iterable<readonly [string, V]> = []): PersistentMap<V> {
    return new PersistentMap({ latest: 0, entries: new Map() }, entries)
  }

  /** The state with these values besides, or in the place of those that it has. */
  with(entries: Iterable<readonly [string, V]>): PersistentMap<V> {
    const { entries: known, latest } = this.#history
    // Whoever starts from nothing shares nothing.
    return known.size > 0 && this.#version === latest
      ? new PersistentMap(this.#history, entries)
      : PersistentMap.of([...this, ...entries])
  }

  get(key: string): V | undefined {
    return this.#valueIn(this.#history.entries.get(key) ?? [])
  }

  *[Symbol.iterator](): Iterator<readonly [string, V]> {
    for (const [key, entries] of this.#history.entries) {
      const value = this.#valueIn(entries)
      if (value !== undefined) yield [key, value]
    }
  }

  /** The value of the last entry that this state knows of. */
  #valueIn(entries: readonly Entry<V>[]): V | undefined {
    let [low, high] = [0, entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (entries[middle]!.version <= this.#version) low = middle + 1
      else high = middle
    }
    return entries[low - 1]?.value
  }
}
