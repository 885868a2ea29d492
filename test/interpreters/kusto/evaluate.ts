/**
 * Runs the Kusto queries that the Sentinel backend prints on one row, by walking the official parser's syntax tree.
 *
 * Nulls are the documentation's: a string is never null; `==` of null and a value is false, `!=` true, of two nulls
 * both are null; an order with null is null; `not(null)` is null; `where` drops what is null.
 */
import { each, madeOf } from '../origins.js'
import { toJavaScript } from '../regex/pcre.js'
import { analyse, kindOf, type SyntaxElement, type Tables } from './kusto.js'
import { aggregates } from './aggregates.js'
import { foldCase, functions, hasTerm, memberOf, textOf, type Value } from './values.js'

/** The rows of a table. */
export type RowsOf = (table: string) => readonly Row[]

/** A row of a table by column; a column that is missing is empty, or null where it is no string. */
export type Row = Readonly<Record<string, unknown>>

/** Whether the query emits the row. Throws where the parser reports an error, and for what is not interpreted. */
export const evaluate = (query: string, row: Row, tables: Tables): boolean =>
  evaluateAll(query, () => [row], tables).length > 0

/** The rows that the query emits where its tables have these rows. */
export function evaluateAll(query: string, rowsOf: RowsOf, tables: Tables): readonly Row[] {
  return run(expressionOf(query, tables), { rowsOf, tables, bound: new Map() })
}

/** Where rows come from: tables, and results that `as` gave a name. */
interface Sources {
  readonly rowsOf: RowsOf
  readonly tables: Tables
  readonly bound: Map<string, readonly Row[]>
}

/** The query that was parsed last: the parser is slow, and a query is mostly run on several events in a row. */
let latest:
  | { readonly query: string; readonly tables: Tables; readonly expression: SyntaxElement }
  | undefined

function expressionOf(query: string, tables: Tables): SyntaxElement {
  if (latest?.query === query && latest.tables === tables) return latest.expression
  const parsed = analyse(query, tables)
  const errors = parsed.GetDiagnostics()
  for (let index = 0; index < errors.Count; index++) {
    const { Severity, Code, Message } = errors.getItem(index)
    if (Severity === 'Error') throw new SyntaxError(`${Code}: ${Message}`)
  }
  const [statement, ...others] = list(child(parsed.Syntax, 'Statements'))
  if (statement === undefined || others.length > 0) throw new Error('not one statement')
  latest = { query, tables, expression: child(statement, 'Expression') }
  return latest.expression
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

/** The rows that a pipeline emits. */
function run(element: SyntaxElement, sources: Sources): readonly Row[] {
  const { rowsOf, tables, bound } = sources
  const kind = kindOf(element)
  switch (kind) {
    case 'NameReference': {
      const name = nameOf(element)
      const known = bound.get(name)
      if (known !== undefined) return known
      const columns = tables[name]
      if (columns === undefined) throw new Error(`no table ${name}`)
      return each(rowsOf(name), (row) =>
        Object.fromEntries(
          Object.entries(columns).map(([column, type]) => [column, cell(row[column], type)]),
        ),
      )
    }
    case 'ParenthesizedExpression':
      return run(child(element, 'Expression'), sources)
    // "Takes two or more tables and returns the rows of all of them."
    case 'UnionOperator':
      return list(child(element, 'Expressions')).flatMap((part) => run(part, sources))
    case 'PipeExpression':
      return piped(child(element, 'Operator'), run(child(element, 'Expression'), sources), sources)
    default:
      throw new Error(`${kind} is not interpreted`)
  }
}

/** Operators that name results or read others besides, and all the rest. */
function piped(operator: SyntaxElement, rows: readonly Row[], sources: Sources): readonly Row[] {
  const kind = kindOf(operator)
  if (kind === 'AsOperator') {
    sources.bound.set(nameOf(child(operator, 'Name')), rows)
    return rows
  }
  return kind === 'JoinOperator' ? joined(operator, rows, sources) : stage(operator, rows)
}

/** `join kind=inner (…) on a, b`: every pair of rows with the same values in these. */
function joined(operator: SyntaxElement, rows: readonly Row[], sources: Sources): readonly Row[] {
  if (!sourceOf(operator).includes('kind=inner')) throw new Error('join of one kind only')
  const names = list(child(child(operator, 'ConditionClause'), 'Expressions')).map(nameOf)
  const others = run(child(operator, 'Expression'), sources)
  const keyOf = (row: Row): string => JSON.stringify(names.map((name) => row[name]))
  return rows.flatMap((row) =>
    others
      .filter((other) => keyOf(other) === keyOf(row))
      .map((other) => madeOf({ ...other, ...row }, [row])),
  )
}

/** What a column of a type holds where an event has that value. */
function cell(given: unknown, type: string): Value {
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
      return each(rows, (row) => list(child(operator, 'Expressions')).reduce(extended, row))
    case 'MvApplyOperator':
      return rows.flatMap((row) => mvApply(operator, row))
    case 'SummarizeOperator':
      return summarized(operator, rows)
    case 'ProjectOperator':
      return each(rows, (row) =>
        Object.fromEntries(
          list(child(operator, 'Expressions')).map((item) => namedValue(item, row)),
        ),
      )
    // Which columns are shown, and in which order: nothing is selected by them.
    case 'ProjectAwayOperator':
    case 'ProjectReorderOperator':
    case 'SortOperator':
      return rows
    default:
      throw new Error(`${kind} is not interpreted`)
  }
}

/** A column that an expression makes: under the name that it is given, or that of the first column that it reads. */
function namedValue(item: SyntaxElement, row: Row): readonly [string, Value] {
  return kindOf(item) === 'SimpleNamedExpression'
    ? [nameOf(child(item, 'Name')), value(child(item, 'Expression'), row)]
    : [firstName(item), value(item, row)]
}

/** A path names its column by its steps: that of `a.b` is `a_b`. */
function firstName(element: SyntaxElement): string {
  if (kindOf(element) === 'NameReference') return nameOf(element)
  if (kindOf(element) === 'PathExpression')
    return `${firstName(child(element, 'Expression'))}_${nameOf(child(element, 'Selector'))}`
  const [first] = list(child(child(element, 'ArgumentList'), 'Expressions'))
  if (first === undefined) throw new Error(`${kindOf(element)} has no name`)
  return firstName(first)
}

/** A row for each combination of the values of the by-clause; without one, a single row, also of no rows. */
function summarized(operator: SyntaxElement, rows: readonly Row[]): readonly Row[] {
  const clause = children(operator).find((item) => item.NameInParent === 'ByClause')
  const by = clause === undefined ? [] : list(child(clause, 'Expressions'))
  const groups = new Map<string, { readonly key: Row; readonly rows: Row[] }>()
  if (by.length === 0) groups.set('', { key: {}, rows: [...rows] })
  else {
    for (const row of rows) {
      const key = Object.fromEntries(by.map((item) => namedValue(item, row)))
      const text = JSON.stringify(key)
      const group = groups.get(text)
      if (group === undefined) groups.set(text, { key, rows: [row] })
      else group.rows.push(row)
    }
  }
  const made = list(child(operator, 'Aggregates'))
  return [...groups.values()].map(({ key, rows: of }) =>
    madeOf({ ...key, ...Object.fromEntries(made.map((item) => aggregate(item, of))) }, of),
  )
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
  return pipeline(child(child(operator, 'Subquery'), 'Expression'), inner).map((result) =>
    madeOf({ ...row, ...result }, [row]),
  )
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
  const aggregated = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined
  if (aggregated === undefined) throw new Error(`${name}() is not interpreted`)
  const values = rows.map((row) => argumentsOf(call, row))
  return [nameOf(child(item, 'Name')), aggregated(values)]
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
    case 'TimespanLiteralExpression':
      return timespan(sourceOf(element))
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

const units: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 }

/** A span such as `90m`, in milliseconds. */
function timespan(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (unit === undefined) throw new Error(`the timespan ${text} is not interpreted`)
  return Number(count) * units[unit]!
}

function operation(element: SyntaxElement, row: Row): Value {
  const operator = children(element)
    .filter((item) => item.NameInParent === 'Operator')
    .map(sourceOf)
    .join(' ')
  const leftElement = child(element, 'Left')
  const rightElement = child(element, 'Right')
  // "search "*err*"" is `where * contains "err"`: in any column.
  if (kindOf(leftElement) === 'StarExpression') {
    const sought = value(rightElement, row)
    return Object.values(row).some((cellValue) => compared(operator, cellValue, sought) === true)
  }
  const left = value(leftElement, row)
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

function compared(operator: string, left: Value, right: Value): boolean | number | null {
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
  if (operator === '+') return Number(left) + Number(right)
  if (operator === '*') return Number(left) * Number(right)
  const order = Number(left) - Number(right)
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  if (operator === '>') return order > 0
  if (operator === '>=') return order >= 0
  throw new Error(`the operator ${operator} is not interpreted`)
}
