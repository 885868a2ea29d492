/** Items of a selection: a field or keywords, modifiers, and one value or several. */
import { and, not, or } from '../ast/build.js'
import type { Condition, Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceText } from '../source/text.js'
import { describe, type YamlEntry, type YamlNode, type YamlScalar } from '../source/yaml.js'
import { noModifiers } from './chain.js'
import { finish, type Draft, type Place } from './drafts.js'
import { readKey, type ItemKey } from './keys.js'

/** Takes a problem in; reading goes on, so that all of a file's problems come at once. */
export type Report = (problem: Diagnostic) => void

/** The condition of one entry of a selection's map; undefined where it has an error, after reporting it. */
export function readItem(
  { key, value }: YamlEntry,
  source: SourceText,
  report: Report,
): Condition | undefined {
  const itemKey = readKey(key, source, report)
  const scalars = readScalars(value, report)
  if (itemKey === undefined || scalars === undefined) return undefined
  const { all, negated } = itemKey.chain
  const span = { start: key.span.start, end: value.span.end }
  const linked: Condition[] = []
  let isRead = true
  for (const scalar of scalars) {
    const place = scalars.length === 1 ? span : scalar.span
    const alternatives = readValue(scalar, itemKey, place, report)
    if (alternatives === undefined) isRead = false
    else if (all) linked.push(or(alternatives, place))
    else linked.push(...alternatives)
  }
  if (!isRead) return undefined
  const whole = all ? and(linked, span) : or(linked, span)
  return negated ? not(whole, span) : whole
}

const noKey: ItemKey = { field: undefined, chain: noModifiers }

/** One keyword, as it stands in a list of them. */
export const readKeyword = (scalar: YamlScalar, report: Report): Condition | undefined =>
  readValue(scalar, noKey, scalar.span, report)?.[0]

function readScalars(node: YamlNode, report: Report): readonly YamlScalar[] | undefined {
  if (node.kind === 'scalar') return [node]
  const values = node.kind === 'list' ? node.items : [node]
  if (values.length === 0) {
    report(diagnostic('sigma/value-type', { actual: 'an empty list' }, { span: node.span }))
    return undefined
  }
  const scalars: YamlScalar[] = []
  for (const value of values) {
    if (value.kind === 'scalar') scalars.push(value)
    else report(diagnostic('sigma/value-type', { actual: describe(value) }, { span: value.span }))
  }
  return scalars.length === values.length ? scalars : undefined
}

/** The alternatives of one value: a modifier may make several of it. */
function readValue(
  scalar: YamlScalar,
  key: ItemKey,
  span: Span,
  report: Report,
): readonly Condition[] | undefined {
  let drafts: readonly Draft[] = [{ kind: 'value', scalar }]
  let place: Place = { modifier: '', scalar }
  for (const { name, modifier } of key.chain.steps) {
    place = { modifier: name, scalar }
    const next: Draft[] = []
    for (const draft of drafts) {
      const result = modifier.apply(draft, place)
      if ('problem' in result) {
        report(result.problem)
        return undefined
      }
      next.push(...result.drafts)
    }
    drafts = next
  }
  const conditions: Condition[] = []
  for (const draft of drafts) {
    const condition = conditionOf(draft, key, place, span)
    if ('problem' in condition) {
      report(condition.problem)
      return undefined
    }
    conditions.push(condition)
  }
  return conditions
}

function conditionOf(
  draft: Draft,
  { field }: ItemKey,
  place: Place,
  span: Span,
): Condition | { readonly problem: Diagnostic } {
  const test = finish(draft, place)
  if ('problem' in test) return test
  if (field !== undefined) {
    const predicate: Condition = { kind: 'predicate', field, test, span }
    return draft.kind === 'test' && draft.negated === true ? not(predicate, span) : predicate
  }
  return test.kind === 'matches' || test.kind === 'regex'
    ? { kind: 'keyword', test, span }
    : { problem: notAKeyword(place.scalar) }
}

const notAKeyword = (scalar: YamlScalar): Diagnostic =>
  diagnostic(
    'sigma/wrong-type',
    { what: 'A keyword', expected: 'text, a number or a regex', actual: describe(scalar) },
    { span: scalar.span },
  )
