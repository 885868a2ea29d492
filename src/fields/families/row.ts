/** Short forms for writing the rows of a family. */
import type { Vocabulary } from '../../ast/nodes.js'
import type { Column, FieldRow } from '../types.js'

/** A name alone is a column of text. */
type Cell = string | Column

/** A row of the table. */
export const row = (
  concept: string,
  cells: Readonly<Partial<Record<Vocabulary, Cell>>>,
  basename?: string,
): FieldRow => ({
  concept,
  ...(basename === undefined ? {} : { basename }),
  columns: Object.fromEntries(
    Object.entries(cells).map(([vocabulary, cell]) => [
      vocabulary,
      typeof cell === 'string' ? { name: cell, type: 'string' as const } : cell,
    ]),
  ),
})

type More = Omit<Column, 'name' | 'type'>

/** Columns by their type. */
export const text = (name: string, more: More = {}): Column => ({ name, type: 'string', ...more })
export const keyword = (name: string, more: More = {}): Column => ({
  name,
  type: 'keyword',
  ...more,
})
export const wildcard = (name: string, more: More = {}): Column => ({
  name,
  type: 'wildcard',
  ...more,
})
export const analysed = (name: string, more: More = {}): Column => ({ name, type: 'text', ...more })
export const number = (name: string, more: More = {}): Column => ({ name, type: 'number', ...more })

/** A column of text with other names. */
export const also = (name: string, ...aliases: readonly string[]): Column => text(name, { aliases })

/** What is only there as the basename of a column of text. */
export const basenameOf = (name: string, ...aliases: readonly string[]): Column =>
  text(name, { part: 'basename', ...(aliases.length === 0 ? {} : { aliases }) })

/** Splunk has no field for an object, or none for this concept at all; the event's text holds it. */
export const inSplunkText = text('_raw', {
  anywhere: true,
  difference: { effect: 'wider', text: 'holds it somewhere in its text' },
})

/**
 * Sigma's taxonomy has every field of a Windows event as the event itself has it: `GrantedAccess`. What Splunk's add-ons make
 * besides is in lower case, or has a `_`: `dest`, `Logon_Type`.
 */
export const ofTheEvent = {
  template: '{name}',
  type: 'string',
  names: /^(?:[a-z0-9]*[A-Z][A-Za-z0-9]*|param\d+)$/,
} as const

/** The event's id: raw events have it as `EventCode` in Splunk, and as `EventID` too where it keeps the XML. */
export const eventCode = number('EventCode', { aliases: ['EventID', 'event_id', 'signature_id'] })

/** An account in a vocabulary that keeps its domain in another column. */
export const withoutDomain = {
  conversion: 'accountName',
  difference: { effect: 'approximate', text: 'holds the account name without its domain' },
} as const satisfies More

/** ASIM's host names, where Windows writes the full one. */
export const shortName = {
  difference: { effect: 'approximate', text: 'holds the host name without its domain' },
} as const satisfies More

/**
 * Splunk's own field `host`, which every event has as its input was told to call the computer that wrote it; elsewhere
 * there is only the name that an event has for that. Source: Knowledge Manager Manual, "Use default fields".
 */
export function hostOfInput(
  splunk: readonly Vocabulary[],
  others: Readonly<Partial<Record<Vocabulary, string>>>,
): FieldRow {
  const difference = {
    effect: 'approximate',
    text: "holds the computer's own name, where Splunk's inputs may give another",
  } as const
  return row('splunk.host', {
    ...Object.fromEntries(splunk.map((vocabulary) => [vocabulary, 'host'])),
    ...Object.fromEntries(
      Object.entries(others).map(([vocabulary, name]) => [
        vocabulary,
        (vocabulary === 'ecs' ? keyword : text)(name, { difference, writeOnly: true }),
      ]),
    ),
  })
}

/**
 * Rows of Sysmon's events, with what they are called in Sentinel's table Event: as Sysmon itself calls them, so as the
 * Sigma taxonomy does.
 */
export const inEventTable = (rows: readonly FieldRow[]): readonly FieldRow[] =>
  rows.map((each) => {
    const { sigma, sysmon, sentinelEvent } = each.columns
    if (sentinelEvent !== undefined || sigma === undefined || sysmon?.name !== sigma.name)
      return each
    const { name, part } = sysmon
    const column: Column = { name, type: 'string', ...(part === undefined ? {} : { part }) }
    return { ...each, columns: { ...each.columns, sentinelEvent: column } }
  })
