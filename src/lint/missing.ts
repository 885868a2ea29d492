/** Keys that rules should have. */
import type { Rule } from './rule.js'

/** Finds rules in which a key is missing or has nothing behind it. */
export const findMissing = (key: string) =>
  function* (rule: Rule) {
    if (rule.list(key).length > 0) return
    yield { span: rule.entry(key)?.key.span ?? rule.span, values: {} }
  }
