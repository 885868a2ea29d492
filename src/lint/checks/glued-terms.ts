/** Two terms without a blank between them are read as two, and look like one: nearly always a blank or an operator got lost. */
import { defineSearchCheck } from '../check.js'

export const gluedTerms = defineSearchCheck({
  code: 'lint/glued-terms',
  profile: 'default',
  summary:
    'Two terms without a blank between them are read as two, and look like one: nearly always a blank or an operator got lost.',
  bad: { search: 'index=windows process="* Nul*"user=system' },
  good: { search: 'index=windows process="* Nul*" user=system' },
  *find({ parts }) {
    for (const { node, clause } of parts) {
      if (node.kind !== 'and') continue
      for (const [index, operand] of node.operands.entries()) {
        const before = node.operands[index - 1]
        if (before?.end !== operand.start || before.kind === 'group' || operand.kind === 'group')
          continue
        if (clause.isFromMacro(operand.start) || clause.isFromMacro(before.end - 1)) continue
        yield { span: clause.spanOf(operand), values: {} }
      }
    }
  },
})
