/** The text of a condition: names of selections and selectors of several, joined. */
import type { Yaml } from '../../src/print/yaml.js'
import { uniqueNames } from './names.js'
import type { Phrase, Slot } from './phrase.js'

/** The entries of `detection`. */
export interface Written {
  readonly selections: readonly (readonly [name: string, value: Yaml])[]
  readonly condition: string
}

/** Names the selections of a phrase and writes the phrase. */
export function writeCondition(phrase: Phrase): Written {
  const found = [...new Set(slotsOf(phrase))]
  const authors = found
    .filter(({ at }) => at !== undefined)
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
  const own = found.filter(({ at }) => at === undefined)
  const slots = [...authors, ...own]
  const taken = new Set(authors.map(({ name }) => name))
  const wishes = own.map(({ name }) => name)
  const onlyOne = slots.length - wishes.filter((name) => name.startsWith('filter_')).length === 1
  const given = uniqueNames(
    wishes.map((name) => (onlyOne && name.startsWith('selection_') ? 'selection' : name)),
    taken,
  )
  const names = new Map<Slot, string>([
    ...authors.map((slot) => [slot, slot.name] as const),
    ...own.map((slot, index) => [slot, given[index] ?? slot.name] as const),
  ])
  const ordered = slots.map((slot) => names.get(slot) ?? slot.name)
  return {
    selections: slots.map((slot, index) => [ordered[index] ?? slot.name, slot.value]),
    condition: print(phrase, names, ordered).text,
  }
}

const slotsOf = (phrase: Phrase): readonly Slot[] => {
  switch (phrase.kind) {
    case 'slot':
      return [phrase]
    case 'not':
      return slotsOf(phrase.operand)
    case 'and':
    case 'or':
      return phrase.operands.flatMap(slotsOf)
  }
}

interface Piece {
  readonly text: string
  readonly binds: 'atom' | 'not' | 'and' | 'or'
}

function print(phrase: Phrase, names: ReadonlyMap<Slot, string>, all: readonly string[]): Piece {
  switch (phrase.kind) {
    case 'slot':
      return { text: names.get(phrase) ?? phrase.name, binds: 'atom' }
    case 'not': {
      const inner = print(phrase.operand, names, all)
      return {
        text: `not ${inner.binds === 'atom' ? inner.text : `(${inner.text})`}`,
        binds: 'not',
      }
    }
    case 'and':
    case 'or': {
      const { kind } = phrase
      const named = phrase.operands.flatMap((operand) =>
        operand.kind === 'slot' ? [names.get(operand) ?? operand.name] : [],
      )
      const selector = selectorOf(named, all)
      const quantity = kind === 'and' ? 'all' : '1'
      const chosen: Piece | undefined =
        selector === undefined ? undefined : { text: `${quantity} of ${selector}`, binds: 'atom' }
      const firstSlot = phrase.operands.findIndex((operand) => operand.kind === 'slot')
      const pieces = phrase.operands.flatMap((operand, index) => {
        if (operand.kind !== 'slot' || chosen === undefined) return [print(operand, names, all)]
        return index === firstSlot ? [chosen] : []
      })
      if (pieces.length === 1 && pieces[0] !== undefined) return pieces[0]
      // Everything that mixes AND with OR gets brackets: nobody should need to know which binds tighter.
      const text = pieces
        .map((piece) =>
          piece.binds === 'atom' || piece.binds === 'not' || piece.binds === kind
            ? piece.text
            : `(${piece.text})`,
        )
        .join(` ${kind} `)
      return { text, binds: kind }
    }
  }
}

/** Fewer names than this are written out rather than called `them`. */
const fewest = 3

/** What `them` selects. */
const isShown = (name: string): boolean => !name.startsWith('_')

/** What selects exactly these names in this order, in the words of `1 of` and `all of`; undefined where nothing does. */
function selectorOf(named: readonly string[], all: readonly string[]): string | undefined {
  const [first = ''] = named
  if (named.length < 2 || new Set(named).size < named.length) return undefined
  const isChosenBy = (selects: (name: string) => boolean): boolean =>
    all.filter(selects).join(' ') === named.join(' ')
  const stem = stemsOf(first).find((start) => isChosenBy((name) => name.startsWith(start)))
  if (stem !== undefined) return `${stem}*`
  return named.length >= fewest && isChosenBy(isShown) ? 'them' : undefined
}

/** The beginnings of a name up to a `_`: those that SigmaHQ tells filters by, then the shortest first. */
function stemsOf(name: string): readonly string[] {
  const stems = [...name.matchAll(/_/g)].map(({ index }) => name.slice(0, index + 1))
  return [...stems.filter((stem) => /^filter_(?:main|optional)_$/.test(stem)), ...stems]
}
