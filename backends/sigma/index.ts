/** The target sigma: any detection as a Sigma rule. Sigma Specification 2.1, https://sigmahq.io/sigma-specification/ */
import { always } from '../../src/ast/build.js'
import type { Detection } from '../../src/ast/nodes.js'
import type { Destination, LogSourceRow } from '../../src/fields/types.js'
import type { Capabilities, Gap } from '../../src/legalise/capabilities.js'
import { defineBackend } from '../../src/print/backend.js'
import { isNumber } from '../../src/print/yaml.js'
import { regexProblem } from '../../src/regex/read.js'
import { thresholds } from './correlation.js'
import { showCondition, writeRule } from './document.js'
import { lacksJoint, writeJoint } from './joint.js'
import { forms, isFieldName, isPlaceholderName } from './forms.js'

const rule: Destination = {
  name: 'a Sigma rule',
  vocabulary: 'sigma',
  filter: always,
  eventIds: [],
}

/** A rule names the log source itself. Where one channel has all of its events, a rule may name some of them besides. */
function destinations({ events }: LogSourceRow): readonly Destination[] {
  const [only, ...others] = events
  return only === undefined || others.length > 0
    ? [rule]
    : [{ ...rule, eventIds: only.eventIds.map(String) }]
}

/** A Sigma rule keeps its names. */
const ownDestination = ({ vocabulary, logSources }: Detection): Destination | undefined =>
  vocabulary === 'sigma' && logSources.length > 0 ? rule : undefined

const gaps: readonly Gap[] = [
  {
    applies: (leaf) =>
      leaf.kind === 'predicate' &&
      (!isFieldName(leaf.field) || (leaf.test.kind === 'sameAs' && leaf.test.field.name === '')),
    what: "a field without a name, or with a '|' in it",
  },
  {
    applies: ({ test }) => test.kind === 'sameAs' && test.field.part !== undefined,
    what: 'a comparison with a part of another field',
  },
  {
    applies: ({ test }) => test.kind === 'compare' && !isNumber(test.value),
    what: 'a comparison with this number',
  },
  {
    applies: ({ test }) => test.kind === 'regex' && regexProblem(test.source) !== undefined,
    what: 'a regex with this syntax',
  },
  {
    applies: ({ test }) =>
      (test.kind === 'placeholder' && !isPlaceholderName(test.name)) ||
      (test.kind === 'inList' && !isPlaceholderName(test.list)),
    what: 'a placeholder with this name',
  },
]

const language: Capabilities = {
  print: forms,
  keyword: forms,
  always: null,
  never: null,
  limits: [],
  gaps,
}

export default defineBackend({
  name: 'sigma',
  title: 'a Sigma rule',
  description: 'Sigma rules, so that a Splunk search becomes one',
  extension: 'yml',
  options: {},
  formats: { default: { description: 'the rule as YAML' } },
  destinations,
  ownDestination,
  needsCondition: true,
  unmappedFields: 'refuse',
  language,
  thresholds,
  separator: '---',
  write: writeRule,
  writeJoint,
  lacksJoint,
  show: showCondition,
})
