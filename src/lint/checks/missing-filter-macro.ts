/** In ESCU, every search ends with a macro of its own, where its users put what they want to leave out. */
import { defineSearchCheck } from '../check.js'
import { filterMacroOf } from '../escu.js'
import { spanOf } from '../../source/mapped.js'

export const missingFilterMacro = defineSearchCheck({
  code: 'lint/missing-filter-macro',
  profile: 'escu',
  summary:
    'In ESCU, every search ends with a macro of its own, where its users put what they want to leave out: the name of the detection in lower case, with `_` between words, and `_filter`.',
  bad: { search: 'index=windows user=system | stats count by user' },
  good: { search: 'index=windows user=system | stats count by user | `search_filter`' },
  *find({ stages, title, text }) {
    const macro = filterMacroOf(title)
    if (stages.some((stage) => stage.text.text.includes(`\`${macro}\``))) return
    const last = stages.at(-1)?.text ?? text
    yield { span: spanOf(last, 0, last.text.length), values: { macro } }
  },
})
