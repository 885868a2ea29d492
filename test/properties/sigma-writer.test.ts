/** What the target sigma writes, our own reader reads as the same meaning. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { field, matches, predicate, simplify } from '../../src/ast/build.js'
import { evaluate } from '../../src/ast/evaluate.js'
import type { Condition, Detection, Vocabulary } from '../../src/ast/nodes.js'
import { canonical, detectionOf, metadata, readBack, write } from '../backends/sigma/written.js'
import { cases, surroundings } from './conditions.js'

/** The one detection that a condition becomes and reads back as; undefined where it is refused. */
async function there(condition: Condition, vocabulary: Vocabulary): Promise<Detection | undefined> {
  const { status, queries } = await write(detectionOf(condition, { vocabulary }))
  if (status === 'refused') return undefined
  expect(status).toBe('exact')
  const { detections, problems } = await readBack(queries[0] ?? '')
  expect(problems.filter((problem) => !problem.startsWith('sigma/unused'))).toEqual([])
  expect(detections).toHaveLength(1)
  return detections[0]
}

test.each(['sigma', 'sysmon'] as const)(
  'a random condition in the names of %s selects the same events',
  async (vocabulary) => {
    let written = 0
    const fields = ['CommandLine', 'Image', 'User']
    await fc.assert(
      fc.asyncProperty(cases({ fields, without: ['basename'] }), async ({ condition, events }) => {
        const detection = await there(condition, vocabulary)
        if (detection === undefined) return
        written++
        for (const event of events) {
          expect(evaluate(detection.condition, event, surroundings)).toBe(
            evaluate(condition, event, surroundings),
          )
        }
      }),
      { numRuns: 500 },
    )
    // Constants are refused.
    expect(written).toBeGreaterThan(250)
  },
)

const isConstant = (condition: Condition): boolean =>
  ['always', 'never'].includes(simplify(condition).kind)

test('what is written once is written the same again', async () => {
  await fc.assert(
    fc.asyncProperty(cases({ fields: ['CommandLine', 'Image'] }), async ({ condition }) => {
      const once = await there(condition, 'sysmon')
      // What contradicts itself reads as a constant, which no rule can say.
      if (once === undefined || isConstant(once.condition)) return
      const { queries } = await write(once)
      const { detections } = await readBack(queries[0] ?? '')
      expect(detections.map((detection) => canonical(detection.condition))).toEqual([
        canonical(once.condition),
      ])
      expect(detections[0]?.selections.map(({ name }) => name)).toEqual(
        once.selections.map(({ name }) => name),
      )
    }),
    { numRuns: 200 },
  )
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('---', '...', '- a', 'a: b', 'a #b', '#', '%x', '@x', '&x', '*x', '!x', '|', '>'),
  fc.constantFrom('yes', 'No', 'null', '~', '1e3', '0x1F', '0o17', '1_000', '12:30:45', '.5', '='),
  fc.constantFrom(
    '2024-01-01',
    'true',
    '<<',
    "it's",
    '"',
    '\\',
    'a\nb',
    'a\r\nb\n',
    '\u2028',
    '\t',
  ),
)

test('no text breaks out of its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyText,
      anyText,
      anyText.filter((name) => name !== '' && !name.includes('|') && !name.includes('\0')),
      async (title, value, name) => {
        const condition = predicate(field(name), matches(value))
        if (title.trim() === '') return
        const custom = { [`x${title}`]: value, nested: [value, { [value]: title }] }
        const said = { ...metadata, title, description: value, references: [title], custom }
        const { queries } = await write(detectionOf(condition, { metadata: said }))
        const text = queries[0] ?? ''
        if (text.includes('\0')) return
        const { detections } = await readBack(text)
        expect(detections).toHaveLength(1)
        expect(detections[0]?.metadata).toEqual({ ...said })
        expect(canonical(detections[0]?.condition ?? condition)).toBe(canonical(condition))
      },
    ),
    { numRuns: 2_000 },
  )
})
