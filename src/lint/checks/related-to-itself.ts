/** A rule that was copied from another has to get a new id, and keeps the old one as related. */
import { entryOf } from '../../source/yaml.js'
import { defineCheck } from '../check.js'

export const relatedToItself = defineCheck({
  code: 'lint/related-to-itself',
  profile: 'default',
  summary:
    'A rule that was copied from another has to get a new id, and keeps the old one as related.',
  bad: {
    text: `
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
related:
    - id: 929a690e-bef0-4204-a928-ef5e620d6fcc
      type: derived
`,
  },
  good: {
    text: `
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
related:
    - id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
      type: derived
`,
  },
  *find(rule) {
    const id = rule.scalar('id')?.text.toLowerCase()
    const related = rule.entry('related')?.value
    if (id === undefined || related?.kind !== 'list') return
    for (const item of related.items) {
      const other = item.kind === 'map' ? entryOf(item, 'id')?.value : undefined
      if (other?.kind === 'scalar' && other.text.toLowerCase() === id) {
        yield { span: other.span, values: {} }
      }
    }
  },
})
