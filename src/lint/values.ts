/** Values of items: which of them are texts with wildcards, and which are something else. */
import type { YamlScalar } from '../source/yaml.js'
import { piecesOfSigmaString } from '../sigma/values.js'
import type { Item } from './rule.js'

/** Modifiers whose values are no Sigma strings. */
const others = new Set(
  (
    're i m s cidr exists lt lte gt gte fieldref expand minute hour day week month year ' +
    'ignorecase multiline dotall'
  ).split(' '),
)

/** Modifiers after which the text of the value is no longer what is looked for. */
const encoders = new Set('base64 base64offset wide utf16 utf16le utf16be'.split(' '))

/** Whether the values of an item are Sigma strings, in which `*` and `?` are wildcards. */
export const holdsTexts = ({ modifiers }: Item): boolean =>
  !modifiers.some((name) => others.has(name))

/** Whether the values of an item are looked for as they are written. */
export const holdsPlainTexts = (item: Item): boolean =>
  holdsTexts(item) && !item.modifiers.some((name) => encoders.has(name))

/** Whether the values of an item are regular expressions. */
export const holdsRegexes = ({ modifiers }: Item): boolean => modifiers.includes('re')

/** Where a modifier puts the value: at both ends, the start, the end, or the whole where there is none. */
export function affixOf({ modifiers }: Item): 'contains' | 'startswith' | 'endswith' | 'equals' {
  const found = modifiers.find(
    (name) => name === 'contains' || name === 'startswith' || name === 'endswith',
  )
  return found ?? 'equals'
}

/** The pieces of a value: wildcards, escapes and runs of text; none of a number or a boolean. */
export const piecesOf = ({ type, text }: YamlScalar): readonly string[] =>
  type === 'string' ? piecesOfSigmaString(text) : []

/** Whether a piece is one of the two wildcards. */
export const isWildcard = (piece: string | undefined): boolean => piece === '*' || piece === '?'

/** Every value of items that pass a check. */
export function* valuesOf(
  items: readonly Item[],
  fits: (item: Item) => boolean,
): Iterable<{ readonly item: Item; readonly value: YamlScalar }> {
  for (const item of items) {
    if (!fits(item)) continue
    for (const value of item.values) yield { item, value }
  }
}
