/** Files of several Sigma documents: what `action: global`, `reset` and `repeat` make of the documents beside them. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { describe, entryOf, type YamlEntry, type YamlMap, type YamlNode } from '../source/yaml.js'

/** A document with what it has of others, or with the reason why it is none. */
export interface CollectedDocument {
  readonly node: YamlNode
  readonly diagnostics: readonly Diagnostic[]
}

/** Not in version 2 of the specification, which has one rule a file; as version 1 and its tools understood them. */
const actions = ['global', 'reset', 'repeat']

/** Documents that are no rules, into which nothing is merged. */
const otherDocuments = ['correlation', 'filter', 'search']

/**
 * The documents that stand for rules, each with what it has of those before: `global` gives its keys to all that follow,
 * `reset` ends that, `repeat` is the rule before it with changes. What a document says itself wins over what it is given.
 * Documents that are wrong come with a diagnostic `sigma/*`.
 */
export function expandActions(documents: readonly YamlNode[]): readonly CollectedDocument[] {
  const collected: CollectedDocument[] = []
  /** What `global` documents give, and those of them that no rule has taken yet. */
  let shared: YamlMap | undefined
  let waiting: readonly YamlMap[] = []
  let previous: YamlMap | undefined
  for (const document of documents) {
    if (document.kind !== 'map') {
      collected.push({ node: document, diagnostics: [] })
      continue
    }
    const action = entryOf(document, 'action')
    const own = withoutAction(document)
    switch (actionOf(action)) {
      case 'global':
        shared = merge(own, shared)
        waiting = [...waiting, document]
        break
      case 'reset':
        endShared()
        if (own.entries.length > 0) {
          const { span } = own.entries[0]!.key
          collected.push({ node: own, diagnostics: [diagnostic('sigma/reset-keys', {}, { span })] })
        }
        break
      case 'repeat':
        if (previous === undefined) {
          const found = diagnostic('sigma/nothing-to-repeat', {}, action?.value)
          collected.push({ node: own, diagnostics: [found] })
        } else addRule(merge(own, previous))
        break
      case 'none':
        if (otherDocuments.some((key) => entryOf(own, key) !== undefined)) {
          collected.push({ node: own, diagnostics: [] })
        } else addRule(merge(own, shared))
        break
      case 'unknown':
        collected.push({ node: own, diagnostics: [unknownAction(action!)] })
    }
  }
  endShared()
  return collected

  function addRule(rule: YamlMap): void {
    previous = rule
    waiting = []
    collected.push({ node: rule, diagnostics: [] })
  }

  function endShared(): void {
    for (const node of waiting) {
      const { span } = entryOf(node, 'action')!.value
      collected.push({ node, diagnostics: [diagnostic('sigma/global-alone', {}, { span })] })
    }
    shared = undefined
    waiting = []
  }
}

function actionOf(
  entry: YamlEntry | undefined,
): 'global' | 'reset' | 'repeat' | 'none' | 'unknown' {
  if (entry === undefined) return 'none'
  const text = entry.value.kind === 'scalar' ? entry.value.text : ''
  return text === 'global' || text === 'reset' || text === 'repeat' ? text : 'unknown'
}

function unknownAction({ key, value }: YamlEntry): Diagnostic {
  const isText = value.kind === 'scalar' && value.text !== ''
  const parameters = {
    actual: isText ? `'${value.text}'` : describe(value),
    suggestion: isText ? didYouMean(value.text, actions) : '',
  }
  return diagnostic('sigma/unknown-action', parameters, isText ? value : key)
}

const withoutAction = (document: YamlMap): YamlMap => ({
  ...document,
  entries: document.entries.filter(({ key }) => key.text !== 'action'),
})

/** The entries of a map, and those of `base` whose keys it lacks; maps of both are merged in the same way, lists are not. */
function merge(own: YamlMap, base: YamlMap | undefined): YamlMap {
  if (base === undefined) return own
  const names = new Set(own.entries.map(({ key }) => key.text))
  const merged = own.entries.map(({ key, value }): YamlEntry => {
    const given = entryOf(base, key.text)?.value
    return value.kind === 'map' && given?.kind === 'map'
      ? { key, value: merge(value, given) }
      : { key, value }
  })
  const given = base.entries.filter(({ key }) => !names.has(key.text))
  return { ...own, entries: [...merged, ...given] }
}
