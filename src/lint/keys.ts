/** The keys of Sigma's documents. */
import { certain, nearest } from '../diagnostics/suggest.js'
import type { Rule } from './rule.js'

/** Sigma Specification 2.1, the keys of rules, correlations and filters; and two of SigmaHQ's own. */
export const ruleKeys: readonly string[] = (
  'title id name status level description author date modified license taxonomy references tags ' +
  'falsepositives related fields scope logsource detection correlation generate filter action ' +
  'regression_tests_path simulation'
).split(' ')

/** What people call keys that Sigma calls otherwise; the values may differ, so nothing is repaired. */
const synonyms: Readonly<Record<string, string>> = {
  created: 'date',
  creation_date: 'date',
  desc: 'description',
  fp: 'falsepositives',
  refs: 'references',
  severity: 'level',
  updated: 'modified',
}

/** Small letters, and nothing between words: `false_positives` and `logSource` are no other words. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '')

/** One for many, or many for one: `tag`, `levels`. */
const inNumber = (name: string): string | undefined =>
  ruleKeys.find((key) => key === `${name}s` || `${key}s` === name)

/** Of short names nearly every one is near another. */
const likely = (name: string): string | undefined =>
  name.length < 6 ? undefined : nearest(name, ruleKeys)

/** What a key that Sigma does not know was probably to be; undefined of one that may well be what it is. */
export function misspellingIn(
  rule: Rule,
  key: string,
): { readonly guess: string; readonly isCertain: boolean } | undefined {
  if (ruleKeys.includes(key)) return undefined
  const name = bare(key)
  const meant = ruleKeys.includes(name) ? name : (inNumber(name) ?? certain(name, ruleKeys))
  const guess = meant ?? synonyms[key.toLowerCase()] ?? likely(name)
  // Beside the key that is meant, it is something else.
  return guess === undefined || rule.entry(guess) !== undefined
    ? undefined
    : { guess, isCertain: meant !== undefined }
}
