/** Lines for the words of a pipeline: one stage a line, and what is too long at the places where people break it. */
import {
  fits,
  flat,
  flatItem,
  isWord,
  pad,
  prefixed,
  splitBefore,
  textOf,
  unitsOf,
  type Lines,
  type Unit,
} from './lines.js'
import type { Comment, FormattedStage, Item, Mode, Pipeline } from './tree.js'

const step = 2

/** Where lines start: the first at a column, the next ones indented, and what stands in brackets below `start`. */
interface Place {
  readonly column: number
  readonly indent: number
  /** As `indent` where it is missing. */
  readonly start?: number
}

/** The lines of a pipeline. */
export function pipelineLines({ comments, stages }: Pipeline, indent: number): Lines {
  return [
    ...comments.map(({ text }) => pad(indent) + text),
    ...stages.flatMap((stage) => stageLines(stage, indent)),
  ]
}

function stageLines(stage: FormattedStage, indent: number): Lines {
  const pipe = stage.piped ? '| ' : ''
  const place = { column: indent + pipe.length, indent: indent + step }
  const [first = '', ...others] = stage.verbatim?.split('\n') ?? wordLines(stage, place)
  // Not trimmed where there is something: it may be the start of a string that goes on.
  const lines = [pad(indent) + (first === '' ? pipe.trimEnd() : pipe + first), ...others]
  for (const comment of stage.comments) addComment(lines, comment, indent)
  return lines
}

function addComment(lines: string[], { text, ownLine }: Comment, indent: number): void {
  if (ownLine) lines.push(pad(indent) + text)
  else lines[lines.length - 1] += lines.at(-1) === '' ? text : ` ${text}`
}

function wordLines({ command, isImplied, isPlain, items }: FormattedStage, place: Place): Lines {
  const text = flat(items)
  if (fits(text, place.column)) return [text]
  const units = unitsOf(items)
  // Where something is glued to the command, nobody knows what it is.
  if (!isImplied && flat(units[0] ?? []).toLowerCase() !== command) return [text]
  switch (command) {
    case 'search': {
      if (isImplied) return expression(units, place, 'search')
      const lines = expression(units.slice(1), behind(place, 'search '), 'search')
      return prefixed('search ', lines)
    }
    case 'where':
      return prefixed('where ', expression(units.slice(1), behind(place, 'where '), 'eval'))
    case 'eval':
      return prefixed('eval ', assignments(items.slice(1), place))
    case 'tstats':
    case 'mstats':
      return clauses(units, place)
    default:
      return isPlain ? [text] : listed(units, place)
  }
}

const behind = ({ column, indent }: Place, word: string): Place => ({
  column: column + word.length,
  indent,
})

/** The clauses of a tstats, a line or more each. */
function clauses(units: readonly Unit[], { column, indent }: Place): Lines {
  const keywords = [/^from$/i, /^where$/i, /^(?:by|groupby)$/i]
  let next = 0
  const found = splitBefore(units, (unit) => {
    const at = keywords.findIndex((keyword, index) => index >= next && isWord(unit, keyword))
    if (at >= 0) next = at + 1
    return at >= 0
  })
  return found.flatMap((clause, index) => {
    const place = { column: index === 0 ? column : indent, indent: indent + step }
    const lines = isWord(clause[0], /^where$/i)
      ? whereClause(clause, place)
      : fill(phrases(clause), place, 'eval')
    return index === 0 ? lines : prefixed(pad(indent), lines)
  })
}

function whereClause([keyword, ...units]: readonly Unit[], place: Place): Lines {
  const word = `${flat(keyword ?? [])} `
  return prefixed(word, expression(units, behind(place, word), 'search'))
}

/** A stage that is a list of something, `by` something, or what a lookup puts out. */
function listed(units: readonly Unit[], { column, indent }: Place): Lines {
  const found = splitBefore(
    units,
    (unit, index) => index > 1 && isWord(unit, /^(?:by|OUTPUT|OUTPUTNEW)$/i),
  )
  return found.flatMap((part, index) =>
    index === 0
      ? fill(phrases(part), { column, indent: indent + step, start: indent }, 'eval')
      : prefixed(
          pad(indent),
          fill(phrases(part), { column: indent, indent: indent + step }, 'eval'),
        ),
  )
}

/** Assignments one below the other. */
function assignments(items: readonly Item[], { column }: Place): Lines {
  const at = column + 'eval '.length
  return separated(items).flatMap((part, index) => {
    const lines = expression(unitsOf(part), { column: at, indent: at + step, start: at }, 'eval')
    return index === 0 ? lines : prefixed(pad(at), lines)
  })
}

/** Items between commas, each with the comma behind it. */
const separated = (items: readonly Item[]): readonly (readonly Item[])[] =>
  splitBefore(items, (_, index) => isComma(items[index - 1]) && !isComma(items[index]))

const isComma = (item: Item | undefined): boolean => item?.kind === 'atom' && item.text === ','

// -------------------------------------------------------------------------------------------- expressions

/** An expression, broken at its loosest operators first. In a search, OR binds before AND; elsewhere it is the other way. */
function expression(units: readonly Unit[], place: Place, mode: Mode): Lines {
  if (fits(textOf(units), place.column)) return [textOf(units)]
  const operands = mode === 'search' ? conjuncts(units) : alternatives(units, /^OR$/i)
  if (operands.length > 1) return below(operands, place, mode)
  const inner = alternatives(units, mode === 'search' ? /^OR$/ : /^AND$/i)
  if (inner.length > 1) return below(inner, place, mode)
  return fill(mode === 'search' ? [units] : phrases(units), place, mode)
}

/** Operands one below the other, each with the operator before it. */
function below(operands: readonly (readonly Unit[])[], place: Place, mode: Mode): Lines {
  return operands.flatMap((operand, index) => {
    const isLed = operand.length > 1 && isWord(operand[0], /^(?:AND|OR)$/i)
    const word = isLed && index > 0 ? `${flat(operand[0] ?? [])} ` : ''
    const column = (index === 0 ? place.column : place.indent) + word.length
    const lines = prefixed(
      word,
      expression(
        word === '' ? operand : operand.slice(1),
        { column, indent: place.indent + step, start: place.indent },
        mode,
      ),
    )
    return index === 0 ? lines : prefixed(pad(place.indent), lines)
  })
}

/** The operands of AND, said or implied: what NOT, OR and IN hold together is one. */
function conjuncts(units: readonly Unit[]): readonly (readonly Unit[])[] {
  return splitBefore(units, (unit, index) => {
    const before = units[index - 1]
    if (isWord(unit, /^AND$/)) return true
    if (isWord(unit, /^(?:OR|IN)$/) || isWord(before, /^(?:AND|OR|NOT|IN)$/)) return false
    return !isComment(unit)
  })
}

const isComment = (unit: Unit): boolean => isWord(unit, /^```/)

const alternatives = (units: readonly Unit[], operator: RegExp): readonly (readonly Unit[])[] =>
  splitBefore(units, (unit) => isWord(unit, operator))

/** Units that stay on one line: `count as total`. */
function phrases(units: readonly Unit[]): readonly (readonly Unit[])[] {
  return splitBefore(units, (unit, index) => {
    const isRenaming = isWord(unit, /^as$/i) || isWord(units[index - 1], /^as$/i)
    return !isRenaming && !isWord(units[index - 1], /^(?:by|groupby|from|OUTPUT|OUTPUTNEW)$/i)
  })
}

/** As many phrases a line as fit; one that fits on no line is broken in its brackets. */
function fill(list: readonly (readonly Unit[])[], place: Place, mode: Mode): Lines {
  const lines: string[] = ['']
  let column = place.column
  for (const phrase of list) {
    const text = textOf(phrase)
    const isEmpty = lines.at(-1)?.trim() === ''
    if (
      !isEmpty &&
      !fits(text, column + 1) &&
      !(isBreakable(phrase) && !fits(text, place.indent))
    ) {
      lines.push(pad(place.indent))
      column = place.indent
    }
    const separator = lines.at(-1)?.trim() === '' ? '' : ' '
    const broken = fits(text, column + separator.length)
      ? [text]
      : brokenPhrase(phrase, place.start ?? place.indent, mode)
    const [first = '', ...others] = broken
    lines[lines.length - 1] += separator + first
    for (const other of others) lines.push(other)
    column = others.length > 0 ? others.at(-1)!.length : column + separator.length + first.length
  }
  return lines
}

const isBreakable = (phrase: readonly Unit[]): boolean =>
  phrase.some((unit) => unit.some(({ kind }) => kind !== 'atom'))

/** A phrase broken in the longest of its brackets. */
function brokenPhrase(phrase: readonly Unit[], indent: number, mode: Mode): Lines {
  const items = phrase.flatMap((unit, index) =>
    unit.map((item, at) => (at === 0 && index > 0 ? { ...item, space: true } : item)),
  )
  const lengths = items.map((item) => (item.kind === 'atom' ? 0 : flatItem(item).length))
  const longest = lengths.indexOf(lengths.reduce((most, length) => Math.max(most, length), 0))
  const item = items[longest]
  if (item === undefined || item.kind === 'atom') return [textOf(phrase)]
  const before = flat(items.slice(0, longest)) + (item.space && longest > 0 ? ' ' : '')
  const after = items.slice(longest + 1)
  const tail = (after[0]?.space === true ? ' ' : '') + flat(after)
  const inside = indent + step
  if (item.kind === 'subsearch') {
    return [`${before}[`, ...pipelineLines(item.pipeline, inside), `${pad(indent)}]${tail}`]
  }
  return [
    `${before}(`,
    ...prefixed(
      pad(inside),
      groupLines(item.items, { column: inside, indent: inside }, item.mode ?? mode),
    ),
    `${pad(indent)})${tail}`,
  ]
}

function groupLines(items: readonly Item[], place: Place, mode: Mode): Lines {
  const list = separated(items)
  if (list.length < 2) return expression(unitsOf(items), place, mode)
  return fill(
    list.map((part) => unitsOf(part)),
    place,
    mode,
  )
}
