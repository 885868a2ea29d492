/** The target elastic-kql: Kibana's KQL over the Elastic Common Schema. */
import { and, field, matches, or, predicate } from '../../src/ast/build.js'
import type { Field } from '../../src/ast/nodes.js'
import type { Destination, LogSourceRow, Options } from '../../src/fields/types.js'
import { defineBackend } from '../../src/print/backend.js'
import { kuery } from './language.js'
import { queryOf } from './query.js'
import { queryThresholds, detectionRule } from './threshold.js'

/**
 * Fields that Elastic Defend indexes a second time without regard to case. Source: the endpoint package's
 * `process`, `file` and `registry` data streams.
 */
const caselessTwins = new Set([
  'process.name',
  'process.executable',
  'process.command_line',
  'process.parent.name',
  'process.parent.executable',
  'process.parent.command_line',
  'process.working_directory',
  'file.name',
  'file.path',
])

const asCaseless = (of: Field): Field =>
  caselessTwins.has(of.name) ? { ...of, name: `${of.name}.caseless`, type: 'caseless' } : of

const destinations = ({ ecs }: LogSourceRow, options: Options): readonly Destination[] =>
  ecs === undefined
    ? []
    : [
        {
          name: 'the Elastic Common Schema',
          vocabulary: 'ecs',
          filter: and(
            ecs.map(({ field: name, values }) =>
              or(values.map((value) => predicate(field(name), matches(value, { cased: true })))),
            ),
          ),
          eventIds: ecs.find(({ field: name }) => name === 'event.code')?.values ?? [],
          ...(options['profile'] === 'elastic-defend' ? { refine: asCaseless } : {}),
        },
      ]

export default defineBackend({
  name: 'elastic-kql',
  title: 'Elastic KQL',
  description: "Kibana's query language over the Elastic Common Schema",
  extension: 'kql',
  options: {
    profile: {
      description:
        "how the fields are indexed: as ECS says, or as Elastic Defend does, with '.caseless' twins",
      default: 'ecs',
      values: ['ecs', 'elastic-defend'],
    },
  },
  formats: { default: { description: 'the query alone' }, 'detection-rule': detectionRule },
  destinations,
  unmappedFields: 'refuse',
  language: kuery,
  thresholds: queryThresholds,
  render: queryOf,
})
