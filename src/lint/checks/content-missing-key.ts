/** Each generation of security_content has keys that contentctl asks every detection for. */
import { pathsIn, type Thing } from '../../splunk/places.js'
import { defineContentCheck } from '../check.js'

const always: readonly Thing[] = [
  'id',
  'version',
  'date',
  'author',
  'status',
  'type',
  'description',
  'howToImplement',
  'falsePositives',
  'analyticStories',
  'assetType',
  'products',
  'securityDomain',
]

/** contentctl's models of a detection: the first generation, version 5, and the schemas of its successor. */
const required = {
  v1: always,
  v2: [...always, 'dataSources'],
  v3: [...always, 'dataSources', 'modified', 'techniques'],
} as const satisfies Readonly<Record<string, readonly Thing[]>>

export const contentMissingKey = defineContentCheck({
  code: 'lint/content-missing-key',
  profile: 'escu',
  summary: 'Each generation of security_content has keys that contentctl asks every detection for.',
  bad: {
    content: `
how_to_implement:
`,
  },
  good: {
    content: `
how_to_implement: Collect the events of processes.
`,
  },
  *find(content) {
    for (const thing of required[content.generation]) {
      if (content.at(thing) !== undefined) continue
      const [path = ''] = pathsIn([content.generation]).of(thing)
      yield { span: content.span, values: { key: path.replace('/', '.') } }
    }
  },
})
