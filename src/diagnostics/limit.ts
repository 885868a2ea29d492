/** How many findings of one kind about one rule are worth a line each: who wrote a rule to flood a report gets no flood. */
import { diagnostic, type Diagnostic } from './diagnostic.js'

/** So many findings of a code are listed of one rule. */
export const listed = 100

/** Stands in the place of the first finding that is not listed: `input/not-listed`. */
export const notListed = ({ code, span }: Diagnostic): Diagnostic =>
  diagnostic('input/not-listed', { code, limit: listed }, { span })

/**
 * The findings about one rule, of each code no more than are listed. Of every effect of a code some are left, so that the
 * fidelity that follows from them stays what it is.
 */
export function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= listed) return diagnostics
  const counts = new Map<string, number>()
  return diagnostics.flatMap((one) => {
    const kind = `${one.code} ${one.effect}`
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return count <= listed ? [one] : count === listed + 1 ? [notListed(one)] : []
  })
}
