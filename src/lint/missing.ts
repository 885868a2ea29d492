/** Keys that rules should have. */
import type { Rule } from './rule.js'

/** What a filter may have too (Sigma Filters Specification, "Components"); the rest is that of the rules that it is for. */
const ofFilters = ['id', 'description', 'date']

/** Finds rules in which a key is missing or has nothing behind it. */
export const findMissing = (key: string) =>
  function* (rule: Rule) {
    if (rule.list(key).length > 0 || (rule.kind === 'filter' && !ofFilters.includes(key))) return
    yield { span: rule.entry(key)?.key.span ?? rule.span, values: {} }
  }
