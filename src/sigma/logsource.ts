/** Log sources of Sigma rules. */
import type { LogSource } from '../ast/nodes.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { certain, didYouMean, nearest } from '../diagnostics/suggest.js'
import { describe, entryOf, type YamlMap, type YamlNode, type YamlScalar } from '../source/yaml.js'
import type { Report } from './items.js'

const keys = ['category', 'product', 'service'] as const
const allKeys = [...keys, 'definition']

/** Every combination of the values that the map gives; a list of values is not in the specification, but is meant. */
export function readLogSources(node: YamlNode, report: Report): readonly LogSource[] {
  if (node.kind !== 'map') return wrong(node, 'a map', report)
  for (const { key } of node.entries) {
    if (allKeys.includes(key.text) || nearest(key.text, allKeys) === undefined) continue
    const suggestion = didYouMean(key.text, allKeys)
    const parameters = { value: key.text, what: "key of 'logsource'", suggestion }
    const guess = certain(key.text, allKeys)
    const meant = guess !== undefined && entryOf(node, guess) === undefined ? guess : undefined
    report(diagnostic('sigma/unknown-value', parameters, { span: key.span, meant }))
  }
  const definition = entryOf(node, 'definition')?.value
  const said = definition?.kind === 'scalar' && definition.text !== '' ? definition.text : undefined
  let sources: readonly LogSource[] = [
    { span: node.span, ...(said === undefined ? {} : { definition: said }) },
  ]
  for (const key of keys) {
    const values = readTexts(node, key, report)
    if (values.length > 0) {
      sources = sources.flatMap((source) =>
        values.map(({ text, span }) => ({
          ...source,
          [key]: text,
          ...(values.length > 1 ? { span } : {}),
        })),
      )
    }
  }
  return keys.some((key) => sources[0]?.[key] !== undefined)
    ? sources
    : wrong(node, 'a map with category, product or service', report)
}

function readTexts(map: YamlMap, key: string, report: Report): readonly YamlScalar[] {
  const value = entryOf(map, key)?.value
  if (value === undefined) return []
  const items = value.kind === 'list' ? value.items : [value]
  if (value.kind === 'list') {
    report(diagnostic('sigma/logsource-list', { key }, { span: value.span }))
  }
  return items.flatMap((item) => {
    if (item.kind === 'scalar') return item.type === 'null' || item.text === '' ? [] : [item]
    const parameters = { what: `'${key}'`, expected: 'text', actual: describe(item) }
    report(diagnostic('sigma/wrong-type', parameters, { span: item.span }))
    return []
  })
}

function wrong(node: YamlNode, expected: string, report: Report): readonly LogSource[] {
  const actual = node.kind === 'map' ? 'a map without any of them' : describe(node)
  const parameters = { what: "'logsource'", expected, actual }
  report(diagnostic('sigma/wrong-type', parameters, { span: node.span }))
  return []
}
