/** A misspelt key of Splunk's content is read by nothing; contentctl refuses it. */
import { certain } from '../../diagnostics/suggest.js'
import { entryOf } from '../../source/yaml.js'
import { pathsIn, places, type Thing } from '../../splunk/places.js'
import { rewriteWord } from '../fix.js'
import { defineContentCheck } from '../check.js'

const paths = (Object.keys(places) as readonly Thing[]).flatMap((thing) =>
  pathsIn(['v1', 'v2', 'v3']).of(thing),
)

/** The first parts of all places, and what no conversion asks for. */
const topKeys: ReadonlySet<string> = new Set([
  ...paths.map((path) => path.split('/')[0] ?? path),
  ...(
    'tags rba category schedule baselines throttling datamodel macros lookups enabled_by_default ' +
    'atomic_guid threat_group deprecation_info file_path'
  ).split(' '),
])

const tagKeys: ReadonlySet<string> = new Set([
  ...paths.filter((path) => path.startsWith('tags/')).map((path) => path.slice('tags/'.length)),
  ...(
    'confidence impact atomic_guid group nist cis20 kill_chain_phases manual_test throttling context dataset ' +
    'supported_tas automated_detection_testing'
  ).split(' '),
])

export const contentMisspeltKey = defineContentCheck({
  code: 'lint/content-misspelt-key',
  profile: 'default',
  summary: "A misspelt key of Splunk's content is read by nothing; contentctl refuses it.",
  bad: {
    content: `
data_sources:
    - Sysmon EventID 1
`,
    without: 'data_source',
  },
  good: {
    content: `
data_source:
    - Sysmon EventID 1
`,
  },
  *find(content) {
    const { map } = content
    const tags = entryOf(map, 'tags')?.value
    for (const [of, known] of [
      [map, topKeys],
      [tags, tagKeys],
    ] as const) {
      if (of?.kind !== 'map') continue
      for (const { key } of of.entries) {
        if (known.has(key.text)) continue
        const lower = key.text.toLowerCase()
        const guess = known.has(lower) ? lower : certain(key.text, known)
        if (guess === undefined || entryOf(of, guess) !== undefined) continue
        yield {
          span: key.span,
          values: { key: key.text, guess },
          fix: rewriteWord(content.source, key.span, guess),
        }
      }
    }
  },
})
