/** A value on its way through its modifiers, and what becomes of it at their end. */
import type { DatePart, Matches, Regex, SameAs, Test } from '../ast/nodes.js'
import { literalText, pattern, someText, type Pattern } from '../ast/pattern.js'
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { describe, type YamlScalar } from '../source/yaml.js'
import { withNuls, type Encoding } from './encodings.js'
import { parseSigmaString, testOfScalar } from './values.js'

export interface TextDraft {
  readonly kind: 'text'
  readonly pattern: Pattern
  readonly cased: boolean
  /** The bytes that the characters stand for, once asked for. */
  readonly encoding: Encoding
}

export type Draft =
  | { readonly kind: 'value'; readonly scalar: YamlScalar }
  | TextDraft
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'reference'; readonly reference: SameAs }
  | { readonly kind: 'datePart'; readonly part: DatePart['part']; readonly value: number }
  | { readonly kind: 'test'; readonly test: Test; readonly negated?: boolean }

/** Alternatives that a modifier made of a draft, or why it could not. */
export type Made = { readonly drafts: readonly Draft[] } | { readonly problem: Diagnostic }

/** What a modifier may need to know of its place. */
export interface Place {
  /** The modifier as the rule spells it. */
  readonly modifier: string
  /** The value, as written in the rule. */
  readonly scalar: YamlScalar
}

export const made = (...drafts: readonly Draft[]): Made => ({ drafts })

/** A value that the modifier cannot take. */
export const needs = (expected: string, actual: string, { modifier, scalar }: Place): Made => ({
  problem: diagnostic(
    'sigma/modifier-value',
    { modifier, expected, actual },
    { span: scalar.span },
  ),
})

/** The text of a draft: numbers and booleans as they are written, for want of a better reading. */
export function textDraft(draft: Draft): TextDraft | undefined {
  if (draft.kind === 'text') return draft
  if (draft.kind !== 'value' || draft.scalar.type === 'null') return undefined
  const { type, text } = draft.scalar
  return {
    kind: 'text',
    pattern: type === 'string' ? parseSigmaString(text) : pattern(text),
    cased: false,
    encoding: 'utf8',
  }
}

/** A modifier's work on text. */
export const onText =
  (apply: (draft: TextDraft, place: Place) => Made) =>
  (draft: Draft, place: Place): Made => {
    const text = textDraft(draft)
    return text === undefined ? needs('text', describe(place.scalar), place) : apply(text, place)
  }

/** A modifier's work on text that must not have wildcards. */
export const onLiteral = (apply: (text: string, draft: TextDraft, place: Place) => Made) =>
  onText((draft, place) => {
    const text = literalText(draft.pattern)
    return text === undefined
      ? needs('text without wildcards', 'text with a wildcard', place)
      : apply(text, draft, place)
  })

/** A modifier's work on the scalar as it stands in the rule. */
export const onScalar =
  (type: YamlScalar['type'], expected: string, apply: (text: string, place: Place) => Made) =>
  (_draft: Draft, place: Place): Made =>
    place.scalar.type === type
      ? apply(place.scalar.text, place)
      : needs(expected, describe(place.scalar), place)

/** What a draft asks of a field once no modifier is left; of a negated one, what it denies. */
export function finish(draft: Draft, place: Place): Test | { readonly problem: Diagnostic } {
  const { span } = place.scalar
  switch (draft.kind) {
    case 'value':
      return draft.scalar.type === 'null' ? { kind: 'isNull', span } : testOfScalar(draft.scalar)
    case 'text':
      return finishText(draft, place)
    case 'regex':
      return { ...draft.regex, span }
    case 'reference':
      return { ...draft.reference, span }
    case 'datePart':
      return { kind: 'datePart', part: draft.part, operator: 'eq', value: draft.value, span }
    case 'test':
      return { ...draft.test, span }
  }
}

function finishText(
  { pattern: value, cased, encoding }: TextDraft,
  place: Place,
): Matches | { readonly problem: Diagnostic } {
  const { span } = place.scalar
  if (encoding === 'utf8') return { kind: 'matches', pattern: value, cased, span }
  // Outside ASCII the two bytes of a character are no text that an event could show.
  // oxlint-disable-next-line no-control-regex
  if (someText(value, (text) => /[^\u0000-\u007F]/.test(text))) {
    const expected = 'base64 behind it for characters outside ASCII'
    const { modifier } = place
    const actual = 'text with such characters'
    const problem = diagnostic('sigma/modifier-value', { modifier, expected, actual }, { span })
    return { problem }
  }
  return { kind: 'matches', pattern: withNuls(value), cased, span }
}
