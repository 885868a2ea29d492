/** Values of a field that some test is about: what it is true of, what it nearly is, and what it should ignore. */
import * as fc from '../random.js'
import type { Regex, Test } from '../../src/ast/nodes.js'

/** A value for a field that these tests read; undefined for a missing field. */
export function valuesFor(
  tests: readonly Test[],
  text: fc.Arbitrary<string>,
  sampleOf: (regex: Regex) => string,
  without: readonly ('missing' | 'null' | 'empty' | 'number' | 'list')[],
): fc.Arbitrary<unknown> {
  const hits = tests.map((test) => hitsOf(test, text, sampleOf)).filter((hit) => hit !== undefined)
  const hit = hits.length === 0 ? text : fc.oneof(...hits)
  const single = fc.oneof(
    { weight: 6, arbitrary: hit },
    { weight: 4, arbitrary: nearMisses(hit, text) },
    { weight: 1, arbitrary: text },
  )
  const filled = without.includes('empty') ? single.filter((value) => value !== '') : single
  const all: fc.WeightedArbitrary<unknown>[] = [{ weight: 14, arbitrary: filled }]
  if (!without.includes('missing')) all.push({ weight: 3, arbitrary: fc.constant(undefined) })
  if (!without.includes('null')) all.push({ weight: 1, arbitrary: fc.constant(null) })
  if (!without.includes('empty')) all.push({ weight: 1, arbitrary: fc.constant('') })
  if (!without.includes('number')) {
    all.push({
      weight: 2,
      arbitrary: fc.oneof(fc.integer({ min: -4, max: 31 }), fc.constantFrom(29, 4688)),
    })
  }
  if (!without.includes('list')) {
    all.push({
      weight: 2,
      arbitrary: fc.array(filled, { minLength: without.includes('empty') ? 1 : 0, maxLength: 3 }),
    })
  }
  return fc.oneof(...all)
}

/** Texts that pass the test; undefined where there is nothing to aim at. */
function hitsOf(
  test: Test,
  text: fc.Arbitrary<string>,
  sampleOf: (regex: Regex) => string,
): fc.Arbitrary<string> | undefined {
  switch (test.kind) {
    case 'matches':
      return fc
        .tuple(
          ...test.pattern.map((part) =>
            typeof part === 'string'
              ? fc.constant(part)
              : part.wildcard === 'run'
                ? text
                : text.map((each) => Array.from(each)[0] ?? 'q'),
          ),
        )
        .map((parts) => parts.join(''))
    case 'regex':
      return fc
        .tuple(text, text, fc.boolean())
        .map(([before, after, exact]) => (exact ? sampleOf(test) : before + sampleOf(test) + after))
    case 'compare':
      return fc.integer({ min: -1, max: 1 }).map((step) => String(Number(test.value) + step))
    case 'cidr':
      return fc.constantFrom(
        test.address,
        '10.1.2.3',
        '11.0.0.1',
        '192.168.7.255',
        '192.168.8.0',
        '127.0.0.1',
        '2001:db8::7',
        '2001:db9::7',
        '::1',
        '10.1.2',
        '300.1.1.1',
      )
    case 'sameAs':
    case 'exists':
    case 'isNull':
    case 'datePart':
    case 'inList':
    case 'placeholder':
      return undefined
  }
}

/** What some language takes for a wildcard, for blank or for nothing. */
const special = /[*?%_\\"\s]/

/** The other case, a little more, a little less, a path around it, something else in place of what is special. */
const nearMisses = (hit: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(hit, text, fc.nat(8), fc.nat(8)).map(([value, extra, at, how]) => {
    const units = Array.from(value)
    switch (how) {
      case 0:
        return value.toUpperCase()
      case 1:
        return value.toLowerCase()
      case 2:
        return extra + value
      case 3:
        return value + extra
      case 4:
        return units.filter((_, index) => index !== at).join('')
      case 5:
        return [...units.slice(0, at), extra, ...units.slice(at)].join('')
      case 6:
        return `C:\\dir/x\\${value}`
      case 7:
        return value.replace(special, () => extra)
      default:
        return `${value}\n`
    }
  })
