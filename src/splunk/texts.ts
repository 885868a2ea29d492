/** What functions of text make of a computed value; undefined where it cannot be told. */
import { hasCases } from '../ast/pattern.js'
import type { Computed, EventValue, ExtractValue, MadeValue, PartValue } from './lineage.js'
import { inCase } from './made/fold.js'

/** A text of an event, whole or in part, which a test may be asked of. */
type Text = EventValue | PartValue | ExtractValue | MadeValue

/** The value where it is such a text. */
export function textIn(value: Computed): Text | undefined {
  switch (value.kind) {
    case 'event':
    case 'part':
    case 'extract':
    case 'made':
      return value
    case 'text':
    case 'null':
    case 'filled':
    case 'cases':
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'element':
    case 'inside':
    case 'length':
    case 'shifted':
    case 'found':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
    case 'opaque':
      return undefined
  }
}

export function lengthOf(value: Computed): Computed | undefined {
  if (value.kind === 'text') {
    return { kind: 'text', text: String(Array.from(value.text).length), isNumber: true }
  }
  if (value.kind === 'null') return value
  const of = textIn(value)
  return of && { kind: 'length', of }
}

export function piecesOf(value: Computed, delimiter: string): Computed | undefined {
  if (value.kind === 'event') {
    // A letter that cuts text in one case is a letter of either in the text as it was.
    return value.fold !== undefined && hasCases(delimiter)
      ? undefined
      : { kind: 'pieces', of: value, delimiter }
  }
  // One piece is the text itself.
  if (value.kind === 'text') return value.text.includes(delimiter) ? undefined : value
  return value.kind === 'null' ? value : undefined
}

export function countOf(value: Computed): Computed | undefined {
  const { kind } = value
  if (kind === 'pieces') {
    return { kind: 'pieceCount', of: value.of, delimiter: value.delimiter }
  }
  if (kind === 'text') return { kind: 'text', text: '1', isNumber: true }
  return value.kind === 'null' ? value : undefined
}

/** One of a list, by its place; where that is not known, or in a list of the event, whichever of them. */
export function elementOf(value: Computed, place: string | undefined): Computed | undefined {
  const index = place !== undefined && /^-?\d{1,2}$/.test(place) ? Number(place) : undefined
  switch (value.kind) {
    case 'pieces':
      return index === undefined || value.delimiter.length !== 1
        ? undefined
        : { kind: 'part', of: value.of, delimiter: value.delimiter, index }
    case 'event':
      return { kind: 'element', of: value, first: index === 0 || index === -1 }
    case 'text':
      return index === 0 || index === -1
        ? value
        : index === undefined
          ? undefined
          : { kind: 'null' }
    case 'null':
      return value
    case 'filled':
    case 'cases':
    case 'part':
    case 'number':
    case 'pieceCount':
    case 'element':
    case 'extract':
    case 'inside':
    case 'length':
    case 'shifted':
    case 'made':
    case 'found':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
    case 'opaque':
      return undefined
  }
}

export function foldValue(fold: 'lower' | 'upper', value: Computed): Computed | undefined {
  const change = (text: string): string => inCase(fold, text)
  switch (value.kind) {
    case 'text':
      return { kind: 'text', text: change(value.text) }
    case 'null':
      return value
    case 'event':
      return { ...value, fold }
    case 'filled':
      return { ...value, of: { ...value.of, fold }, text: change(value.text) }
    case 'cases': {
      const cases = value.cases.map((each) => {
        const changed = foldValue(fold, each.value)
        return changed === undefined ? undefined : { when: each.when, value: changed }
      })
      return cases.every((each) => each !== undefined) ? { kind: 'cases', cases } : undefined
    }
    case 'part':
    case 'element':
      return { ...value, of: { ...value.of, fold } }
    case 'extract':
      return { ...value, fold }
    case 'made':
      return { kind: 'made', of: value, step: { kind: 'fold', fold } }
    case 'opaque':
      return value
    case 'number':
    case 'pieces':
    case 'pieceCount':
    case 'inside':
    case 'length':
    case 'shifted':
    case 'found':
    case 'measure':
    case 'usual':
    case 'any':
    case 'time':
      return undefined
  }
}
