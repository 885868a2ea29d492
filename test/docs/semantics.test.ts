/** Runs the examples of docs/semantics.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { not } from '../../src/ast/build.js'
import { evaluate, type Event } from '../../src/ast/evaluate.js'
import type { Condition, Regex } from '../../src/ast/nodes.js'
import { readRules } from '../../src/read.js'
import { macroSet } from '../../src/splunk/macros.js'
import { projectRoot } from '../project.js'
import { codeOf, tableRows } from './markdown.js'

const page = readFileSync(join(projectRoot, 'docs/semantics.md'), 'utf8')
const examples = tableRows(page, ['condition', 'event', 'result']).map(
  ([condition = '', event = '', result = '']) =>
    [codeOf(condition), codeOf(event), result] as const,
)

async function read(path: string, text: string): Promise<Condition> {
  const { rules } = await readRules({ path, text }, macroSet())
  const [rule] = rules
  if (rule?.detection === undefined) throw new Error(JSON.stringify(rule?.diagnostics))
  return rule.detection.condition
}

/** A tree as JSON, a Splunk search, or a Sigma selection. */
async function conditionOf(text: string): Promise<Condition> {
  if (text.includes('"kind"')) return JSON.parse(text) as Condition
  if (text.startsWith('search ')) return read('example.spl', text)
  if (text.startsWith('not ')) return not(await conditionOf(text.slice(4)))
  return read(
    'example.yml',
    `title: An example
logsource: {product: windows}
detection:
  selection: ${text}
  condition: selection
`,
  )
}

const surroundings = {
  // The regexes are our own.
  regexFinds: ({ source, ignoreCase, multiline, dotAll }: Regex, text: string): boolean =>
    new RegExp(source, `u${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`).test(
      text,
    ),
  lists: { admins: ['root', 'svc-*'] },
}

test('the page has examples', () => {
  expect(examples.length).toBeGreaterThan(90)
})

test.each(examples)('%s of %s is %s', async (condition, event, result) => {
  const tree = await conditionOf(condition)
  expect(String(evaluate(tree, JSON.parse(event) as Event, surroundings))).toBe(result)
})
