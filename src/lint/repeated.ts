/** What stands twice. */
import type { YamlScalar } from '../source/yaml.js'
import { positionAt } from '../source/text.js'
import type { Document } from './document.js'

/** The values that equal one before them, compared by what `key` makes of them. */
export function* repeated(
  values: readonly YamlScalar[],
  key: (text: string) => string,
): Iterable<YamlScalar> {
  const seen = new Set<string>()
  for (const value of values) {
    const of = key(value.text)
    if (seen.has(of)) yield value
    seen.add(of)
  }
}

/** The rules that equal one before them, with the place of the first; rules without a key equal none. */
export function* repeatedIn<T extends Document>(
  rules: readonly T[],
  key: (rule: T) => string | undefined,
): Iterable<{ readonly rule: T; readonly other: string }> {
  const first = new Map<string, T>()
  for (const rule of rules) {
    const of = key(rule)
    if (of === undefined) continue
    const before = first.get(of)
    if (before === undefined) first.set(of, rule)
    else {
      const { line } = positionAt(before.source, before.span.start)
      yield { rule, other: `${before.source.path}:${line}` }
    }
  }
}
