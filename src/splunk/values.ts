/** Literals of the search language: escapes, wildcards, networks and numbers. */
import type { Cidr, Exists, Matches, Span } from '../ast/nodes.js'
import { addressText } from '../ast/address.js'
import { addressBits, width } from '../ast/evaluate.js'
import { matches } from '../ast/build.js'
import { anyRun, literalText, patternOf, shapeOf, type Pattern } from '../ast/pattern.js'
import type { SearchValue } from './search.js'

/**
 * The pattern that a literal means. Only `\\`, `\"` and `\|` are escapes, `*` is a wildcard wherever it stands, behind a
 * backslash and inside quotes too, and `?` is itself (Search Manual, "Backslashes"; Search Reference, "search").
 */
export const decode = (written: string): Pattern =>
  patternOf(
    (written.match(/\\[\\"|]|[^\\*]+|[\\*]/g) ?? []).map((part) =>
      part === '*' ? anyRun : part.length === 2 && part.startsWith('\\') ? part.slice(1) : part,
    ),
  )

/** The name of a field: in quotes, it may hold anything. */
export const nameOf = ({ kind, text }: SearchValue): string =>
  kind === 'quoted' ? text.replaceAll(/\\([\\"])/g, '$1') : text

/** The literal's text, where it has no wildcard. */
export const literalOf = (value: SearchValue): string | undefined => literalText(decode(value.text))

/**
 * The field and the value that a word looks for as the event's text writes them: `TERM(EventCode=4688)`, as Windows events
 * have it outside of XML, or `"<EventID>4688<"`.
 */
export function fieldInText({ kind, text }: SearchValue): Written | undefined {
  const [, name, value] = (kind === 'TERM' && /^([A-Za-z_]\w*)=([^=*]+)$/.exec(text)) || []
  if (name !== undefined && value !== undefined) return { name, value }
  const id = /^<EventID>(\d{1,9})<(?:\/EventID>)?$/.exec(text)?.[1]
  return kind === 'quoted' && id !== undefined ? { name: 'EventCode', value: id } : undefined
}

interface Written {
  readonly name: string
  readonly value: string
}

/** A decimal number, as `<` and its kin need. */
export const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/

/** What `field = literal` asks of the field. */
export function testOf(value: SearchValue, span: Span): Matches | Exists | Cidr {
  const decoded = decode(value.text)
  if (value.kind !== 'CASE' && shapeOf(decoded).shape === 'any') return { kind: 'exists', span }
  const network = networkOf(literalText(decoded) ?? '')
  if (network !== undefined) return { ...network, span }
  return matches(decoded, {
    span,
    cased: value.kind === 'CASE',
    ...(value.kind === 'bare' && decimal.test(value.text) ? { written: 'number' } : {}),
  })
}

/** The network that a literal names: Splunk compares addresses with `address/bits` by network, of IPv4 and of IPv6. */
export function networkOf(text: string): Cidr | undefined {
  const match = /^([\d.]+|[\da-f:.]*:[\da-f:.]*)\/(\d{1,3})$/i.exec(text)
  const parsed = addressBits(match?.[1] ?? '')
  const prefix = Number(match?.[2])
  if (parsed === undefined || prefix > width(parsed.version)) return undefined
  const hostBits = BigInt(width(parsed.version) - prefix)
  const network = (parsed.bits >> hostBits) << hostBits
  const { version } = parsed
  return { kind: 'cidr', version, address: addressText(version, network), prefix }
}
