/** Sigma rules with a mistake: the random conditions notice each, or they would not notice one of ours. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { evaluate, type Event } from '../../src/ast/evaluate.js'
import type { Condition } from '../../src/ast/nodes.js'
import { detectionOf, readBack, write } from '../backends/sigma/written.js'
import { cases, surroundings } from './conditions.js'

type Mutation = (rule: string) => string

const inCondition =
  (change: (phrase: string) => string): Mutation =>
  (rule) =>
    rule.replace(/^( *condition: )(.*)$/m, (_, key: string, phrase: string) => key + change(phrase))

const mutations: Readonly<Record<string, Mutation>> = {
  'AND for OR': inCondition((phrase) =>
    phrase.replaceAll(' or ', ' and ').replaceAll('1 of ', 'all of '),
  ),
  'OR for AND': inCondition((phrase) =>
    phrase.replaceAll(' and ', ' or ').replaceAll('all of ', '1 of '),
  ),
  'all of a list for any': (rule) => rule.replaceAll('|all:', ':'),
  'a NOT that is lost': inCondition((phrase) => phrase.replaceAll(/\bnot /g, '')),
  'brackets that are lost': inCondition((phrase) => phrase.replaceAll(/[()]/g, '')),
  'an escape that is lost': (rule) => rule.replaceAll(/\\([*?])/g, '$1'),
  'a backslash that is lost': (rule) =>
    rule.replaceAll(/^.*$/gm, (line) =>
      line.includes('|re') ? line : line.replaceAll(/\\\\(?=[*?\\])/g, '\\'),
    ),
  'an item that is lost': (rule) => rule.replace(/(\n *- [^\n]*)\n *- [^\n]*/, '$1'),
  'case that is lost': (rule) => rule.replaceAll('|cased', ''),
  'case that is made up': (rule) =>
    rule.replaceAll(/(\|(?:contains|startswith|endswith)):/g, '$1|cased:'),
  'a wildcard that is lost': (rule) => rule.replaceAll(/\|(?:contains|startswith|endswith)\b/g, ''),
  'a flag that is lost': (rule) => rule.replaceAll(/\|re\|[ims|]+:/g, '|re:'),
}

const sample = fc.sample(
  cases({ fields: ['CommandLine', 'Image', 'User'], without: ['basename'] }),
  {
    numRuns: 1000,
    seed: 42,
  },
)

interface Written {
  readonly condition: Condition
  readonly events: readonly Event[]
  readonly text: string
}

const written: Written[] = []
for (const { condition, events } of sample) {
  const { queries } = await write(detectionOf(condition, { vocabulary: 'sigma' }))
  for (const text of queries) written.push({ condition, events, text })
}

/** Whether a rule selects other events than its condition, or cannot be read any more. */
async function isOther(text: string, { condition, events }: Written): Promise<boolean> {
  const [detection] = (await readBack(text)).detections
  return events.some((event) => {
    const found = detection && evaluate(detection.condition, event, surroundings)
    return found !== evaluate(condition, event, surroundings)
  })
}

test.each(Object.entries(mutations))('%s is noticed', async (_, mutate) => {
  let isNoticed = false
  for (const one of written) {
    const wrong = mutate(one.text)
    isNoticed ||= wrong !== one.text && (await isOther(wrong, one))
  }
  expect(isNoticed).toBe(true)
})

test('without a mistake there is nothing to notice', async () => {
  for (const one of written) expect(await isOther(one.text, one)).toBe(false)
})
