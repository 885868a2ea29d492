/** Tags of MITRE ATT&CK. */
import type { Span } from '../ast/nodes.js'
import type { YamlScalar } from '../source/yaml.js'
import type { Document } from './document.js'

/** A tag `attack.…` of a technique or a tactic; tags of groups and software are neither. */
export interface AttackTag {
  readonly kind: 'technique' | 'tactic'
  /** `T1505.004`, `defense-evasion`. */
  readonly name: string
  /** The tag as written. */
  readonly text: string
  readonly span: Span
  readonly scalar: YamlScalar
  /** How an id of a technique is written there. */
  readonly write: (id: string) => string
}

/** The tags of a document that name techniques and tactics, or those of one kind. */
export function attackTags(document: Document, of?: AttackTag['kind']): readonly AttackTag[] {
  if (document.kind === 'content') return of === 'tactic' ? [] : techniquesOf(document)
  return document.list('tags').flatMap((scalar): readonly AttackTag[] => {
    const { text, span } = scalar
    const [, name] = /^attack\.(.+)$/i.exec(text) ?? []
    const kind = name === undefined ? undefined : kindOf(name)
    if (name === undefined || kind === undefined || (of !== undefined && kind !== of)) return []
    const written =
      kind === 'technique' ? name.toUpperCase() : name.toLowerCase().replaceAll('_', '-')
    return [{ kind, name: written, text, span, scalar, write: asTag }]
  })
}

const asTag = (id: string): string => `attack.${id.toLowerCase()}`

/** Splunk's content has ids of techniques in a list of their own. */
const techniquesOf = (document: Document): readonly AttackTag[] =>
  document.list('techniques').map((scalar) => {
    const { text, span } = scalar
    return {
      kind: 'technique',
      name: text.toUpperCase(),
      text,
      span,
      scalar,
      write: (id) => id,
    }
  })

const kindOf = (name: string): AttackTag['kind'] | undefined =>
  /^t\d{4}(?:\.\d+)?$/i.test(name) ? 'technique' : /^[a-z_-]+$/i.test(name) ? 'tactic' : undefined
