/** Dates of rules, as they can be compared. */
import type { YamlScalar } from '../source/yaml.js'

/** The digits of a date, year first; undefined of what is none. */
export function datePartsOf(value: YamlScalar | undefined): string | undefined {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value?.text ?? '')
  return parts
    ?.slice(1)
    .map((part) => part.padStart(2, '0'))
    .join('')
}
