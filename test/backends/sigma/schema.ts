/**
 * What the JSON schemas of the Sigma specification ask of a document, written from those of version 2.1: the types, required
 * keys and forms of `sigma-detection-rule-schema.json` and `sigma-correlation-rules-schema.json`.
 */
import { load } from 'js-yaml'

type Check = (value: unknown) => boolean

const text =
  (longest = 65_535, shortest = 0): Check =>
  (value) =>
    typeof value === 'string' && value.length >= shortest && value.length <= longest
const matching =
  (form: RegExp): Check =>
  (value) =>
    typeof value === 'string' && form.test(value)
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value)
const listOf =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(item) && new Set(value).size === value.length
const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const mapOf =
  (checks: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value) =>
    isMap(value) &&
    required.every((key) => Object.hasOwn(value, key)) &&
    Object.entries(checks).every(([key, check]) => !Object.hasOwn(value, key) || check(value[key]))

const id = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
const date = matching(/^\d{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12]\d|3[01])$/)
const number: Check = (value) => typeof value === 'number'

const common: Readonly<Record<string, Check>> = {
  title: text(256),
  id,
  name: text(256),
  related: listOf(
    mapOf(
      { id, type: oneOf('derived', 'obsolete', 'merged', 'renamed', 'similar', 'correlation') },
      ['id', 'type'],
    ),
  ),
  taxonomy: text(256),
  status: oneOf('stable', 'test', 'experimental', 'deprecated', 'unsupported'),
  description: text(),
  license: text(),
  author: text(),
  references: listOf(text()),
  date,
  modified: date,
  tags: listOf(matching(/^[a-z0-9_-]+\.[a-z0-9._-]+$/)),
  scope: listOf(text(65_535, 2)),
  fields: listOf(text()),
  falsepositives: listOf(text(65_535, 2)),
  level: oneOf('informational', 'low', 'medium', 'high', 'critical'),
}

const logsource = mapOf({ category: text(), product: text(), service: text(), definition: text() })

/** A selection is a map, or a list of texts, whole numbers and maps. */
const selection: Check = (value) =>
  isMap(value) ||
  (Array.isArray(value) &&
    value.every((item) => typeof item === 'string' || Number.isInteger(item) || isMap(item)))

const detection: Check = (value) =>
  isMap(value) &&
  typeof value['condition'] === 'string' &&
  Object.entries(value).every(([key, item]) => key === 'condition' || selection(item))

const temporal = oneOf('temporal', 'temporal_ordered')

const ofCorrelation: Readonly<Record<string, Check>> = {
  rules: listOf(text(65_535, 2)),
  'group-by': listOf(text()),
  timespan: matching(/^\d+[smhd]$/),
  aliases: (value) => isMap(value) && Object.values(value).every(isMap),
}

const threshold = mapOf({
  field: text(256),
  percentile: number,
  gt: number,
  gte: number,
  lt: number,
  lte: number,
  eq: number,
  neq: number,
})

/** A threshold has a condition; which rules have events needs none, or is an expression over them. */
const correlation: Check = (value) =>
  isMap(value) && temporal(value['type'])
    ? mapOf({ ...ofCorrelation, condition: (of) => typeof of === 'string' || threshold(of) }, [
        'rules',
        'timespan',
      ])(value)
    : mapOf(
        {
          ...ofCorrelation,
          type: oneOf(
            'event_count',
            'value_count',
            'value_sum',
            'value_avg',
            'value_percentile',
            'value_median',
          ),
          condition: threshold,
        },
        ['type', 'rules', 'timespan', 'condition'],
      )(value)

/** The keys of a document that the schemas do not allow as they are, and those that they miss. */
export function violations(document: string): readonly string[] {
  const value = load(document)
  if (!isMap(value)) return ['no map']
  const counts = Object.hasOwn(value, 'correlation')
  const checks = { ...common, ...(counts ? { correlation } : { logsource, detection }) }
  const required = ['title', ...(counts ? ['correlation'] : ['logsource', 'detection'])]
  return [
    ...required.filter((key) => !Object.hasOwn(value, key)).map((key) => `no ${key}`),
    ...Object.entries(checks)
      .filter(([key, check]) => Object.hasOwn(value, key) && !check(value[key]))
      .map(([key]) => `${key}: ${JSON.stringify(value[key])}`),
  ]
}
