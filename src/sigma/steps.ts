/** What modifiers do: the functions that the rows of the table are made of. */
import { field } from '../ast/build.js'
import type { Compare, DatePart, Regex, SameAs } from '../ast/nodes.js'
import { pattern, type Pattern } from '../ast/pattern.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { parseRegex } from '../regex/parse.js'
import { regexOf } from '../regex/read.js'
import { placeInRegex } from '../regex/place.js'
import { describe, type YamlScalar } from '../source/yaml.js'
import { parseCidr } from './cidr.js'
import {
  made,
  needs,
  onLiteral,
  onScalar,
  onText,
  textDraft,
  type Draft,
  type Made,
  type Place,
} from './drafts.js'
import { encode, type Encoding } from './encodings.js'
import { decimalText } from './values.js'
import { dashVariants, maxVariants } from './windash.js'

/** Puts a wildcard, or its like, on one side of the value or both. */
export const affix =
  (
    relation: SameAs['relation'],
    ofPattern: (inner: Pattern) => Pattern,
    ofRegex: (source: string) => string,
  ) =>
  (draft: Draft, place: Place): Made => {
    if (draft.kind === 'regex') {
      return made({ ...draft, regex: withSource(draft.regex, ofRegex(draft.regex.source)) })
    }
    if (draft.kind === 'reference') {
      return made({ ...draft, reference: { ...draft.reference, relation } })
    }
    const text = textDraft(draft)
    return text === undefined
      ? needs('text', describe(place.scalar), place)
      : made({ ...text, pattern: ofPattern(text.pattern) })
  }

/** The regex with something around its text. */
const withSource = (regex: Regex, source: string): Regex => ({
  ...regex,
  source,
  ...(regex.at === undefined ? {} : { at: regex.at - source.indexOf(regex.source) }),
})

/** Sets a flag of a regex. */
export const flag =
  (name: 'ignoreCase' | 'multiline' | 'dotAll') =>
  (draft: Draft): Made =>
    made(draft.kind === 'regex' ? { ...draft, regex: { ...draft.regex, [name]: true } } : draft)

/** Replaces a text by what encodes its bytes. */
export const encoded = (texts: (bytes: Buffer) => readonly string[], minimum: number) =>
  onLiteral((text, draft, place) => {
    const bytes = encode(text, draft.encoding)
    return bytes.length < minimum
      ? needs(`at least ${minimum} bytes`, `text of ${bytes.length}`, place)
      : made(
          ...texts(bytes).map((value): Draft => ({
            ...draft,
            pattern: pattern(value),
            encoding: 'utf8',
          })),
        )
  })

/** Says which bytes the characters stand for. */
export const inEncoding = (encoding: Encoding) => onText((draft) => made({ ...draft, encoding }))

/** A comparison of a number, or of the part of a date. */
export const compare = (operator: Compare['operator']) => (draft: Draft, place: Place) =>
  draft.kind === 'datePart'
    ? made({ kind: 'test', test: { ...draft, kind: 'datePart', operator } })
    : onScalar('number', 'a number', (text) =>
        made({ kind: 'test', test: { kind: 'compare', operator, value: decimalText(text) } }),
      )(draft, place)

/** A number that a part of the date is compared with. */
export const partOf = (part: DatePart['part']) =>
  onScalar('number', 'a whole number', (text, place) =>
    /^\d+$/.test(decimalText(text))
      ? made({ kind: 'datePart', part, value: Number(decimalText(text)) })
      : needs('a whole number', text, place),
  )

/** A placeholder has to be the whole value: a test that waits for its value has no text around it. */
export function expand(draft: Draft, place: Place): Made {
  const { text } = place.scalar
  const name = /^%([^%]+)%$/.exec(text)?.[1]
  if (name !== undefined) return made({ kind: 'test', test: { kind: 'placeholder', name } })
  return /(?<!\\)%[^%]+%/.test(text)
    ? needs(
        'nothing but a placeholder, such as %servers%',
        'a placeholder with text around it',
        place,
      )
    : onText((plain) =>
        made({
          ...plain,
          pattern: pattern(
            ...plain.pattern.map((part) =>
              typeof part === 'string' ? part.replaceAll(String.raw`\%`, '%') : part,
            ),
          ),
        }),
      )(draft, place)
}

/** Takes the value for a regular expression, as it is written. */
export const readRegex = (_draft: Draft, place: Place): Made => {
  const { type, text, span } = place.scalar
  if (type === 'null') return needs('a regular expression', describe(place.scalar), place)
  const regex = regexOf(text, startOf(place.scalar))
  const parsed = parseRegex(regex)
  if (parsed.ok) return made({ kind: 'regex', regex })
  const { reason, offset } = parsed
  const found = placeInRegex(regex, { start: offset, end: offset + 1 })
  return { problem: diagnostic('sigma/bad-regex', { reason }, { span: found ?? span }) }
}

/** Where in the file a scalar's text starts, if it stands there letter by letter: escapes and folds are longer. */
function startOf({ text, span, quote }: YamlScalar): number | undefined {
  const quotes = quote === undefined ? 0 : 1
  return span.end - span.start === text.length + 2 * quotes ? span.start + quotes : undefined
}

/** Takes the value for a network. */
export const readNetwork = onScalar(
  'string',
  'a network such as 10.0.0.0/8',
  (text, { scalar: { span } }) => {
    const cidr = parseCidr(text)
    return 'reason' in cidr
      ? { problem: diagnostic('sigma/bad-cidr', { value: text, ...cidr }, { span }) }
      : made({ kind: 'test', test: cidr })
  },
)

/** Takes the value for the name of another field. */
export const readFieldName = onLiteral((name, _draft, place) =>
  name === ''
    ? needs('the name of a field', 'an empty text', place)
    : made({
        kind: 'reference',
        reference: {
          kind: 'sameAs',
          field: field(name, { span: place.scalar.span }),
          relation: 'equals',
          cased: false,
        },
      }),
)

/** Replaces the dashes of flags by each kind of dash. */
export const withEveryDash = onText((draft, { scalar: { span } }) => {
  const variants = dashVariants(draft.pattern)
  return typeof variants === 'number'
    ? {
        problem: diagnostic(
          'sigma/too-many-variants',
          { count: variants, limit: maxVariants },
          { span },
        ),
      }
    : made(...variants.map((variant): Draft => ({ ...draft, pattern: variant })))
})

/** Makes a text or a comparison of fields mind case. */
export const caseSensitive = (draft: Draft, place: Place): Made =>
  draft.kind === 'reference'
    ? made({ ...draft, reference: { ...draft.reference, cased: true } })
    : onText((text) => made({ ...text, cased: true }))(draft, place)
