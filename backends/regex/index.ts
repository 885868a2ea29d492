/** The target regex: plain regular expressions over events as text. */
import { always } from '../../src/ast/build.js'
import type { Destination } from '../../src/fields/types.js'
import { defineBackend, type Printed } from '../../src/print/backend.js'
import { printCondition } from '../../src/print/printer.js'
import { fieldPatterns, jsonLine, rawLine } from './languages.js'

/** Events as their source writes them, so in the names of the Sigma taxonomy. */
const events: Destination = { name: 'events', vocabulary: 'sigma', filter: always, eventIds: [] }

/** One regex for a line. The start is anchored, so that an engine tries each line once. */
const renderLine = ({ filter }: Printed): string => `^${filter.join('')}`

/** One regex a field, and the condition over them. Keyword patterns have the field `*`: any. */
function renderFields({ plan }: Printed): string {
  const patterns = new Map<
    string,
    { readonly id: string; readonly field: string; readonly pattern: string }
  >()
  const nameOf = (field: string, pattern: string): string => {
    const known = patterns.get(`${field}\n${pattern}`)
    if (known !== undefined) return known.id
    const id = `p${patterns.size + 1}`
    patterns.set(`${field}\n${pattern}`, { id, field, pattern })
    return id
  }
  const condition = printCondition(plan.filter, fieldPatterns(nameOf))
  return JSON.stringify({ condition, patterns: [...patterns.values()] }, undefined, 2)
}

export default defineBackend({
  name: 'regex',
  title: 'a regex',
  description: 'regular expressions over events as lines of text',
  extension: 'regex',
  options: {},
  formats: {
    default: { description: 'one PCRE over a one-line JSON event (grep -P, rg -P)' },
    fields: {
      description:
        'a regex a field and the condition over them, for engines without lookaheads (RE2, Hyperscan)',
      extension: 'json',
      language: fieldPatterns((field) => field),
      render: renderFields,
    },
    raw: { description: 'one PCRE over a line of plain text', language: rawLine },
  },
  destinations: () => [events],
  unknownLogSource: events,
  unmappedFields: 'keep',
  selectsLogSource: false,
  language: jsonLine,
  render: renderLine,
})
