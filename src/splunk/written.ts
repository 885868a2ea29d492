/** A Splunk search as it is written, for those who look at its words: what stages it has, and what they filter by. */
import type { Span } from '../ast/nodes.js'
import { hasErrors } from '../diagnostics/diagnostic.js'
import { mapPiece, sliceMapped, type MappedText } from '../source/mapped.js'
import { commandOf } from './commands/command.js'
import { parseEval, type Expression } from './eval.js'
import { fileSpan, isFromMacro, type Expansion } from './expansion.js'
import { expandMacros } from './expand-macros.js'
import type { MacroSet } from './macros.js'
import { fieldNames, parseSearch, type SearchNode } from './search.js'
import { splitStages, trim, type Stage } from './stages.js'
import { dataModelOf, objectOf, readTstats, type DataModel, type Tstats } from './tstats.js'

export type { Comparison, InValues, SearchGroup, SearchNode, SearchValue } from './search.js'
export type { Expression } from './eval.js'
export { optionOf, unquoted, wordsOf } from './words.js'
export { readTstats } from './tstats.js'
export { decode, literalOf, nameOf } from './values.js'
export { grainAt, isBlank } from './scan.js'
export { isOfAny, isOfForm } from './star-forms.js'
export { macroSet, type MacroSet } from './macros.js'
export type { DataModel, Tstats } from './tstats.js'

/** Text of the search language: what follows `search`, or the where-clause of a tstats. */
export interface WrittenClause extends Places {
  readonly text: MappedText
  /** Undefined of an empty clause, and of one that cannot be parsed. */
  readonly tree?: SearchNode
  /** As the tree's offsets are: macros replaced. */
  readonly expanded: string
}

/** The way from offsets of a text whose macros were replaced to the file. */
interface Places {
  readonly spanOf: (part: Span) => Span
  /** Whether a macro made what starts there, so that it stands elsewhere. */
  readonly isFromMacro: (start: number) => boolean
}

/** A tstats as written. */
export interface WrittenTstats {
  readonly parts: Tstats
  readonly dataModel?: DataModel
  /** The object of the data model, also where only the fields tell of it. */
  readonly object?: string
}

/** What a `where` asks for. */
export interface WrittenExpression extends Places {
  readonly tree: Expression
}

/** A stage of a search. */
export interface WrittenStage extends Stage {
  /** In lower case; `search` also where that is implied, and nothing of a macro's call. */
  readonly command: string
  /** What stands behind the command. */
  readonly rest: MappedText
  readonly clause?: WrittenClause
  readonly tstats?: WrittenTstats
  readonly where?: WrittenExpression
  /** The stages that it stands for once its macros are replaced; undefined where one of them is not known. */
  readonly expanded?: readonly string[]
}

/** The stages of a search; none where its strings, brackets or comments do not end. */
export const writtenStages = (text: MappedText, macros: MacroSet): readonly WrittenStage[] =>
  splitStages(text).value.map((stage) => readStage(stage, macros))

function readStage(stage: Stage, macros: MacroSet): WrittenStage {
  const expanded = expandedStages(stage.text, macros)
  return { ...readWords(stage, macros), ...(expanded === undefined ? {} : { expanded }) }
}

function expandedStages(text: MappedText, macros: MacroSet): readonly string[] | undefined {
  const { value: expansion } = expandMacros(text, macros)
  if (!expansion.complete) return undefined
  const { value, diagnostics } = splitStages(mapPiece(expansion.text, 0))
  return hasErrors(diagnostics) ? undefined : value.map((stage) => stage.text.text)
}

function readWords(stage: Stage, macros: MacroSet): WrittenStage {
  const { text } = stage
  if (!stage.piped && !/^search\s/i.test(text.text)) {
    return { ...stage, command: 'search', rest: text, clause: readClause(text, macros) }
  }
  if (text.text.startsWith('`')) return { ...stage, command: '', rest: text }
  const written = commandOf(text.text)
  const command = written.toLowerCase()
  const rest = trim(sliceMapped(text, written.length))
  if (command === 'search') return { ...stage, command, rest, clause: readClause(rest, macros) }
  if (command === 'where') return { ...stage, command, rest, ...readWhere(rest, macros) }
  if (command !== 'tstats') return { ...stage, command, rest }
  const parts = readTstats(text)
  const clause = parts.where === undefined ? undefined : readClause(parts.where, macros)
  const dataModel = parts.from === undefined ? undefined : dataModelOf(parts.from.text)
  return {
    ...stage,
    command,
    rest,
    ...(clause === undefined ? {} : { clause }),
    tstats: {
      parts,
      ...(dataModel === undefined
        ? {}
        : { dataModel, object: objectOf(dataModel, fieldNames(clause?.tree)) }),
    },
  }
}

function readWhere(text: MappedText, macros: MacroSet): Pick<WrittenStage, 'where'> {
  const { value: expansion } = expandMacros(text, macros)
  const parsed = parseEval(expansion.text)
  return parsed.ok ? { where: { tree: parsed.value, ...placesIn(expansion) } } : {}
}

function readClause(text: MappedText, macros: MacroSet): WrittenClause {
  const { value: expansion } = expandMacros(text, macros)
  const parsed = parseSearch(expansion.text)
  return {
    text,
    expanded: expansion.text,
    ...(parsed.ok && parsed.value !== undefined ? { tree: parsed.value } : {}),
    ...placesIn(expansion),
  }
}

const placesIn = (expansion: Expansion): Places => ({
  spanOf: ({ start, end }) => fileSpan(expansion, start, end),
  isFromMacro: (start) => isFromMacro(expansion, start),
})

/** Every part of a tree, from the outside in. */
export function* partsOf(node: SearchNode | undefined): Iterable<SearchNode> {
  if (node === undefined) return
  yield node
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) yield* partsOf(operand)
      return
    case 'not':
    case 'group':
      yield* partsOf(node.operand)
      return
    case 'comparison':
    case 'in':
    case 'term':
    case 'subsearch':
  }
}

/** Every part of an expression, from the outside in. */
export function* expressionsOf(node: Expression): Iterable<Expression> {
  yield node
  for (const part of innerOf(node)) yield* expressionsOf(part)
}

function innerOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'xor':
    case 'arithmetic':
      return node.operands
    case 'not':
      return [node.operand]
    case 'comparison':
      return [node.left, node.right]
    case 'call':
      return node.parameters
    case 'text':
    case 'number':
    case 'field':
      return []
  }
}
