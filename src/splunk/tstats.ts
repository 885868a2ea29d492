/** The clauses of a tstats command, found by their keywords outside of strings, brackets and macro calls. */
import { sliceMapped, type MappedText } from '../source/mapped.js'
import { grainAt, isBlank, nextOf } from './scan.js'
import { trim } from './stages.js'

/** A tstats command taken apart; a clause that it does not have is missing. */
export interface Tstats {
  /** `summariesonly=true` and the like, and macros before the first aggregate. */
  readonly options: MappedText
  readonly measures: MappedText
  /** What follows `from`. */
  readonly from?: MappedText
  readonly where?: MappedText
  readonly by?: MappedText
}

/** Takes a tstats command apart; `text` starts with its name. */
export function readTstats(text: MappedText): Tstats {
  const marks = clauseMarks(text.text)
  const clauses = new Map<string, MappedText>()
  for (const [index, { keyword, end }] of marks.entries()) {
    clauses.set(keyword, trim(sliceMapped(text, end, marks[index + 1]?.start)))
  }
  const head = sliceMapped(text, 'tstats'.length, marks[0]?.start)
  const split = optionsEnd(head.text)
  const from = clauses.get('from')
  const where = clauses.get('where')
  const by = clauses.get('by')
  return {
    options: trim(sliceMapped(head, 0, split)),
    measures: trim(sliceMapped(head, split)),
    ...(from === undefined ? {} : { from }),
    ...(where === undefined ? {} : { where }),
    ...(by === undefined ? {} : { by }),
  }
}

interface Mark {
  readonly keyword: string
  readonly start: number
  readonly end: number
}

/** The keywords may come in this order only; each is a whole word, in either case. */
const order = ['from', 'where', 'by']

/** What a keyword can start with, is a bracket, or may hide either. */
const starts = /[fwbg()[\]"`\\]/gi

function clauseMarks(text: string): readonly Mark[] {
  const marks: Mark[] = []
  const word = /(from|where|by|groupby)(?=[\s("`[]|$)/iy
  let depth = 0
  let next = 0
  for (let at = nextOf(starts, text, 0); at < text.length;) {
    const { kind, end } = grainAt(text, at)
    const character = kind === 'character' ? text[at] : undefined
    if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
    else if (character !== undefined && depth === 0 && /[\s)"`\]]/.test(text[at - 1] ?? '')) {
      word.lastIndex = at
      const keyword = word.exec(text)?.[1]
      const name = keyword?.toLowerCase() === 'groupby' ? 'by' : keyword?.toLowerCase()
      const place = name === undefined ? -1 : order.indexOf(name)
      if (keyword !== undefined && name !== undefined && place >= next) {
        marks.push({ keyword: name, start: at, end: at + keyword.length })
        next = place + 1
        at = nextOf(starts, text, at + keyword.length)
        continue
      }
    }
    at = nextOf(starts, text, end)
  }
  return marks
}

/** Where the options in front of the aggregates end. */
function optionsEnd(text: string): number {
  let end = 0
  for (let at = 0; at < text.length;) {
    while (isBlank(text[at])) at++
    if (text[at] === '`') at = grainAt(text, at).end
    else {
      const option = /^\w+\s*=\s*/.exec(text.slice(at, at + 100))
      if (option === null) break
      at += option[0].length
      while (at < text.length && !isBlank(text[at])) at = grainAt(text, at).end
    }
    end = at
  }
  return end
}

/** A data model as a from-clause names it; `object` is missing where the clause leaves it out. */
export interface DataModel {
  readonly dataset: string
  readonly model: string
  readonly object?: string
}

/** The data model that a from-clause names; undefined where it names something else. */
export function dataModelOf(from: string): DataModel | undefined {
  const match = /^datamodel\s*[=:]?\s*((?:"[^"]*"|[\w.])+)$/i.exec(from)
  const dataset = match?.[1]?.replaceAll('"', '')
  if (dataset === undefined) return undefined
  const dot = dataset.indexOf('.')
  return dot < 0
    ? { dataset, model: dataset }
    : { dataset, model: dataset.slice(0, dot), object: dataset.slice(dot + 1) }
}

/**
 * The object of a data model that a search reads. Where it is not said, it is what all qualified fields are qualified
 * with, as in `datamodel=Network_Traffic where All_Traffic.dest_port=22`, or else called as its model.
 */
export function objectOf({ model, object }: DataModel, fields: readonly string[]): string {
  if (object !== undefined) return object
  const prefixes = new Set(fields.flatMap((name) => /^(\w+)\./.exec(name)?.[1] ?? []))
  const [prefix] = prefixes
  return prefixes.size === 1 && prefix !== undefined ? prefix : model
}
