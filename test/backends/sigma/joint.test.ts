/** Correlations of several rules as documents: what is written reads as the same correlation again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile, type Detection, type Joint } from 'siemantic'
import sigma from '../../../backends/sigma/index.js'
import { fingerprint } from '../../../src/ast/build.js'
import { projectRoot } from '../../project.js'
import { violations } from './schema.js'

async function jointsOf(text: string): Promise<readonly Joint[]> {
  const { rules } = await readRules({ path: 'rules.yml', text }, macroSet())
  return rules.flatMap(({ joint }) => joint ?? [])
}

/** What a joint asks, without places and without what only its readers are told. */
const meaningOf = ({ requirement, groupBy, window, parts }: Joint): unknown =>
  JSON.parse(
    JSON.stringify(
      {
        requirement,
        window,
        groupBy: groupBy.map(({ name }) => name),
        parts: parts.map(({ rule, fields, of }) => ({
          rule,
          fields: fields.map(({ name, field }) => [name, field.name]),
          of: of.kind === 'joint' ? meaningOf(of) : meaningOfRule(of),
        })),
      },
      withoutPlace,
    ),
  )

const meaningOfRule = ({ condition, logSources, aggregation }: Detection): unknown => [
  fingerprint(condition),
  logSources,
  aggregation,
]

const withoutPlace = (key: string, value: unknown): unknown => (key === 'span' ? undefined : value)

/** The text that a joint is written as, which reads as the joint again. */
async function written(joint: Joint): Promise<string> {
  const { status, queries, diagnostics } = await transpile(joint, sigma)
  expect(diagnostics).toEqual([])
  expect(status).toBe('exact')
  const [text = ''] = queries
  const again = (await jointsOf(text)).filter((one) => one.metadata.title === joint.metadata.title)
  expect(again.map(meaningOf)).toEqual([meaningOf(joint)])
  for (const document of text.split('\n---\n')) expect(violations(document)).toEqual([])
  return text
}

const events = (name: string, image: string): string =>
  `title: Rule ${name}
name: ${name}
logsource: {category: process_creation, product: windows}
detection: {s: {Image: ${image}}, condition: s}
`

const rules = `${events('aa', 'x')}---
${events('bb', 'y')}---
${events('cc', 'z')}---
title: By Id
id: 0f0c1d8e-3c1c-4f5e-9d53-0d9f6a2f4b11
logsource: {category: process_creation, product: windows}
detection: {s: {Image: w}, condition: s}
`

const correlation = (text: string): string => `${rules}---\ntitle: C\ncorrelation:\n${text}`

test.each([
  '  type: temporal\n  rules: [aa, bb]\n  group-by: [User]\n  timespan: 5m',
  '  type: temporal\n  rules: [aa, bb]\n  timespan: 90s',
  '  type: temporal_ordered\n  rules: [bb, aa, cc]\n  group-by: [User, Computer]\n  timespan: 1d',
  '  type: temporal\n  rules: [aa, bb, cc]\n  timespan: 5m\n  condition: {gte: 2, lt: 3}',
  '  type: temporal\n  timespan: 5m\n  condition: (aa or bb) and not (aa and cc)',
  '  type: temporal\n  timespan: 5m\n  condition: aa and (bb or (aa and not cc))',
  '  type: temporal\n  rules: [aa, 0f0c1d8e-3c1c-4f5e-9d53-0d9f6a2f4b11]\n  timespan: 5m',
  '  type: temporal\n  timespan: 5m\n  condition: aa and not 0f0c1d8e-3c1c-4f5e-9d53-0d9f6a2f4b11',
  '  type: event_count\n  rules: [aa, bb]\n  timespan: 5m\n  condition: {gte: 10}',
  '  type: value_count\n  rules: [aa, bb]\n  group-by: [User]\n  timespan: 2h\n  condition: {gt: 3, lte: 9, field: Image}',
  '  type: value_percentile\n  rules: [aa, bb]\n  timespan: 7d\n  condition: {gt: 3.5, field: ProcessId, percentile: 99.5}',
  '  type: event_count\n  rules: [aa, bb]\n  group-by: [account]\n  timespan: 5m\n  condition: {gte: 10}\n  aliases: {account: {aa: User, bb: SubjectUserName}}',
])('%j', async (text) => {
  const joints = await jointsOf(correlation(text))
  expect(joints).toHaveLength(1)
  for (const joint of joints) await written(joint)
})

test('the correlations of the fixture', async () => {
  const file = join(projectRoot, 'test', 'rules', 'correlation_of_several.yml')
  const joints = await jointsOf(readFileSync(file, 'utf8'))
  expect(joints.length).toBeGreaterThan(7)
  for (const joint of joints) await written(joint)
})

const nested = `${correlation(
  '  type: temporal\n  rules: [aa, bb]\n  group-by: [User]\n  timespan: 5m',
).replace('title: C', 'title: Inner\nname: inner')}
---
title: Often
name: often
correlation:
  type: event_count
  rules: [aa]
  group-by: [account]
  timespan: 1m
  condition: {gt: 5}
  aliases: {account: {aa: User}}
---
title: Outer
correlation:
  type: temporal
  rules: [inner, often, aa]
  group-by: [who]
  timespan: 1h
  aliases: {who: {inner: User, often: account, aa: User}}
`

test('a rule that several correlations are of stands in the file once', async () => {
  const outer = (await jointsOf(nested)).find(({ metadata }) => metadata.title === 'Outer')
  const text = await written(outer!)
  expect(text.match(/^(?:title|name): .*/gm)).toEqual([
    'title: Rule aa',
    'name: aa',
    'title: Rule bb',
    'name: bb',
    'title: Inner',
    'name: inner',
    'title: Often - Events',
    'name: often_events',
    'title: Often',
    'name: often',
    'title: Outer',
  ])
})

test('correlations of correlations of correlations take no long time', async () => {
  const chain = Array.from(
    { length: 60 },
    (_, index) => `---
title: Link ${index + 1}
name: l${index + 1}
correlation: {type: temporal, rules: [${index === 0 ? 'aa' : `l${index}`}, bb], timespan: 1h}
`,
  )
  const joints = await jointsOf(`${events('aa', 'x')}---\n${events('bb', 'y')}${chain.join('')}`)
  const last = joints.find(({ metadata }) => metadata.title === 'Link 60')
  expect((await written(last!)).split('\n---\n')).toHaveLength(62)
})

test('two rules of one name have a name each', async () => {
  const [joint] = await jointsOf(correlation('  type: temporal\n  rules: [aa, bb]\n  timespan: 5m'))
  const parts = joint!.parts.map((part, index) =>
    part.of.kind === 'detection'
      ? {
          ...part,
          rule: `r${index}`,
          of: { ...part.of, metadata: { ...part.of.metadata, name: 'nn' } },
        }
      : part,
  )
  const { queries } = await transpile({ ...joint!, parts }, sigma)
  expect(queries[0]).toContain('        - nn\n        - nn_2\n')
})

test('which of several log sources a rule found events in, no correlation can ask', async () => {
  const [joint] = await jointsOf(correlation('  type: temporal\n  rules: [aa, bb]\n  timespan: 5m'))
  const parts = joint!.parts.map((part) =>
    part.of.kind === 'detection'
      ? {
          ...part,
          of: { ...part.of, logSources: [{ category: 'image_load' }, { category: 'file_event' }] },
        }
      : part,
  )
  const { status, diagnostics } = await transpile({ ...joint!, parts }, sigma)
  expect(status).toBe('refused')
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'A Sigma rule cannot say a correlation that asks which rules have events, where one of them has several log sources.',
  ])
})
