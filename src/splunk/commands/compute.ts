/** Commands that compute fields: what they make is computed once a filter reads it. */
import { not } from '../../ast/build.js'
import type { Span } from '../../ast/nodes.js'
import { regexProblem } from '../../regex/read.js'
import { lazily } from '../budget.js'
import { ofEach } from '../cases.js'
import { compute, type Scope } from '../compute.js'
import { parseEval, type Expression } from '../eval.js'
import { fileSpan } from '../expansion.js'
import {
  askValue,
  read,
  valueOf,
  withFields,
  withUnknown,
  type Asker,
  type Computed,
  type Opaque,
  type Results,
  type Value,
} from '../lineage.js'
import { grainAt, nextOf } from '../scan.js'
import { cutAt } from '../extract.js'
import { extractOfText, testMatch } from '../test-value.js'
import { optionOf, optionsOf, spanSeconds, unquoted } from '../words.js'
import { argumentsOf, made, madeOfEvent, refusal, type Command, type Handler } from './command.js'

/** `eval a=…, 'b c'=…`: each assignment sees the ones before it. */
export const evaluate: Handler = (command, results) => {
  let computed = results
  for (const { start, end } of assignmentsOf(command)) {
    const text = command.expansion.text.slice(start, end)
    const match = /^\s*("[^"]+"|'[^']+'|[^\s=]+)\s*=(?!=)/.exec(text)
    if (match === null) {
      return { results, diagnostics: [refusal(command, 'is no assignment here', start, end)] }
    }
    const name = unquoted(match[1]!)
    // `eval {type}=1` writes the field that the value of `type` names.
    if (/\{[^}]+\}/.test(name)) {
      computed = withUnknown(computed, madeOfEvent(command, 'may change'))
      continue
    }
    computed = withFields(computed, [
      [name, computedLater({ start: start + match[0].length, end }, command, computed)],
    ])
  }
  return { results: computed }
}

/** What an expression computes, once it is asked for. It is placed where it is asked for. */
function computedLater({ start, end }: Span, command: Command, results: Results): Value {
  const { expansion, budget } = command
  const value = lazily(budget, (asker) => {
    const parsed = parseEval(expansion.text.slice(start, end))
    return parsed.ok
      ? compute(parsed.value, scopeOf(command, results, start, asker))
      : madeOfEvent(command, 'computes in a way that is not understood')
  })
  return {
    whenIs(text) {
      const parsed = parseEval(expansion.text.slice(start, end))
      const expression = parsed.ok ? conditionOf(parsed.value, text) : undefined
      return expression && { expression, results, expansion, offset: start }
    },
    ...value,
  }
}

const isElse = (each: Expression | undefined): boolean =>
  each?.kind === 'call' && each.name === 'true'

/** The condition of `if(condition, 1, 0)` and of `case(condition, 1, true(), 0)`, where 1 is asked for. */
function conditionOf(expression: Expression, text: string): Expression | undefined {
  if (expression.kind !== 'call') return undefined
  const [condition, then, ...rest] = expression.parameters
  const otherwise =
    expression.name === 'if' && rest.length === 1
      ? rest[0]
      : expression.name === 'case' && rest.length === 2 && isElse(rest[0])
        ? rest[1]
        : undefined
  const [first, second] = [then, otherwise].map((each) =>
    each?.kind === 'text' || each?.kind === 'number' ? each.text : undefined,
  )
  return first === text && second !== undefined && second !== text ? condition : undefined
}

/** Where an expression of a command stands: `offset` is that of the expression in the command's text. */
export function scopeOf(command: Command, results: Results, offset: number, asker: Asker): Scope {
  const { expansion, name, stage, budget } = command
  const { refuse, ...asked } = asker
  return {
    results,
    command: name,
    stage,
    budget,
    placeOf: (expression: Expression) => ({
      refuse,
      ...asked,
      span: fileSpan(expansion, offset + expression.start, offset + expression.end),
    }),
  }
}

/** What cuts assignments, is a bracket, or may hide either. */
const separators = /[,()[\]"`\\]/g

/** The assignments of an eval, cut at commas outside of quotes and brackets. */
function assignmentsOf({ expansion, body }: Command): readonly Span[] {
  const { text } = expansion
  const parts: Span[] = []
  let start = body
  let depth = 0
  for (let at = nextOf(separators, text, body); at < text.length;) {
    const { kind, end } = grainAt(text, at)
    const character = kind === 'character' ? text[at] : undefined
    if (character === '(' || character === '[') depth++
    else if (character === ')' || character === ']') depth--
    else if (character === ',' && depth === 0) {
      parts.push({ start, end: at })
      start = end
    }
    at = nextOf(separators, text, end)
  }
  return [...parts, { start, end: text.length }]
}

/** `rex field=f "(?<group>…)"`: a group is there where the regex finds something, else what was there before. */
export const rex: Handler = (command, results) => {
  const words = argumentsOf(command)
  const options = optionsOf(words)
  const field = options.get('field') ?? '_raw'
  if (options.get('mode')?.toLowerCase() === 'sed') {
    return { results: withFields(results, [[field, madeOfEvent(command, 'rewrites')]]) }
  }
  const written = words.find((word) => word.text.startsWith('"'))
  // Where the regex is cannot be told from blanks without quotes, and so neither what its groups are.
  if (written === undefined)
    return { results: withUnknown(results, madeOfEvent(command, 'extracts')) }
  const source = unescaped(unquotedRegex(written.text))
  const groups = [...source.matchAll(/\(\?(?:P?<(\w+)>|'(\w+)')/g)].map(
    ([, name, quoted = '']) => name ?? quoted,
  )
  const isSet = isAlwaysSet(source)
  const isRead = isSet && regexProblem(source) === undefined
  const choice = isSet ? '' : ' by a regex with alternatives or optional parts'
  const there = madeOfEvent(command, `extracts${choice}`)
  const offsets = options.get('offset_field')
  const placed = offsets === undefined ? results : withFields(results, [[offsets, there]])
  return {
    results: withFields(
      placed,
      groups.map((name): readonly [string, Value] => [
        name,
        isRead ? extracted({ source, field, name, there }, command, placed) : there,
      ]),
    ),
  }
}

const unquotedRegex = (text: string): string =>
  text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : text.slice(1)

/** Quotes and backslashes are escaped in arguments as in `search`; what has no meaning keeps its backslash. */
export const unescaped = (text: string): string => text.replaceAll(/\\([\\"])/g, '$1')

/** Whether each group of a regex takes part in every match: none is optional or one of several alternatives. */
const isAlwaysSet = (source: string): boolean => {
  const plain = source.replaceAll(/\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]/g, 'x')
  return !plain.includes('|') && !/\)(?:[?*]|\{0)/.test(plain) && !/\(\?[!=<](?![\w])/.test(plain)
}

function extracted(
  { source, field, name, there }: { source: string; field: string; name: string; there: Opaque },
  { budget }: Command,
  results: Results,
): Value {
  return lazily(budget, (asker) => {
    const from = read(results, field, asker)
    const finds = testMatch(from, source, asker)
    const before = read(results, name, asker)
    const held = heldBy(source, name, from, there.what)
    if (held !== undefined && before.kind === 'null') return held
    return {
      kind: 'cases',
      cases: [
        { when: finds, value: held ?? { ...there, exists: true } },
        ...(before.kind === 'null' ? [] : [{ when: not(finds), value: before }]),
      ],
    }
  })
}

/** What a group of a regex holds, in terms of the field; undefined where that cannot be told. */
function heldBy(source: string, name: string, from: Computed, what: string): Computed | undefined {
  const cut = cutAt(source, name)
  if (cut === undefined) return undefined
  return ofEach(from, (value) => {
    if (value.kind === 'text') return extractOfText(value.text, cut, name)
    if (value.kind === 'null') return value
    return value.kind === 'event' && value.fold === undefined
      ? { kind: 'extract', of: value, cut, what }
      : undefined
  })
}

/** `bin _time span=5m`: time in windows; of other fields, ranges. */
export const bin: Handler = (command, results) => {
  const words = argumentsOf(command)
  const plain = words.filter((word) => optionOf(word) === undefined)
  const [field, as, name] = plain.map(({ text }) => unquoted(text))
  if (field === undefined) return { results }
  const target = as?.toLowerCase() === 'as' ? (name ?? field) : field
  const options = optionsOf(words)
  const span = options.get('span')
  // Windows that begin elsewhere are others, and so are those of a time that was cut to longer ones before.
  const window = span === undefined || options.has('aligntime') ? undefined : spanSeconds(span)
  const cut = askValue(valueOf(results, field))
  const ranges = made(command, 'cuts into ranges')
  if (cut?.kind !== 'time') return { results: withFields(results, [[target, ranges]]) }
  const isCut = window !== undefined && window % (cut.window ?? 1) === 0
  const value: Value = isCut ? { kind: 'time', window } : { ...ranges, exists: true }
  return { results: withFields(results, [[target, value]]) }
}
