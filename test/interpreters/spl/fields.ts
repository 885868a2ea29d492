/** Commands that make, name and drop fields: rename, eval, fillnull, fields, table, addtotals. */
import { each } from '../origins.js'
import { compileExpression } from './expression.js'
import { bareName, isDecimal, likeValue, partsAt, valuesOf, type Event } from './text.js'

/** What a command makes of a row. */
export type Change = (row: Event) => Event

/** `rename a as b, "Processes.*" as "*"`. */
export function renamed(body: string): Change {
  const pairs: (readonly [from: string, to: string])[] = []
  const pair = /\s*(?:"([^"]+)"|([^\s",]+))\s+as\s+(?:"([^"]+)"|([^\s",]+))\s*,?/iy
  while (pair.lastIndex < body.length) {
    const at = pair.lastIndex
    const match = pair.exec(body)
    if (match === null) throw new SyntaxError(`not a rename: ${body.slice(at)}`)
    pairs.push([match[1] ?? match[2]!, match[3] ?? match[4]!])
  }
  return (row) => pairs.reduce((made, [from, to]) => renamedAs(from, to, made), row)
}

function renamedAs(fromText: string, toText: string, row: Event): Event {
  const result: Record<string, unknown> = { ...row }
  const from = fromText.split('*')
  const to = toText.split('*')
  // "Renaming a field that does not exist": what the other name held is gone all the same.
  const before = Object.entries(result)
  if (from.length === 1 && from[0] !== to[0]) delete result[to[0]!]
  for (const [name, value] of before) {
    const [start, after] = from
    const isMatch =
      after === undefined ? name === start : name.startsWith(start!) && name.endsWith(after)
    if (!isMatch) continue
    const middle = after === undefined ? '' : name.slice(start!.length, name.length - after.length)
    delete result[name]
    result[to.join(middle)] = value
  }
  return result
}

/** `eval a=x, b=y`: one after the other. */
export function computed(body: string): Change {
  const assignments = partsAt(body, ',').map((assignment) => {
    const [, field, text] = /^\s*([\w.]+|'[^']+'|"[^"]+")\s*=([\s\S]+)$/.exec(assignment) ?? []
    if (field === undefined) throw new SyntaxError(`not an assignment: ${assignment}`)
    return [field.replaceAll(/['"]/g, ''), compileExpression(text!)] as const
  })
  return (row) =>
    assignments.reduce((made, [name, expression]) => ({ ...made, [name]: expression(made) }), row)
}

/** `fillnull value=x a b`; without fields "the value is applied to all fields" that any of the results has. */
export function fillNull(body: string, rows: readonly Event[]): readonly Event[] {
  const [, quoted, bare = '0'] = /\bvalue\s*=\s*(?:"([^"]*)"|(\S+))/.exec(body) ?? []
  const named = fieldsOf(body.replace(/\bvalue\s*=\s*(?:"[^"]*"|\S+)/, ''))
  const names = named.length > 0 ? named : [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return each(rows, (row) => {
    const missing = names.filter((name) => valuesOf(row, name).length === 0)
    return { ...row, ...Object.fromEntries(missing.map((name) => [name, quoted ?? bare])) }
  })
}

/** `addtotals fieldname=f a b`: "the arithmetic sum of all numeric fields" of a list. */
export function total(body: string): Change {
  const [, name = 'Total'] = /\bfieldname\s*=\s*"?([^\s"]+)/i.exec(body) ?? []
  const names = fieldsOf(body.replace(/\bfieldname\s*=\s*\S+/i, ''))
  if (names.length === 0 || names.some((field) => field.includes('=')))
    throw new Error(`this addtotals is not interpreted: ${body}`)
  return (row) => {
    const numbers = names.flatMap((field) => valuesOf(row, field)).filter(isDecimal)
    return { ...row, [name]: numbers.reduce((sum, value) => sum + Number(value), 0) }
  }
}

/** The names of a list, without quotes. */
export const fieldsOf = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .filter((field) => field !== '')
    .map(bareName)

/** Whether a name is one of those, which may have wildcards. */
export const isOf = (name: string, forms: readonly string[]): boolean =>
  forms.some((form) => likeValue(form, name, true))

export const only =
  (forms: readonly string[]): Change =>
  (row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => isOf(name, forms)))

export const without =
  (forms: readonly string[]): Change =>
  (row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !isOf(name, forms)))
