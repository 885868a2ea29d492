import { expect, test } from '@jest/globals'
import { linkFiles, macroSet, readSource, type Correlation, type ReadFile } from 'siemantic'
import { walk } from '../../src/ast/visit.js'
import { positionAt } from '../../src/source/text.js'
import { show } from './read.js'

const rule = (name: string): string => `title: Rule ${name}
name: ${name}
logsource: {category: process_creation, product: windows}
detection:
  s: {Image: ${name}}
  condition: s
`

/** A correlation; line 3 is the first of these lines. */
const correlation = (lines: string, more = ''): string => `title: C
correlation:
  ${lines.split('\n').join('\n  ')}
${more}`

const count = 'type: event_count\nrules: a\ngroup-by: User\ntimespan: 5m\ncondition: {gt: 5}'

async function readAll(...texts: readonly string[]): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = []
  for (const [index, text] of texts.entries()) {
    files.push(await readSource({ path: `${index}.yml`, text }, macroSet()))
  }
  return linkFiles(files)
}

/** The query's title and condition and the problems of each rule of each file. */
async function summaryOf(...texts: readonly string[]): Promise<readonly (readonly string[])[]> {
  const files = await readAll(...texts)
  return files.map(({ source, rules }) =>
    rules.map(({ detection, diagnostics }) =>
      [
        ...(detection === undefined
          ? []
          : [`${detection.metadata.title}: ${show(detection.condition)}`]),
        ...diagnostics.map(({ code, span }) => {
          const { line, column } = positionAt(source, span?.start ?? 0)
          return `${line}:${column} ${code}`
        }),
      ].join(' '),
    ),
  )
}

const problemsOf = async (lines: string, more = ''): Promise<readonly string[]> => {
  const [files] = await readAll(correlation(lines, more))
  const { source, rules } = files!
  return rules[0]!.diagnostics.map(({ code, message, span }) => {
    const { line, column } = positionAt(source, span?.start ?? 0)
    return `${line}:${column} ${code} ${message}`
  })
}

async function treeOf(lines: string, more = ''): Promise<Correlation> {
  const file = await readSource({ path: 'c.yml', text: correlation(lines, more) }, macroSet())
  const [entry] = file.rules
  if (entry?.rule?.kind !== 'correlation') throw new Error(JSON.stringify(entry?.diagnostics))
  return entry.rule
}

const served = '1:1 sigma/serves-correlation'

test('W7: what a correlation refers to is found in whatever order and file', async () => {
  const of = correlation(count)
  expect(await summaryOf(of, rule('b'), rule('a'))).toEqual([
    ['C: Image=a'],
    ['Rule b: Image=b'],
    [served],
  ])
  expect(await summaryOf(`${rule('a')}---\n${of}`)).toEqual([[served, 'C: Image=a']])
})

test('a correlation that counts events of one rule is that rule with a threshold', async () => {
  const [file] = await readAll(
    `${correlation(`${count}\naliases: {User: {a: SourceUser, b: Other}}`, 'level: high')}\n---\n${rule('a')}`,
  )
  const { detection } = file!.rules[0]!
  expect(detection?.metadata).toMatchObject({ title: 'C', level: 'high' })
  expect(detection?.logSources).toMatchObject([{ category: 'process_creation' }])
  expect(detection?.aggregation).toMatchObject({
    measure: { kind: 'count' },
    groupBy: [{ name: 'SourceUser' }],
    window: 300,
    having: [{ operator: 'gt', value: '5' }],
  })
})

test.each([
  ['value_count', 'distinct'],
  ['value_sum', 'sum'],
  ['value_avg', 'avg'],
])('%s measures a field', async (type, kind) => {
  const text = correlation(
    `type: ${type}\nrules: a\ntimespan: 1d\ncondition: {field: Size, gte: 0.9}`,
  )
  const [file] = await readAll(text, rule('a'))
  expect(file?.rules[0]?.detection?.aggregation).toMatchObject({
    measure: { kind, field: { name: 'Size' } },
    groupBy: [],
    having: [{ operator: 'gte', value: '0.9' }],
  })
})

test('W25: ranges and fractions are kept', async () => {
  const { having } = await treeOf(count.replace('{gt: 5}', '{gt: 0.5, lte: 200}'))
  expect(having).toMatchObject([
    { operator: 'gt', value: '0.5' },
    { operator: 'lte', value: '200' },
  ])
})

test('every type is read', async () => {
  const types = ['value_percentile', 'value_median', 'temporal', 'temporal_ordered']
  for (const type of types) {
    const condition = type.startsWith('value')
      ? '\ncondition: {field: F, gt: 5, percentile: 95}'
      : ''
    const lines = `type: ${type}\nrules: [a, b]\ntimespan: 5m${condition}`
    expect((await treeOf(lines)).type).toBe(type)
    const [file] = await readAll(correlation(lines), rule('a'), rule('b'))
    expect(file?.rules[0]?.joint?.parts.map((part) => part.rule)).toEqual(['a', 'b'])
  }
})

test('a temporal correlation may have a condition over rules', async () => {
  const lines = 'type: temporal\ntimespan: 5m\ncondition: a and (b or not c)'
  const { rules, expression } = await treeOf(lines)
  expect(rules.map(({ rule: name }) => name)).toEqual(['a', 'b', 'c'])
  expect(expression).toMatchObject({
    kind: 'and',
    operands: [{ rule: 'a' }, { kind: 'or', operands: [{ rule: 'b' }, { kind: 'not' }] }],
  })
})

test('the rules of a correlation have queries of their own where it says so', async () => {
  for (const generate of ['generate: true', 'correlation_: x']) {
    const [, base] = await summaryOf(correlation(count, generate), rule('a'))
    expect(base).toEqual([generate === 'generate: true' ? 'Rule a: Image=a' : served])
  }
  const inside = correlation(`${count}\ngenerate: true`)
  expect((await summaryOf(inside, rule('a')))[1]).toEqual(['Rule a: Image=a'])
})

test('filters are applied before events are counted', async () => {
  const filter = `title: F
logsource: {product: windows}
filter: {rules: a, s: {User: x}, condition: s}
`
  const [first] = await summaryOf(correlation(count), filter, rule('a'))
  expect(first).toEqual(['C: (Image=a & !User=x)'])
})

test('places of a rule of another file are those of the correlation', async () => {
  const text = correlation(count)
  const [file] = await readAll(text, `${'# a comment\n'.repeat(50)}${rule('a')}`)
  const ends: number[] = []
  const { condition } = file!.rules[0]!.detection!
  walk(condition, ({ span }) => ends.push(span?.end ?? Infinity))
  expect(Math.max(...ends)).toBeLessThanOrEqual(text.length)
})

const named = (name: string, rules: string): string =>
  correlation(count.replace('rules: a', `rules: ${rules}`), `name: ${name}`)

test('references that lead nowhere, to several rules or back are errors', async () => {
  expect(await summaryOf(named('x', 'b'), rule('a'))).toEqual([
    ['4:10 sigma/correlated-rule'],
    ['Rule a: Image=a'],
  ])
  expect((await summaryOf(named('x', 'a'), rule('a'), rule('a')))[0]).toEqual([
    '4:10 sigma/correlated-rule',
  ])
  expect((await summaryOf(named('x', 'x')))[0]).toEqual(['1:1 sigma/correlation-cycle'])
  expect(await summaryOf(named('x', 'y'), named('y', 'x'))).toEqual([
    [`1:1 sigma/correlation-cycle ${served}`],
    [`1:1 sigma/correlation-cycle ${served}`],
  ])
})

/** What a correlation with these lines comes to with the rules `a` and `b` and the correlation `other`. */
async function jointOf(lines: string, more = '') {
  const other = correlation(count, 'name: other')
  const [file] = await readAll(correlation(lines, more), rule('a'), rule('b'), other)
  const [entry] = file!.rules
  return { joint: entry!.joint, codes: entry!.diagnostics.map(({ code }) => code) }
}

test('several rules are parts, each with its own names for the fields', async () => {
  const lines = count
    .replace('rules: a', 'rules: [a, b]')
    .replace('group-by: User', 'group-by: [who, Computer]')
  const { joint } = await jointOf(`${lines}\naliases: {who: {a: User, b: TargetUserName}}`)
  expect(joint).toMatchObject({
    parts: [
      {
        rule: 'a',
        fields: [
          { name: 'who', field: { name: 'User' } },
          { name: 'Computer', field: { name: 'Computer' } },
        ],
      },
      { rule: 'b', fields: [{ name: 'who', field: { name: 'TargetUserName' } }, {}] },
    ],
    groupBy: [{ name: 'who' }, { name: 'Computer' }],
    window: 300,
    requirement: { kind: 'measure', measure: { kind: 'count' }, having: [{ operator: 'gt' }] },
  })
})

test('a correlation is a part of another', async () => {
  const { joint } = await jointOf(count.replace('rules: a', 'rules: other'))
  expect(joint?.parts).toMatchObject([
    { rule: 'other', of: { kind: 'detection', aggregation: { window: 300 } } },
  ])
})

test.each([
  ['', { kind: 'parts', having: [{ operator: 'gte', value: '2' }] }],
  ['\ncondition: {lt: 2}', { kind: 'parts', having: [{ operator: 'lt', value: '2' }] }],
  ['\ncondition: a and not B', { kind: 'expression', expression: { kind: 'and' } }],
])('temporal%s', async (condition, requirement) => {
  const { joint } = await jointOf(`type: temporal\nrules: [a, b]\ntimespan: 5m${condition}`)
  expect(joint?.requirement).toMatchObject(requirement)
})

test('rules in order are all of them', async () => {
  const lines = 'type: temporal_ordered\nrules: [b, a]\ntimespan: 5m\n'
  for (const condition of ['', 'condition: {gte: 2}', 'condition: a and b']) {
    const { joint } = await jointOf(lines + condition)
    expect(joint?.requirement).toEqual({ kind: 'ordered' })
    expect(joint?.parts.map(({ rule: name }) => name)).toEqual(['b', 'a'])
  }
  for (const condition of ['condition: {gte: 1}', 'condition: a or b', 'condition: a']) {
    expect((await jointOf(lines + condition)).codes).toEqual(['sigma/correlation-unsupported'])
  }
})

test('what a correlation finds has only the fields of its groups', async () => {
  const lines = count.replace('rules: a', 'rules: other').replace('User', 'Computer')
  expect((await jointOf(lines)).codes).toEqual(['sigma/correlated-field'])
})

test('an expression is over the rules of the correlation', async () => {
  const lines = 'type: temporal\nrules: [a, b]\ntimespan: 5m\ncondition: a and c'
  expect((await jointOf(lines)).codes).toEqual(['sigma/correlated-rule'])
})

test('a percentile needs to be said', async () => {
  const lines = 'type: value_percentile\nrules: [a, b]\ntimespan: 5m\ncondition: {field: F, gt: 5'
  expect((await jointOf(`${lines}}`)).codes).toEqual(['sigma/correlation-unsupported'])
  expect((await jointOf(`${lines}, percentile: 99.5}`)).joint?.requirement).toMatchObject({
    measure: { kind: 'percentile', percentile: '99.5', field: { name: 'F' } },
  })
})

test('chains that double at each step end', async () => {
  const chain = Array.from({ length: 40 }, (_, index) => {
    const [before, twice] = [`c${index}`, `d${index}`]
    const lines = count.replace('rules: a', `rules: [${before}, ${twice}]`)
    return [`c${index + 1}`, `d${index + 1}`].map((name) => correlation(lines, `name: ${name}`))
  }).flat()
  const first = ['c0', 'd0'].map((name) => correlation(count, `name: ${name}`))
  const files = await readAll(...chain.toReversed(), ...first, rule('a'))
  const codes = files[0]!.rules[0]!.diagnostics.map(({ code }) => code)
  expect(codes).toContain('sigma/correlated-rule')
  const sizes = files.flatMap(({ rules }) =>
    rules[0]!.diagnostics.filter(({ code }) => code === 'sigma/correlation-size'),
  )
  expect(sizes).toHaveLength(2)
})

test.each([
  [
    'type: event_count',
    'type: event_cuont',
    "3:9 sigma/correlation-type 'event_cuont' is no type of correlation that Sigma knows. Did you mean 'event_count'?",
  ],
  [
    '{gt: 5}',
    '{gtt: 5, lt: 6}',
    "7:15 sigma/correlation-key The condition of a correlation has no 'gtt'. Did you mean 'gt'?",
  ],
  ['{gt: 5}', '{gt: five}', "7:19 sigma/wrong-type 'gt' has to be a number; this is text."],
  [
    '{gt: 5}',
    '{field: F}',
    '7:14 sigma/correlation-threshold This condition compares with nothing: it needs lt, lte, gt, gte, eq or neq.',
  ],
  ['{gt: 5}', 'a and b', "7:14 sigma/wrong-type 'condition' has to be a map; this is text."],
  [
    'timespan: 5m',
    'timespan: 5M',
    "6:13 sigma/timespan 'timespan' has to be a number and one of s, m, h, d and w, as in 90m; this is '5M'.",
  ],
  ['\ntimespan: 5m', '', "3:3 sigma/missing-key The rule has no 'timespan'."],
  ['\ncondition: {gt: 5}', '', "3:3 sigma/missing-key The rule has no 'condition'."],
  ['\nrules: a', '', "3:3 sigma/missing-key The rule has no 'rules'."],
  [
    'group-by: User',
    'group-by: {a: b}',
    "5:13 sigma/wrong-type An item of 'group-by' has to be the name of a field; this is a map.",
  ],
  [
    'group-by: User',
    'aliases: [a]',
    "5:3 sigma/wrong-type 'aliases' has to be a map from names to maps from rules to fields; this is a list.",
  ],
  [
    'group-by: User',
    'generate: maybe',
    "5:13 sigma/wrong-type 'generate' has to be true or false; this is text.",
  ],
])('%j as %j is a mistake', async (from, to, problem) => {
  expect(await problemsOf(count.replace(from, to))).toContain(problem)
})

test('a document is a rule, a filter or a correlation', async () => {
  expect((await problemsOf(count, 'detection: {s: {A: a}, condition: s}'))[0]).toBe(
    "8:1 sigma/correlation-detects A correlation has no 'detection': a document is either the one or the other.",
  )
})

test('a long circle of correlations is found, and told in short', async () => {
  const chain = Array.from({ length: 3000 }, (_, index) =>
    correlation(count.replace('rules: a', `rules: r${(index + 1) % 3000}`), `name: r${index}\n`),
  )
  const [file] = await readAll(chain.join('---\n'))
  const [first] = file!.rules
  expect(first?.diagnostics.map(({ code }) => code)).toContain('sigma/correlation-cycle')
  expect(first?.diagnostics.every(({ message }) => message.length < 200)).toBe(true)
})
