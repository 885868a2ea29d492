/** Values inside of columns of Sentinel's tables that hold JSON. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { backends } from 'siemantic/backends'
import { tables } from '../../backends/sentinel/schema.js'
import { evaluate } from '../interpreters/kusto/evaluate.js'

async function queryOf(path: string, text: string) {
  const { rules } = await readRules({ path, text }, macroSet())
  const sentinel = await backends['sentinel-kql']!()
  return transpile(rules[0]!.detection!, sentinel)
}

const trail = (selection: string): string => `title: T
logsource: {product: aws, service: cloudtrail}
detection: {s: ${selection}, condition: s}
`

test.each([
  ['{requestParameters.attribute: userData}', '{"attribute":"userdata"}', true],
  ['{requestParameters.attribute: userData}', '{"attribute":"other"}', false],
  ['{requestParameters.attribute: userData}', '{"other":"userData"}', false],
  ['{requestParameters.attribute: userData}', '', false],
  ['{requestParameters.egress: false}', '{"egress":false}', true],
  ['{requestParameters.egress: false}', '{"egress":true}', false],
  ['{requestParameters.a.x-b|contains: c}', '{"a":{"x-b":"abcd"}}', true],
  ['{requestParameters.a.x-b|contains: c}', '{"a":"x-b c"}', false],
])('%s of %s', async (selection, RequestParameters, selected) => {
  const { status, queries } = await queryOf('r.yml', trail(selection))
  expect(status).toBe('exact')
  expect(evaluate(queries[0]!, { RequestParameters }, tables)).toBe(selected)
})

test('what is in a list, and a path into a column that holds no JSON, have no column', async () => {
  for (const field of ['requestParameters.items{}.id', 'userAgent.name']) {
    const search = `sourcetype=aws:cloudtrail "${field}"=x`
    const { status, diagnostics } = await queryOf('r.spl', search)
    expect(status).toBe('refused')
    expect(diagnostics.map(({ code }) => code)).toContain('mapping/no-field')
  }
})

test('a column of the type dynamic', async () => {
  const { queries } = await queryOf(
    'r.yml',
    'title: T\nlogsource: {product: azure, service: signinlogs}\ndetection: {s: {DeviceDetail.isCompliant: false}, condition: s}\n',
  )
  for (const isCompliant of [true, false]) {
    const row = { DeviceDetail: { isCompliant } }
    expect(evaluate(queries[0]!, row, tables)).toBe(!isCompliant)
  }
})
