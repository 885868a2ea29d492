/** A misspelt category or service is a log source of its own, which no pipeline maps to anything. */
import type { LogSource } from '../../ast/nodes.js'
import { certain, didYouMean } from '../../diagnostics/suggest.js'
import { describeLogSource } from '../../fields/find.js'
import { entryOf, type YamlScalar } from '../../source/yaml.js'
import { defineCheck } from '../check.js'
import { knownLogSources } from '../data/log-sources.js'
import { rewriteScalar } from '../fix.js'
import { same } from '../log-sources.js'
import type { Rule } from '../rule.js'

const parts = ['product', 'category', 'service'] as const
type Part = (typeof parts)[number]

const isKnown = (part: Part, name: string | undefined): boolean =>
  name === undefined || knownLogSources.some((known) => known[part] === name.toLowerCase())

/** Where a name stands. A list of categories beside one of products makes many log sources of it. */
function scalarOf(rule: Rule, part: Part, { [part]: name }: LogSource): YamlScalar | undefined {
  const map = rule.entry('logsource')?.value
  const value = map?.kind === 'map' ? entryOf(map, part)?.value : undefined
  const items = value === undefined ? [] : value.kind === 'list' ? value.items : [value]
  return items.filter((item) => item.kind === 'scalar').find(({ text }) => text === name)
}

export const unknownLogSource = defineCheck({
  code: 'lint/unknown-log-source',
  profile: 'default',
  summary:
    'A misspelt category or service is a log source of its own, which no pipeline maps to anything.',
  bad: {
    text: `
logsource:
    category: process_creations
    product: windows
`,
  },
  good: {
    text: `
logsource:
    category: process_creation
    product: windows
`,
  },
  *find(rule) {
    const reported = new Set<YamlScalar>()
    for (const logSource of rule.logSources) {
      if (knownLogSources.some((known) => same(known, logSource))) continue
      // A mix of names that are known one by one is what other checks are about.
      const wrong = parts.find((part) => !isKnown(part, logSource[part]))
      if (wrong === undefined) continue
      const scalar = scalarOf(rule, wrong, logSource)
      if (scalar !== undefined && reported.has(scalar)) continue
      if (scalar !== undefined) reported.add(scalar)
      const { product, [wrong]: name = '' } = logSource
      const near = knownLogSources
        .filter(
          (known) => wrong === 'product' || product === undefined || known.product === product,
        )
        .map((known) => known[wrong])
        .filter(Boolean)
      const meant = certain(name, near)
      yield {
        span: scalar?.span ?? logSource.span ?? rule.span,
        values: { logSource: describeLogSource(logSource), suggestion: didYouMean(name, near) },
        fix: scalar && meant ? rewriteScalar(rule, scalar, meant) : undefined,
      }
    }
  },
})
