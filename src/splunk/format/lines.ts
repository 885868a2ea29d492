/** Words of a pipeline on one line, and what lines are made of. */
import type { Item, Pipeline } from './tree.js'

/** Longer lines are broken where they can be. */
const width = 100

/** Lines of which the first goes on where something else ended; the others have their indentation. */
export type Lines = readonly string[]

/** Words that stay together: what no white space separates. */
export type Unit = readonly Item[]

/** White space at the start of a line. */
export const pad = (indent: number): string => ' '.repeat(indent)

/** Stages on one line, as far as they were before anybody broke them. */
const flatPipeline = ({ stages, comments }: Pipeline): string => {
  const texts = stages.map((stage) =>
    [stage.verbatim ?? flat(stage.items), ...stage.comments.map(({ text }) => text)]
      .join(' ')
      .trim(),
  )
  const body = `${stages[0]?.piped === true ? '| ' : ''}${texts.join(' | ')}`
  return [...comments.map(({ text }) => text), body].join(' ')
}

/** Items on one line. */
export function flat(items: readonly Item[]): string {
  return items.map((item, index) => (item.space && index > 0 ? ' ' : '') + flatItem(item)).join('')
}

/** An item on one line. */
export function flatItem(item: Item): string {
  switch (item.kind) {
    case 'atom':
      return item.text
    case 'group':
      return `(${flat(item.items)})`
    case 'subsearch':
      return `[${flatPipeline(item.pipeline)}]`
  }
}

/** The words of a list of items. */
export const unitsOf = (items: readonly Item[]): readonly Unit[] =>
  splitBefore(items, ({ space }) => space)

/** Parts of a list, each of which starts with an element that something is true of; the first starts anyway. */
export function splitBefore<T>(
  list: readonly T[],
  starts: (element: T, index: number) => boolean,
): T[][] {
  const parts: T[][] = []
  for (const [index, element] of list.entries()) {
    const part = parts.at(-1)
    if (part === undefined || starts(element, index)) parts.push([element])
    else part.push(element)
  }
  return parts
}

/** Words on one line. */
export const textOf = (units: readonly Unit[]): string => units.map(flat).join(' ')
/** Whether a word is alone and one of these. */
export const isWord = (unit: Unit | undefined, words: RegExp): boolean =>
  unit?.length === 1 && unit[0]?.kind === 'atom' && words.test(unit[0].text)
/** Whether a text ends within the line that it starts in. */
export const fits = (text: string, column: number): boolean =>
  column + text.length <= width && !text.includes('\n')

/** A word and lines behind it. */
export const prefixed = (prefix: string, [first = '', ...others]: Lines): Lines => [
  prefix + first,
  ...others,
]
