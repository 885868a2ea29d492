/** White space between words as it is printed: where it says nothing, it is one way only. */
import type { Item, Mode } from './tree.js'

/** The items of a stage with their white space. */
export function normalise(
  items: readonly Item[],
  mode: Mode,
  command: string,
  isImplied: boolean,
): readonly Item[] {
  if (mode === 'plain') return items
  // The command is no field that something could be compared with.
  if (mode === 'search' && !isImplied) {
    return [...items.slice(0, 1), ...spaced(items.slice(1), mode, false)]
  }
  const isTstats = command === 'tstats' || command === 'mstats'
  const where = isTstats ? indexOf(items, /^where$/i) : -1
  const by = where < 0 ? -1 : indexOf(items, /^(?:by|groupby)$/i, where)
  if (where < 0) return spaced(items, mode, false)
  const end = by < 0 ? items.length : by
  return [
    ...spaced(items.slice(0, where + 1), 'eval', false),
    ...spaced(items.slice(where + 1, end), 'search', false),
    ...spaced(items.slice(end), 'eval', false),
  ]
}

const indexOf = (items: readonly Item[], word: RegExp, from = 0): number =>
  items.findIndex((item, index) => index >= from && item.kind === 'atom' && word.test(item.text))

function spaced(items: readonly Item[], mode: Mode, inParentheses: boolean): readonly Item[] {
  const comparisons = mode === 'search' ? insideComparisons(items) : undefined
  return items.map((item, index) => {
    const space = comparisons?.has(index) !== true && spaceBefore(items, index, mode, inParentheses)
    return item.kind === 'group'
      ? { ...item, space, items: spaced(item.items, item.mode, true) }
      : { ...item, space }
  })
}

function spaceBefore(
  items: readonly Item[],
  index: number,
  mode: Mode,
  inParentheses: boolean,
): boolean {
  const item = items[index]!
  const before = items[index - 1]
  if (before === undefined) return !inParentheses && item.space
  const text = textOf(item)
  const textBefore = textOf(before)
  // Of a search, a comma outside of a list is no separator that anybody knows.
  if (mode === 'eval' || inParentheses) {
    // Behind the command itself it would be part of its name.
    if (text === ',') return index === 1 && !inParentheses && item.space
    if (textBefore === ',') return true
  }
  if (mode !== 'search' || text === ',' || textBefore === ',') return item.space
  if (isComment(text) || isComment(textBefore)) return item.space
  if (before.kind === 'group') return true
  return item.space || (item.kind === 'group' && isKeyword(textBefore))
}

const textOf = (item: Item | undefined): string => (item?.kind === 'atom' ? item.text : '')
const isComment = (text: string): boolean => text.startsWith('```')
const isKeyword = (text: string): boolean => /^(?:AND|OR|NOT|IN)$/.test(text)

/** Items of a search that belong to what stands before them: the operator of a comparison, and the value behind it. */
function insideComparisons(items: readonly Item[]): ReadonlySet<number> {
  const inside = new Set<number>()
  // A macro can be anything: what it is compared with is left where it stands.
  let before: 'field' | 'macro' | 'operator' | 'other' = 'other'
  for (const [index, item] of items.entries()) {
    const text = textOf(item)
    const isApart = item.space || startsAnew(text, items[index - 1])
    // A comparison goes on behind a comment.
    if (isComment(text)) continue
    if (before === 'operator') {
      if (isValue(text) && !/^[!=<>]/.test(text)) inside.add(index)
      before = 'other'
    } else if (before !== 'other' && /^(?:!=|[<>]=?|==?)/.test(text)) {
      if (before === 'field') inside.add(index)
      before = /^(?:!=|[<>]=?|==?)$/.test(text) ? 'operator' : 'other'
    } else if (!isApart) before = 'other'
    else if (text.startsWith('`')) before = 'macro'
    else if (/^[^=<>!"`,]+(?:!=|[<>]=?|==?)$/.test(text)) before = 'operator'
    else before = isValue(text) && !/[=<>!]/.test(text) ? 'field' : 'other'
  }
  return inside
}

/** Whether words that nothing separates are two: strings, brackets and commas end what stands before them. */
const startsAnew = (text: string, before: Item | undefined): boolean =>
  before?.kind !== 'atom' || /^(?:"|,$)/.test(before.text) || text.startsWith('"')

const isValue = (text: string): boolean =>
  text !== '' && text !== ',' && !text.startsWith('`') && !isKeyword(text)
