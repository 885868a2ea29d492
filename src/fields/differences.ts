/** In what columns differ from what they stand for, and what that does to a test. */
import { predicate } from '../ast/build.js'
import type { Predicate, Test } from '../ast/nodes.js'
import { dataTests } from '../ast/xml-data.js'
import type { Effect } from '../diagnostics/diagnostic.js'
import type { Column } from './types.js'

export const ofAnotherField = {
  effect: 'approximate',
  text: 'stands for another field too',
} as const

export const ofTheAddOn = {
  effect: 'approximate',
  text: "is a name that Splunk's add-ons give to what they make of an event",
} as const

/** A column that is wider holds what the field holds, and more around it; a conversion knows more of where it stands. */
export const holdsMore = ({ difference, conversion }: Column): boolean =>
  difference?.effect === 'wider' && conversion === undefined

/** Anchors, boundaries and what looks around: they ask about the ends of a value. */
const asksAboutEnds = /[$^]|\\[AbBGZz]|\(\?<?[=!]/

/** What a difference does to a test: only what is looked for inside of a value is found where the value is not all. */
export function effectOn(test: Test, effect: Effect): Effect {
  if (effect !== 'wider' || test.kind === 'matches' || test.kind === 'exists') return effect
  return test.kind === 'regex' && !asksAboutEnds.test(test.source) ? effect : 'approximate'
}

/** In what two columns of one concept differ from it, but for what they share, and for what the legaliser knows of XML. */
export function differing(own: Column | undefined, column: Column): readonly Column[] {
  if (own?.difference?.text === column.difference?.text) return []
  const sides = column.type === 'eventXml' ? [own] : [own, column]
  return sides.filter((side) => side !== undefined)
}

/**
 * What a regex over the XML of an event asks of the pieces of data in it, any of which is to hold, where other columns hold
 * those. Undefined where the XML is what the other side has, and of what is asked of the XML alone.
 */
export function testsOfData(
  { field, test, span }: Predicate,
  whole: { readonly own: Column | undefined; readonly differing: readonly Column[] } | undefined,
): readonly Predicate[] | undefined {
  const own = whole?.own
  const isXmlHereAlone = own?.type === 'eventXml' && whole?.differing.includes(own) === true
  if (!isXmlHereAlone || test.kind !== 'regex') return undefined
  const pieces = { ...field, type: 'eventXml' } as const
  return dataTests(test)?.map((each) => predicate(pieces, each, span))
}
