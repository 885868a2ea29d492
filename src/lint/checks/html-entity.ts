/** Searches that were copied from a web page may hold entities of HTML, which Splunk does not know. */
import { defineSearchCheck } from '../check.js'
import { spanOf } from '../../source/mapped.js'
import { grainAt } from '../../splunk/written.js'

const entity = /&(?:gt|lt|amp|quot|apos|nbsp|#\d{1,4}|#x[\da-f]{1,4});/iy

export const htmlEntity = defineSearchCheck({
  code: 'lint/html-entity',
  profile: 'default',
  summary:
    'Searches that were copied from a web page may hold entities of HTML, which Splunk does not know.',
  bad: { search: 'index=windows | eval many=if(count &gt; 5, 1, 0) | table user many' },
  good: { search: 'index=windows | eval many=if(count > 5, 1, 0) | table user many' },
  *find({ text }) {
    const { text: written } = text
    // In strings it may be what is looked for.
    for (let at = 0; at < written.length;) {
      const { kind, end } = grainAt(written, at)
      entity.lastIndex = at
      const found = kind === 'character' && written[at] === '&' ? entity.exec(written) : null
      if (found !== null) {
        yield { span: spanOf(text, at, at + found[0].length), values: { entity: found[0] } }
      }
      at = end
    }
  },
})
