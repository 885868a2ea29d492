/** Splits a condition into what the first stage of a query says and what a later stage has to. */
import { always, simplify } from '../ast/build.js'
import type { Condition, Keyword, Predicate } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import type { Capabilities } from './capabilities.js'
import { express, isExact } from './express.js'
import type { Replacement } from './rewrites/approximation.js'
import { placeOf, type Unsayable } from './rewrites/refusal.js'
import { splitIntoStages } from './rewrites/split.js'

/** A condition in two stages: their conjunction is the condition, as far as the notes do not say otherwise. */
export interface Legal {
  readonly filter: Condition
  /** `always` where the first stage says it all. */
  readonly post: Condition
}

/** What the legaliser has to know of a target. */
export interface Stages {
  /** For messages. */
  readonly title: string
  readonly language: Capabilities
  readonly post?: Capabilities | undefined
  readonly hint?: string | undefined
}

/**
 * The condition in a target's terms: each conjunct in the first stage where that can say it exactly; else exactly in
 * the later stage, with what it implies in the first; else nearly, with notes; else the diagnostic fidelity/unsupported.
 */
export function legalise(condition: Condition, target: Stages): Result<Legal | undefined> {
  const whole = express(condition, target.language)
  const { filter, post, taken } =
    isExact(whole) || target.post === undefined
      ? { filter: whole.condition, post: always, taken: [whole] }
      : splitIntoStages(condition, target.language, target.post)
  const refusals = withoutRepetition(taken.flatMap(({ unsayable }) => unsayable))
  const diagnostics = [
    ...refusals.map(({ leaf, what, span = placeOf(leaf) }) =>
      diagnostic(
        'fidelity/unsupported',
        { target: target.title, what, hint: target.hint === undefined ? '' : ` ${target.hint}` },
        { span },
      ),
    ),
    ...notes(
      taken.flatMap(({ replacements }) => replacements),
      target.title,
    ),
  ]
  if (refusals.length > 0) return { value: undefined, diagnostics }
  return { value: { filter: simplify(filter), post: simplify(post) }, diagnostics }
}

/** One value may have become several leaves. */
const withoutRepetition = (refusals: readonly Unsayable[]): readonly Unsayable[] => {
  const first = new Map<string, Unsayable>()
  for (const refusal of refusals) {
    const span = refusal.span ?? placeOf(refusal.leaf)
    const key = `${span?.start} ${span?.end} ${refusal.what}`
    if (!first.has(key)) first.set(key, refusal)
  }
  return [...first.values()]
}

/** One note for each replacement; those of a `once` limit with the same effect share one. */
function notes(replacements: readonly Replacement[], title: string): readonly Diagnostic[] {
  const shared = new Map<string, Replacement[]>()
  for (const replacement of replacements) {
    const { limit, leaf, effect } = replacement
    const key = limit.once
      ? `${limit.code} ${effect}`
      : `${limit.code} ${effect} ${placeOf(leaf)?.start}`
    const group = shared.get(key)
    if (group === undefined) shared.set(key, [replacement])
    else group.push(replacement)
  }
  return [...shared.values()].map((group) => {
    const [{ limit, leaf, effect }] = group as [Replacement]
    const fields = new Set(group.map((replacement) => fieldOf(replacement.leaf)))
    return diagnostic(
      limit.code,
      { target: title, field: fieldOf(leaf), fields: [...fields].join(', ') },
      { span: placeOf(leaf), effect },
    )
  })
}

const fieldOf = (leaf: Predicate | Keyword): string =>
  leaf.kind === 'keyword' ? 'every field' : leaf.field.name
