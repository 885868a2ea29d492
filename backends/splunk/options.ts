/** The options and formats that the two Splunk targets share. */
import type { Format, OptionDefinition } from '../../src/print/backend.js'

export const style: OptionDefinition = {
  description:
    "escu: with the macros of Splunk's security_content; plain: with no macros but those of the search itself",
  default: 'plain',
  values: ['plain', 'escu'],
}

export const formats: Readonly<Record<string, Format>> & { readonly default: Format } = {
  default: { description: 'the search alone' },
  savedsearches: {
    description: 'a stanza of savedsearches.conf',
    extension: 'conf',
    template: 'splunk/savedsearches.hbs',
  },
}
