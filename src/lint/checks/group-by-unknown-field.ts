/** Events that lack a field of `group-by` are in no group: with a field that no event has, the correlation finds nothing. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { describeLogSource } from '../../fields/find.js'
import { knownNames } from '../../fields/vocabularies.js'
import { correlationOf, References } from '../correlations.js'
import { familiesOf } from '../fields.js'
import { definePackCheck } from '../check.js'

export const groupByUnknownField = definePackCheck({
  code: 'lint/group-by-unknown-field',
  profile: 'default',
  summary:
    'Events that lack a field of `group-by` are in no group: with a field that no event has, the correlation finds nothing.',
  bad: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: event_count
    rules:
        - appcmd_started
    group-by:
        - UserNam
    timespan: 5m
    condition:
        gte: 10
---
title: AppCmd Started
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: appcmd_started
`,
  },
  good: {
    text: `
title: Many Failed Logons of One User
id: 0e95725d-7320-415d-80f7-004da920fc11
correlation:
    type: event_count
    rules:
        - appcmd_started
    group-by:
        - User
    timespan: 5m
    condition:
        gte: 10
---
title: AppCmd Started
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
name: appcmd_started
`,
  },
  *find(rules) {
    const runs = new References(rules)
    for (const rule of rules) {
      const correlation = correlationOf(rule)
      if (correlation === undefined) continue
      const referred = correlation.rules.map((each) => runs.named(each.rule))
      const logSources = referred.flat().flatMap((each) => each.logSources)
      const families = familiesOf(logSources)
      // Of a rule that is not there, or that is a correlation, nobody knows the fields.
      const isKnown = referred.every(([first]) => first?.tree?.kind === 'detection')
      if (!isKnown || families.length === 0) continue
      const names = [
        ...knownNames('sigma', families),
        ...correlation.aliases.map(({ name }) => name),
      ]
      const fields = [
        ...correlation.groupBy,
        ...correlation.fields,
        ...correlation.aliases.flatMap((alias) => alias.fields.map(({ field }) => field)),
      ]
      for (const { name, span = rule.span } of fields) {
        const tested = referred
          .flat()
          .some(({ items }) => items.some(({ field }) => field === name))
        if (tested || names.includes(name)) continue
        const logSource = [...new Set(logSources.map(describeLogSource))].join(' or ')
        yield {
          rule,
          span,
          values: { field: name, logSource, suggestion: didYouMean(name, names) },
        }
      }
    }
  },
})
