/** Searches that were copied from a web page may hold entities of HTML, which Splunk does not know. */
import { defineSearchCheck } from '../check.js'
import { spanOf } from '../../source/mapped.js'
import { grainAt } from '../../splunk/written.js'

const entity = /&(?:gt|lt|amp|quot|apos|nbsp|#\d{1,4}|#x[\da-f]{1,4});/iy

/** Command lines have `>` and `<`, and pages have links with `&amp;`; what has tags is HTML or XML and meant to be. */
const isLostInString = (text: string): boolean =>
  /&[gl]t;/i.test(text) && !/&lt;[/!?\w]/i.test(text)

export const htmlEntity = defineSearchCheck({
  code: 'lint/html-entity',
  profile: 'default',
  summary:
    'Searches that were copied from a web page may hold entities of HTML, which Splunk does not know.',
  bad: { search: 'index=windows | eval many=if(count &gt; 5, 1, 0) | table user many' },
  good: { search: 'index=windows | eval many=if(count > 5, 1, 0) | table user many' },
  *find({ text }) {
    const { text: written } = text
    for (let at = 0; at < written.length;) {
      const { kind, end } = grainAt(written, at)
      const piece = written.slice(at, end)
      const isLost = kind === 'character' || (kind === 'string' && isLostInString(piece))
      // One of a string tells of them all.
      const start = at + piece.indexOf('&')
      entity.lastIndex = start
      const found = isLost && start >= at ? entity.exec(written)?.[0] : undefined
      if (found !== undefined) {
        yield { span: spanOf(text, start, start + found.length), values: { entity: found } }
      }
      at = end
    }
  },
})
