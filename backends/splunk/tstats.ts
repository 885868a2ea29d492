/** The target splunk-tstats: searches over the accelerated data models of Splunk's Common Information Model. */
import { always, and, matches, or, predicate } from '../../src/ast/build.js'
import type { Condition, Detection, Field } from '../../src/ast/nodes.js'
import { isDefaultField, isQualified } from '../../src/fields/cim.js'
import type { Destination, FieldValues, LogSourceRow } from '../../src/fields/types.js'
import { defineBackend } from '../../src/print/backend.js'
import { renderTstats } from './envelope.js'
import { ownLanguage, tstatsLanguage, whereAfterTstats } from './languages.js'
import { formats, style } from './options.js'
import { statsThresholds } from './threshold.js'

/**
 * Names in a where-clause carry the object that they are of; those that carry one already keep it, also where it is another or
 * in other case, and what every event has and tstats' own `nodename` are of none.
 */
const qualify = (object: string) => {
  const isOwn = (name: string): boolean => name.toLowerCase().startsWith(`${object.toLowerCase()}.`)
  return (field: Field): Field =>
    isOwn(field.name) || isUnqualified(field.name) || isQualified(field.name)
      ? field
      : { ...field, name: `${object}.${field.name}` }
}

const isUnqualified = (name: string): boolean => name === 'nodename' || isDefaultField(name)

const fieldIs = ({ field, values }: FieldValues, qualified: (field: Field) => Field): Condition =>
  or(values.map((value) => predicate(qualified({ kind: 'field', name: field }), matches(value))))

function destinations({ cim }: LogSourceRow): readonly Destination[] {
  if (cim === undefined) return []
  const refine = qualify(cim.object)
  return [
    {
      name: `${cim.model}.${cim.object}`,
      vocabulary: 'cim',
      filter: and(cim.where.map((test) => fieldIs(test, refine))),
      eventIds: [],
      refine,
    },
  ]
}

/** A search that came as tstats goes back to the same data model, in its own words. */
function ownDestination({ splunk }: Detection): Destination | undefined {
  if (splunk?.command !== 'tstats' || splunk.dataset === undefined) return undefined
  const object = splunk.dataset.split('.').at(-1) ?? splunk.dataset
  return {
    name: splunk.dataset,
    vocabulary: 'cim',
    filter: always,
    eventIds: [],
    refine: qualify(object),
    // The by-clause is the source's own: it may not keep the fields that a stage behind it would read.
    postFilter: false,
  }
}

export default defineBackend({
  name: 'splunk-tstats',
  title: 'a Splunk data model',
  description:
    'Splunk SPL: tstats over the accelerated data models of the Common Information Model',
  extension: 'spl',
  options: {
    style,
    summariesonly: {
      description: 'true: only what is accelerated already; false: raw events too',
      default: 'false',
      values: ['true', 'false'],
    },
  },
  formats,
  destinations,
  ownDestination,
  unmappedFields: 'refuse',
  hint: 'The target splunk-search can search the events themselves.',
  language: tstatsLanguage,
  ownLanguage,
  post: whereAfterTstats,
  // What a later stage would read of single events is gone once tstats has counted them.
  thresholds: { ...statsThresholds, postFilter: false },
  render: renderTstats,
})
