/** In `where`, a star is a star: `=` and `in` know no wildcards, and those of `like` are `%` and `_`. */
import { defineSearchCheck } from '../check.js'
import { expressionsOf, type Expression } from '../../splunk/written.js'

/** A star at an end of something else, as people write wildcards; a star alone may be meant. */
const wildcard = /^\*[\w\\/. -]{2,}|[\w\\/. -]{2,}\*$/

function comparedWith(node: Expression): readonly Expression[] {
  if (node.kind === 'comparison') return /^!?=$/.test(node.operator) ? [node.left, node.right] : []
  return node.kind === 'call' && /^(?:in|like)$/.test(node.name) ? node.parameters.slice(1) : []
}

export const whereWildcard = defineSearchCheck({
  code: 'lint/where-wildcard',
  profile: 'default',
  summary:
    'In `where`, a star is a star: `=` and `in` know no wildcards, and those of `like` are `%` and `_`.',
  bad: { search: 'index=windows | where process="*mimikatz*"' },
  good: { search: 'index=windows | where like(process, "%mimikatz%")' },
  *find({ stages }) {
    for (const { where } of stages) {
      if (where === undefined) continue
      for (const node of expressionsOf(where.tree)) {
        for (const value of comparedWith(node)) {
          if (value.kind !== 'text' || !wildcard.test(value.text)) continue
          if (!where.isFromMacro(value.start)) {
            yield { span: where.spanOf(value), values: { value: value.text } }
          }
        }
      }
    }
  },
})
