/** Literals of the search language: escapes, wildcards, networks and numbers. */
import type { Cidr, Exists, Matches, Span } from '../ast/nodes.js'
import { addressBits } from '../ast/evaluate.js'
import { matches } from '../ast/build.js'
import { anyRun, literalText, pattern, shapeOf, type Pattern } from '../ast/pattern.js'
import type { SearchValue } from './search.js'

/**
 * The pattern that a literal means. Only `\\`, `\"` and `\|` are escapes, `*` is a wildcard wherever it stands, behind a
 * backslash and inside quotes too, and `?` is itself (Search Manual, "Backslashes"; Search Reference, "search").
 */
export const decode = (written: string): Pattern =>
  pattern(
    ...(written.match(/\\[\\"|]|[^\\*]+|[\\*]/g) ?? []).map((part) =>
      part === '*' ? anyRun : part.length === 2 && part.startsWith('\\') ? part.slice(1) : part,
    ),
  )

/** The name of a field: in quotes, it may hold anything. */
export const nameOf = ({ kind, text }: SearchValue): string =>
  kind === 'quoted' ? text.replaceAll(/\\([\\"])/g, '$1') : text

/** The literal's text, where it has no wildcard. */
export const literalOf = (value: SearchValue): string | undefined => literalText(decode(value.text))

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

/** The IPv4 network that a literal names: Splunk compares addresses with `a.b.c.d/n` by network. */
function networkOf(text: string): Cidr | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text)
  const prefix = Number(match?.[2])
  const bits = addressBits(match?.[1] ?? '')?.bits
  if (bits === undefined || prefix > 32) return undefined
  const kept = (bits >> BigInt(32 - prefix)) << BigInt(32 - prefix)
  const address = [24n, 16n, 8n, 0n].map((shift) => (kept >> shift) & 255n).join('.')
  return { kind: 'cidr', version: 4, address, prefix }
}
