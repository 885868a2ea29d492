/** Items of a selection: a field or keywords, modifiers, and one value or several. */
import { and, or, not } from '../ast/build.js'
import type { Condition, Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import { describe, type YamlEntry, type YamlNode, type YamlScalar } from '../source/yaml.js'
import { finish, type Draft, type Finished, type Place } from './drafts.js'
import { readKey, type ItemKey, type Step } from './keys.js'

/** Takes a problem in; reading goes on, so that all of a file's problems come at once. */
export type Report = (problem: Diagnostic) => void

/** The condition of one entry of a selection's map; undefined where it has an error, after reporting it. */
export function readItem(
  entry: YamlEntry,
  source: SourceText,
  report: Report,
): Condition | undefined {
  const key = readKey(entry.key, source, report)
  const values = readValues(entry.value, report)
  if (key === undefined || values === undefined) return undefined
  const span = { start: entry.key.span.start, end: entry.value.span.end }
  const single = values.length === 1
  const alternatives = values.map((value) =>
    readValue(value, key, single ? span : value.span, report),
  )
  if (!alternatives.every((conditions) => conditions !== undefined)) return undefined
  const linked = key.all
    ? and(
        alternatives.map((conditions) => or(conditions, span)),
        span,
      )
    : or(alternatives.flat(), span)
  return key.negated ? not(linked, span) : linked
}

/** One keyword, as it stands in a list of them. */
export const readKeyword = (scalar: YamlScalar, report: Report): Condition | undefined =>
  readValue(scalar, { steps: [], all: false, negated: false }, scalar.span, report)?.[0]

function readValues(node: YamlNode, report: Report): readonly YamlScalar[] | undefined {
  const values = node.kind === 'list' ? node.items : [node]
  const wrong = values.filter((value) => value.kind !== 'scalar')
  for (const value of wrong) {
    report(diagnostic('sigma/value-type', { actual: describe(value) }, { span: value.span }))
  }
  if (values.length === 0) {
    report(diagnostic('sigma/value-type', { actual: 'an empty list' }, { span: node.span }))
    return undefined
  }
  return wrong.length === 0 ? values.filter((value) => value.kind === 'scalar') : undefined
}

/** The alternatives of one value: a modifier may make several of it. */
function readValue(
  scalar: YamlScalar,
  key: ItemKey,
  span: Span,
  report: Report,
): readonly Condition[] | undefined {
  const finished = modify(scalar, key.steps)
  if ('problem' in finished) {
    report(finished.problem)
    return undefined
  }
  const conditions: Condition[] = []
  for (const { test, negated } of finished.tests) {
    const placed = { ...test, span: scalar.span }
    if (key.field !== undefined) {
      const predicate: Condition = {
        kind: 'predicate',
        field: { kind: 'field', ...key.field },
        test: placed,
        span,
      }
      conditions.push(negated ? not(predicate, span) : predicate)
    } else if (placed.kind === 'matches' || placed.kind === 'regex') {
      conditions.push({ kind: 'keyword', test: placed, span })
    } else {
      report(notAKeyword(scalar))
      return undefined
    }
  }
  return conditions
}

const notAKeyword = (scalar: YamlScalar): Diagnostic =>
  diagnostic(
    'sigma/wrong-type',
    { what: 'A keyword', expected: 'text, a number or a regex', actual: describe(scalar) },
    { span: scalar.span },
  )

type Modified = { readonly tests: readonly Finished[] } | { readonly problem: Diagnostic }

function modify(scalar: YamlScalar, steps: readonly Step[]): Modified {
  let drafts: readonly Draft[] = [{ kind: 'value', scalar }]
  for (const { name, modifier } of steps) {
    const place: Place = { modifier: name, scalar }
    const next: Draft[] = []
    for (const draft of drafts) {
      const result = modifier.apply(draft, place)
      if ('problem' in result) return result
      next.push(...result.drafts)
    }
    drafts = next
  }
  const last: Place = { modifier: steps.at(-1)?.name ?? '', scalar }
  const tests: Finished[] = []
  for (const draft of drafts) {
    const result = finish(draft, last)
    if ('problem' in result) return result
    tests.push(result)
  }
  return { tests }
}
