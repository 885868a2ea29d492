/** Sigma rules with a mistake: the random conditions notice each, or they would not notice one of ours. */
import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { evaluate } from '../../src/ast/evaluate.js'
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

const written = await Promise.all(
  sample.map(async (one) => {
    const { queries } = await write(detectionOf(one.condition, { vocabulary: 'sigma' }))
    return { ...one, text: queries[0] }
  }),
)

test.each(Object.entries(mutations))('%s', async (_, mutate) => {
  for (const { condition, events, text } of written) {
    const wrong = text === undefined ? undefined : mutate(text)
    if (wrong === undefined || wrong === text) continue
    const { detections } = await readBack(wrong)
    const [detection] = detections
    if (
      detection !== undefined &&
      events.some(
        (event) =>
          evaluate(detection.condition, event, surroundings) !==
          evaluate(condition, event, surroundings),
      )
    ) {
      return
    }
  }
  throw new Error('Nothing noticed the mistake.')
})

test('without a mistake there is nothing to notice', async () => {
  for (const { condition, events, text } of written) {
    if (text === undefined) continue
    const [detection] = (await readBack(text)).detections
    for (const event of events) {
      expect(detection && evaluate(detection.condition, event, surroundings)).toBe(
        evaluate(condition, event, surroundings),
      )
    }
  }
})
