/** Which parts of a search expression were written with macros: those that Splunk can be told in the same words. */
import { always } from '../ast/build.js'
import type { Condition, MacroUse, Span } from '../ast/nodes.js'
import { isBlank } from './scan.js'
import { fileSpan, isFromMacro, writtenText, type Expansion } from './expansion.js'
import type { SearchNode } from './search.js'
import { fieldInText, nameOf } from './values.js'

/**
 * The parts of an expression that macro calls stand for; `lower` is what a part means. Macros are replaced as text: one that
 * ends in the middle of a part, `` x=1 OR `m` `` with a definition `a=1 b=2`, stands for none. A call inside of a single
 * test, `` a IN (`values`) ``, is kept with all of the test.
 */
export function macroUses(
  nodes: readonly SearchNode[],
  expansion: Expansion,
  lower: (node: SearchNode) => Condition,
): readonly MacroUse[] {
  const uses = new Map<string, MacroUse>()
  for (const call of callRanges(expansion)) {
    const part = partAmong('and', nodes, call)
    if (part === undefined) continue
    const text = writtenText(expansion, part)
    if (uses.has(text) || !isWhole(part, expansion)) continue
    const condition = lower(part)
    // A part that says nothing is only kept where it stands beside everything else.
    if (condition.kind === 'always' && !nodes.includes(part)) continue
    uses.set(text, isDelimited(part) ? { text, condition, delimited: true } : { text, condition })
  }
  return [...uses.values()]
}

/**
 * The words of an expression as they are written, and texts that are read as values of fields; what was `shortened` is
 * written with more than it means. What stands there in several ways, `x` beside `*x*`, is none of them.
 */
export function wordUses(
  nodes: readonly SearchNode[],
  shortened: ReadonlySet<SearchNode>,
  expansion: Expansion,
  lower: (node: SearchNode) => Condition,
): readonly MacroUse[] {
  const words: { readonly key: string; readonly node: SearchNode; readonly text: string }[] = []
  /** How each is written, where it is written in one way. */
  const ways = new Map<string, string | undefined>()
  const hear = (key: string, text: string | undefined): void => {
    ways.set(key, !ways.has(key) || ways.get(key) === text ? text : undefined)
  }
  const take = (node: SearchNode): void => {
    const key = shortened.has(node) ? keysIn(node)[0] : commonKey(node)
    if (key !== undefined) hearWord(node, key)
    else if (node.kind === 'and' || node.kind === 'or') node.operands.forEach(take)
    else if (node.kind === 'not' || node.kind === 'group') take(node.operand)
    else for (const one of keysIn(node)) hear(one, undefined)
  }
  const hearWord = (node: SearchNode, key: string): void => {
    if (isFromMacro(expansion, node.start)) return hear(key, undefined)
    const written = writtenText(expansion, node)
    const text = isDelimited(node) ? written : `(${written})`
    hear(key, text)
    words.push({ key, node, text })
  }
  nodes.forEach(take)
  return words.flatMap(({ key, node, text }): readonly MacroUse[] => {
    const condition = ways.get(key) === text ? lower(node) : always
    const isConstant = condition.kind === 'always' || condition.kind === 'never'
    const span = fileSpan(expansion, node.start, node.end)
    return isConstant ? [] : [{ text, condition: { ...condition, span }, delimited: true }]
  })
}

/** The key of a word, and of alternatives that all say the same. */
function commonKey(node: SearchNode): string | undefined {
  if (node.kind === 'term') return keysIn(node)[0]
  if (node.kind !== 'or' || node.operands.some(({ kind }) => kind !== 'term')) return undefined
  const [first, ...others] = node.operands.flatMap(keysIn)
  return others.every((other) => other === first) ? first : undefined
}

/** The keys of tests of a part: those that may come to the same condition have the same. */
function keysIn(node: SearchNode): readonly string[] {
  switch (node.kind) {
    case 'term': {
      const { name = '', value } = fieldInText(node.value) ?? { value: node.value.text }
      return [keyOf(name, value)]
    }
    case 'comparison':
      return [keyOf(nameOf(node.field), node.value.text)]
    case 'in':
      return node.values.map((value) => keyOf(nameOf(node.field), value.text))
    case 'and':
    case 'or':
      return node.operands.flatMap(keysIn)
    case 'not':
    case 'group':
      return keysIn(node.operand)
    case 'subsearch':
      return []
  }
}

const keyOf = (name: string, text: string): string =>
  `${name}=${text.replaceAll(/^\*+|\*+$/g, '').toLowerCase()}`

/** What each call made, without the blanks around it; calls that made nothing left out. */
function callRanges({ text, origins, callEnds }: Expansion): readonly Span[] {
  if (callEnds.size === 0) return []
  return [...origins.runs()].flatMap(({ start, end, origin }) => {
    const made = text.slice(start, end)
    if (!callEnds.has(origin) || made.trim() === '') return []
    return [
      { start: start + made.length - made.trimStart().length, end: start + made.trimEnd().length },
    ]
  })
}

const holds = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && outer.end >= inner.end

const isAt = (node: Span, call: Span): boolean => node.start === call.start && node.end === call.end

/** The part of a node that a call made, or the single test that it is in. */
function partAt(node: SearchNode, call: Span): SearchNode | undefined {
  if (isAt(node, call)) return node
  switch (node.kind) {
    case 'not':
    case 'group':
      return holds(node.operand, call) ? partAt(node.operand, call) : undefined
    case 'and':
    case 'or':
      return partAmong(node.kind, node.operands, call)
    case 'comparison':
    case 'in':
    case 'term':
      return node
    case 'subsearch':
      return undefined
  }
}

/** The part of one operand, or the operands that a call made, where it made nothing else. */
function partAmong(
  kind: 'and' | 'or',
  operands: readonly SearchNode[],
  call: Span,
): SearchNode | undefined {
  const from = firstBehind(operands, call.start)
  const first = operands[from]
  if (first === undefined) return undefined
  if (holds(first, call)) return partAt(first, call)
  let end = from + 1
  while (end < operands.length && operands[end]!.end <= call.end) end++
  const made = operands.slice(from, end)
  const run = { kind, operands: made, start: first.start, end: made.at(-1)!.end } as const
  return isAt(run, call) ? run : undefined
}

/** The index of the first operand that ends behind an offset; operands stand in order. */
function firstBehind(operands: readonly SearchNode[], offset: number): number {
  let low = 0
  let high = operands.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (operands[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether a part neither starts nor ends in the middle of what a call made. */
function isWhole({ start, end }: Span, { text, origins, callEnds }: Expansion): boolean {
  const joins = (at: number): boolean =>
    at > 0 &&
    at < text.length &&
    origins.at(at) === origins.at(at - 1) &&
    callEnds.has(origins.at(at) ?? -1)
  let from = start
  while (isBlank(text[from - 1])) from--
  let to = end
  while (isBlank(text[to])) to++
  return !joins(from) && !joins(to)
}

const isDelimited = ({ kind }: SearchNode): boolean =>
  kind === 'group' || kind === 'comparison' || kind === 'in' || kind === 'term'
