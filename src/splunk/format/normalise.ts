/** White space between words as it is printed: where it says nothing, it is one way only. */
import type { Item, Mode } from './items.js'

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
    if (text === ',') return false
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
  let before: 'field' | 'operator' | 'other' = 'other'
  for (const [index, item] of items.entries()) {
    const text = textOf(item)
    if (before === 'operator' && isValue(text) && !/^[!=<>]/.test(text)) {
      inside.add(index)
      before = 'other'
    } else if (before === 'field' && /^(?:!=|[<>]=?|==?)/.test(text)) {
      inside.add(index)
      before = /^[!=<>]+$/.test(text) ? 'operator' : 'other'
    } else if (/^[^=<>!"`,]+(?:!=|[<>]=?|==?)$/.test(text)) before = 'operator'
    else before = isValue(text) && !/[=<>!]/.test(text) ? 'field' : 'other'
  }
  return inside
}

const isValue = (text: string): boolean =>
  text !== '' && text !== ',' && !text.startsWith('`') && !isKeyword(text)
