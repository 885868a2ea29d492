/** A tag with a technique or tactic that no version of ATT&CK has counts for no coverage. */
import { certain, didYouMean } from '../../diagnostics/suggest.js'
import { techniqueOf } from '../../attack/techniques.js'
import { defineDocumentCheck } from '../check.js'
import { retiredTactics, tactics } from '../../attack/table.js'
import { rewriteScalar } from '../fix.js'
import { attackTags } from '../tags.js'

/** The technique that a number means, `T1059.001` by `t1059.1` or `1059_001`; undefined where there is none. */
function techniqueMeant(name: string): string | undefined {
  const [, technique, part] = /^t?(\d{4})(?:[._-](\d{1,3}))?$/i.exec(name) ?? []
  const id = `T${technique}${part === undefined ? '' : `.${part.padStart(3, '0')}`}`
  return techniqueOf(id)?.state === 'used' ? id : undefined
}

const asked = (meant: string | undefined): string =>
  meant === undefined ? '' : ` Did you mean '${meant}'?`

export const attackUnknown = defineDocumentCheck({
  code: 'lint/attack-unknown',
  profile: 'default',
  summary: 'A tag with a technique or tactic that no version of ATT&CK has counts for no coverage.',
  bad: {
    text: `
tags:
    - attack.persistance
`,
  },
  good: {
    text: `
tags:
    - attack.persistence
    - attack.t1505.004
`,
  },
  *find(document) {
    for (const { kind, name, span, scalar, write } of attackTags(document)) {
      const known = tactics.includes(name) || name in retiredTactics
      if (kind === 'technique' && techniqueOf(name) === undefined) {
        const meant = techniqueMeant(name)
        const fix = meant === undefined ? undefined : rewriteScalar(document, scalar, write(meant))
        yield { span, values: { what: 'technique', name, suggestion: asked(meant) }, fix }
      }
      if (kind === 'tactic' && !known) {
        const suggestion = didYouMean(name, tactics)
        const meant = certain(name, tactics)
        const fix =
          meant === undefined ? undefined : rewriteScalar(document, scalar, `attack.${meant}`)
        yield { span, values: { what: 'tactic', name, suggestion }, fix }
      }
    }
    for (const scalar of document.list('tags')) {
      const [, name = ''] = /^attack\.(t\d{4}[_-]\d+|\d{4}(?:[._-]\d+)?)$/i.exec(scalar.text) ?? []
      const meant = techniqueMeant(name)
      if (meant === undefined) continue
      const fix = rewriteScalar(document, scalar, `attack.${meant.toLowerCase()}`)
      const values = { what: 'technique', name, suggestion: asked(meant) }
      yield { span: scalar.span, values, fix }
    }
  },
})
