/**
 * Runs the Kusto queries that the Sentinel backend prints on one row, by walking the official parser's syntax tree.
 *
 * Nulls are the documentation's: a string is never null; `==` of null and a value is false, `!=` true, of two nulls
 * both are null; an order with null is null; `not(null)` is null; `where` drops what is null.
 */
import { toJavaScript } from '../regex/pcre.js'
import { analyse, kindOf, type SyntaxElement, type Tables } from './kusto.js'
import { foldCase, functions, hasTerm, memberOf, textOf, type Value } from './values.js'

/** A row of a table by column; a column that is missing is empty, or null where it is no string. */
export type Row = Readonly<Record<string, unknown>>

/** Whether the query emits the row. Throws where the parser reports an error, and for what is not interpreted. */
export function evaluate(query: string, row: Row, tables: Tables): boolean {
  const parsed = analyse(query, tables)
  const errors = parsed.GetDiagnostics()
  for (let index = 0; index < errors.Count; index++) {
    const { Severity, Code, Message } = errors.getItem(index)
    if (Severity === 'Error') throw new SyntaxError(`${Code}: ${Message}`)
  }
  const [statement, ...others] = list(child(parsed.Syntax, 'Statements'))
  if (statement === undefined || others.length > 0) throw new Error('not one statement')
  return run(child(statement, 'Expression'), row, tables).length > 0
}

function children(element: SyntaxElement): readonly SyntaxElement[] {
  const all = Array.from({ length: element.ChildCount }, (_, index) => element.GetChild(index))
  return all.filter((item) => item !== null)
}

function child(element: SyntaxElement, name: string): SyntaxElement {
  const found = children(element).find((item) => item.NameInParent === name)
  if (found === undefined) throw new Error(`${kindOf(element)} has no ${name}`)
  return found
}

/** The elements of a list, without its commas. */
const list = (element: SyntaxElement): readonly SyntaxElement[] =>
  children(element).flatMap((item) => children(item).slice(0, 1))

/** The rows that a pipeline emits for a row of its table. */
function run(element: SyntaxElement, row: Row, tables: Tables): readonly Row[] {
  const kind = kindOf(element)
  if (kind === 'NameReference') {
    const columns = tables[nameOf(element)]
    if (columns === undefined) throw new Error(`no table ${nameOf(element)}`)
    return [
      Object.fromEntries(
        Object.entries(columns).map(([name, type]) => [name, column(row[name], type)]),
      ),
    ]
  }
  if (kind !== 'PipeExpression') throw new Error(`${kind} is not interpreted`)
  const rows = run(child(element, 'Expression'), row, tables)
  return stage(child(element, 'Operator'), rows)
}

/** What a column of a type holds where an event has that value. */
function column(given: unknown, type: string): Value {
  if (type === 'string') return textOf(given)
  if (given === null || given === undefined || type === 'dynamic') return given ?? null
  if (type === 'bool') return functions['tobool']!(given)
  if (type === 'datetime') return typeof given === 'number' ? given : Date.parse(textOf(given))
  return functions[/^(?:real|double|decimal)$/.test(type) ? 'todouble' : 'tolong']!(given)
}

function stage(operator: SyntaxElement, rows: readonly Row[]): readonly Row[] {
  const kind = kindOf(operator)
  switch (kind) {
    case 'FilterOperator':
      return rows.filter((row) => value(child(operator, 'Condition'), row) === true)
    case 'ExtendOperator':
      return rows.map((row) => list(child(operator, 'Expressions')).reduce(extended, row))
    case 'MvApplyOperator':
      return rows.flatMap((row) => mvApply(operator, row))
    case 'SummarizeOperator':
      return [
        Object.fromEntries(
          list(child(operator, 'Aggregates')).map((item) => aggregate(item, rows)),
        ),
      ]
    // Which columns are shown, and in which order: nothing is selected by them.
    case 'ProjectOperator':
    case 'ProjectAwayOperator':
    case 'ProjectReorderOperator':
    case 'SortOperator':
      return rows
    default:
      throw new Error(`${kind} is not interpreted`)
  }
}

const extended = (row: Row, item: SyntaxElement): Row => ({
  ...row,
  [nameOf(child(item, 'Name'))]: value(child(item, 'Expression'), row),
})

/** Runs the subquery over the items of one list; each row that it emits joins the input row. */
function mvApply(operator: SyntaxElement, row: Row): readonly Row[] {
  const [applied, ...others] = list(child(operator, 'Expressions'))
  if (applied === undefined || others.length > 0) throw new Error('mv-apply of one list only')
  const named = child(applied, 'Expression')
  const items = itemsOf(value(child(named, 'Expression'), row))
  const name = nameOf(child(named, 'Name'))
  const inner = items.map((item): Row => ({ ...row, [name]: item }))
  return pipeline(child(child(operator, 'Subquery'), 'Expression'), inner).map((result) => ({
    ...row,
    ...result,
  }))
}

/** A property bag is expanded to bags of one property each. */
function itemsOf(expanded: Value): readonly unknown[] {
  if (Array.isArray(expanded)) return expanded as readonly unknown[]
  if (typeof expanded !== 'object' || expanded === null) return expanded === null ? [] : [expanded]
  return Object.entries(expanded).map(([key, item]) => ({ [key]: item as unknown }))
}

const pipeline = (element: SyntaxElement, rows: readonly Row[]): readonly Row[] =>
  kindOf(element) === 'PipeExpression'
    ? stage(child(element, 'Operator'), pipeline(child(element, 'Expression'), rows))
    : stage(element, rows)

function aggregate(item: SyntaxElement, rows: readonly Row[]): readonly [string, Value] {
  const call = child(item, 'Expression')
  const name = nameOf(child(call, 'Name'))
  const values = rows.map((row) => argumentsOf(call, row)[0])
  const result = nameOf(child(item, 'Name'))
  if (name === 'make_bag') return [result, Object.assign({}, ...values.toReversed())]
  if (name === 'make_list') return [result, values.filter((each) => each !== null)]
  throw new Error(`${name}() is not interpreted`)
}

function nameOf(element: SyntaxElement): string {
  if (typeof element.SimpleName === 'string') return element.SimpleName
  return nameOf(child(element, 'Name'))
}

const argumentsOf = (call: SyntaxElement, row: Row): readonly Value[] =>
  list(child(child(call, 'ArgumentList'), 'Expressions')).map((item) => value(item, row))

function value(element: SyntaxElement, row: Row): Value {
  const kind = kindOf(element)
  switch (kind) {
    case 'StringLiteralExpression':
    case 'CompoundStringLiteralExpression':
      return element.LiteralValue
    case 'LongLiteralExpression':
    case 'IntLiteralExpression':
    case 'RealLiteralExpression':
    case 'BooleanLiteralExpression':
    case 'DateTimeLiteralExpression':
      return literal(kind, sourceOf(element))
    case 'UnaryMinusExpression':
      return -Number(value(child(element, 'Expression'), row))
    case 'ParenthesizedExpression':
      return value(child(element, 'Expression'), row)
    case 'DynamicExpression':
      return JSON.parse(sourceOf(child(element, 'Expression'))) as unknown
    case 'NameReference':
      return row[nameOf(element)] ?? null
    case 'PathExpression':
      return memberOf(value(child(element, 'Expression'), row), nameOf(child(element, 'Selector')))
    case 'ElementExpression': {
      const key = value(child(child(element, 'Selector'), 'Expression'), row)
      const whole = value(child(element, 'Expression'), row)
      return memberOf(whole, typeof key === 'number' ? key : textOf(key))
    }
    case 'FunctionCallExpression': {
      const name = nameOf(child(element, 'Name'))
      const call = Object.hasOwn(functions, name) ? functions[name] : undefined
      if (call === undefined) throw new Error(`${name}() is not interpreted`)
      return call(...argumentsOf(element, row))
    }
    default:
      return operation(element, row)
  }
}

/** The text of an element and all that is below it, without the white space around tokens. */
const sourceOf = (element: SyntaxElement): string =>
  element.IsToken ? element.Text : children(element).map(sourceOf).join('')

function literal(kind: string, text: string): Value {
  const inner = /\((.*)\)$/s.exec(text)?.[1]?.trim() ?? text
  if (inner === 'null') return null
  if (kind === 'BooleanLiteralExpression') return inner.toLowerCase() === 'true'
  return kind === 'DateTimeLiteralExpression' ? Date.parse(inner) : Number(inner)
}

function operation(element: SyntaxElement, row: Row): Value {
  const operator = children(element)
    .filter((item) => item.NameInParent === 'Operator')
    .map(sourceOf)
    .join(' ')
  const left = value(child(element, 'Left'), row)
  const rightElement = child(element, 'Right')
  if (operator === 'and' || operator === 'or') {
    const decisive = operator === 'or'
    if (left === decisive) return left
    const right = value(rightElement, row)
    return right === decisive ? right : left === null || right === null ? null : right
  }
  const negated = operator.startsWith('!') ? operator.slice(1) : undefined
  if (kindOf(rightElement) === 'ExpressionList') {
    const items = list(child(rightElement, 'Expressions'))
      .map((item) => value(item, row))
      .flat()
    const found = inList(negated ?? operator, left, items)
    return negated === undefined ? found : !found
  }
  return compared(operator, left, value(rightElement, row))
}

function inList(operator: string, left: Value, items: readonly Value[]): boolean {
  const test = { in: '==', 'in~': '=~', has_any: 'has', has_all: 'has' }[operator]
  if (test === undefined) throw new Error(`${operator} is not interpreted`)
  const passes = (item: Value): boolean => compared(test, left, item) === true
  return operator === 'has_all' ? items.every(passes) : items.some(passes)
}

const textOperators: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  contains: (text, other) => text.includes(other),
  startswith: (text, other) => text.startsWith(other),
  endswith: (text, other) => text.endsWith(other),
  has: hasTerm,
  '=~': (text, other) => text === other,
}

function compared(operator: string, left: Value, right: Value): boolean | null {
  if (operator === 'matches regex') return toJavaScript(textOf(right), 're2').test(textOf(left))
  if (operator === '!~') return !compared('=~', left, right)
  if (operator.startsWith('!') && operator !== '!=')
    return !compared(operator.slice(1), left, right)
  if (Object.hasOwn(textOperators, operator)) {
    return textOperators[operator]!(foldCase(textOf(left)), foldCase(textOf(right)))
  }
  const cased = operator.endsWith('_cs') ? textOperators[operator.slice(0, -3)] : undefined
  if (cased !== undefined) return cased(textOf(left), textOf(right))
  const nulls = Number(left === null) + Number(right === null)
  if (operator === '==' || operator === '!=') {
    if (nulls === 2) return null
    const equal =
      nulls === 0 &&
      (typeof left === typeof right ? left === right : textOf(left) === textOf(right))
    return operator === '==' ? equal : !equal
  }
  if (nulls > 0) return null
  const order = Number(left) - Number(right)
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  if (operator === '>') return order > 0
  if (operator === '>=') return order >= 0
  throw new Error(`the operator ${operator} is not interpreted`)
}
