/** What a document of Splunk's content says about its detection, as the tree has it. */
import type { ContentTest, Drilldown, Metadata, SplunkContent } from '../ast/nodes.js'
import { entryOf, type YamlMap } from '../source/yaml.js'
import { riskOf } from './risk.js'
import { textAt, type Said } from './said.js'

/** The metadata of a document under a title. */
export function metadataOf(said: Said, title: string): Metadata {
  const falsePositives = said.text('falsePositives')
  return {
    title,
    ...present({
      id: said.text('id'),
      status: said.text('status'),
      level: said.text('level')?.toLowerCase(),
      description: said.text('description'),
      author: said.text('author'),
      date: said.text('date'),
      modified: said.text('modified'),
    }),
    references: said.texts('references'),
    tags: [],
    falsePositives: falsePositives === undefined ? [] : [falsePositives],
    related: [],
    fields: [],
    scope: [],
    techniques: numbered(said.texts('techniques'), /^T\d{4}(?:\.\d{3})?$/),
    tactics: [],
    cves: numbered(said.texts('cves'), /^CVE-\d{4}-\d{4,}$/),
    content: contentOf(said),
    custom: said.custom,
  }
}

/** The ids of a form, upper case, each once. */
const numbered = (texts: readonly string[], form: RegExp): readonly string[] =>
  [...new Set(texts.map((id) => id.trim().toUpperCase()))].filter((id) => form.test(id))

function contentOf(said: Said): SplunkContent {
  const risk = riskOf(said)
  return {
    dataSources: said.texts('dataSources'),
    analyticStories: said.texts('analyticStories'),
    products: said.texts('products'),
    requiredFields: said.texts('requiredFields'),
    ...(risk === undefined ? {} : { risk }),
    drilldowns: said.maps('drilldowns').flatMap(drilldownOf),
    tests: said.maps('tests').map(testOf),
    ...present({
      version: said.text('version'),
      type: said.text('type'),
      howToImplement: said.text('howToImplement'),
      explanation: said.text('explanation'),
      assetType: said.text('assetType'),
      securityDomain: said.text('securityDomain'),
    }),
  }
}

/** The entries that are there. */
function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const there: Record<string, string> = {}
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) there[key] = value
  }
  return there
}

function drilldownOf(map: YamlMap): readonly Drilldown[] {
  const search = textAt(map, 'search')
  if (search === undefined) return []
  return [
    {
      name: textAt(map, 'name') ?? '',
      search,
      ...present({
        earliest: textAt(map, 'earliest_offset'),
        latest: textAt(map, 'latest_offset'),
      }),
    },
  ]
}

function testOf(map: YamlMap): ContentTest {
  const list = entryOf(map, 'attack_data')?.value
  const items = list?.kind === 'list' ? list.items : []
  return {
    name: textAt(map, 'name') ?? '',
    data: items.flatMap((item) => {
      const location = item.kind === 'map' ? textAt(item, 'data') : undefined
      if (item.kind !== 'map' || location === undefined) return []
      const source = textAt(item, 'source')
      const sourcetype = textAt(item, 'sourcetype')
      return [{ location, ...present({ source, sourcetype }) }]
    }),
  }
}
