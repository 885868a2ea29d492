/** Correlations of several rules, and of other correlations, as a search over the events of all of them. */
import type { Language, Printed, PrintedJoint } from '../../src/print/backend.js'
import { groupingOf, hitsOf, isCounted, needsLabels, thresholdOf } from '../../src/print/joint.js'
import { printCondition } from '../../src/print/printer.js'
import { filterMacro, isEscu, lines, searchStages } from './envelope.js'
import { whereLanguage } from './languages.js'
import { evalField, evalString } from './strings.js'
import { byClause, havingStage, thresholdStages, windowsOf } from './threshold.js'

export const renderJoint = (printed: PrintedJoint): string =>
  lines([
    ...jointStages(printed, false),
    ...(isEscu(printed) ? [filterMacro(printed.plan.joint)] : []),
  ])

/** The first stage starts with what a search may start with; with `keepsTime` the results still have a time. */
function jointStages(printed: PrintedJoint, keepsTime: boolean): readonly string[] {
  const searches = printed.parts.map((part) => partStages(printed, part))
  const [only = [], ...others] = searches
  const events = others.length === 0 ? only : [merged(printed, searches)]
  return [...events, ...requirementStages(printed, keepsTime)]
}

/**
 * multisearch takes searches that only stream events, and has no limits; union takes others, within limits. Source: Search
 * Reference, "multisearch" and "union".
 */
function merged({ parts }: PrintedJoint, searches: readonly (readonly string[])[]): string {
  const command = parts.some(isCounted) ? 'union' : 'multisearch'
  const subsearches = searches.map((stages) => `    [${indented(asSubsearch(stages))}]`)
  return [`| ${command}`, ...subsearches].join('\n')
}

const asSubsearch = ([first = '', ...rest]: readonly string[]): string =>
  lines([first.startsWith('|') ? first : `search ${first}`, ...rest])

const indented = (text: string): string => text.replaceAll('\n', '\n    ')

/** A search, what it is called where that is asked for, and what its fields are called in the whole. */
function partStages(
  { plan }: PrintedJoint,
  { rule, fields, printed }: PrintedJoint['parts'][number],
): readonly string[] {
  const renamed = plan.columns.flatMap(({ field: column }, index) => {
    const own = fields[index]
    return own === undefined || own.name === column.name
      ? []
      : [`${evalField(column.name)}=${evalField(own.name)}`]
  })
  const label = needsLabels(plan.joint)
    ? [`${groupingOf(plan).name('rule')}=${evalString(rule)}`]
    : []
  const made = [...label, ...renamed]
  return [...stagesOf(printed), ...(made.length === 0 ? [] : [`eval ${made.join(', ')}`])]
}

function stagesOf(printed: Printed | PrintedJoint): readonly string[] {
  if ('parts' in printed) return jointStages(printed, true)
  const { aggregation } = printed.plan
  const threshold = aggregation === undefined ? [] : thresholdStages(aggregation, true)
  return [...searchStages(printed), ...threshold]
}

function requirementStages({ plan }: PrintedJoint, keepsTime: boolean): readonly string[] {
  const { requirement } = plan.joint
  const { groups, window, name } = groupingOf(plan)
  const fields = plan.columns.map(({ field: column }) => column)
  const rule = name('rule')
  const { stages, by, kept } = windowsOf(window, keepsTime, fields)
  switch (requirement.kind) {
    case 'measure':
      return thresholdStages(thresholdOf(plan, requirement), keepsTime)
    case 'parts': {
      const rules = name('rules')
      return [
        ...stages,
        `stats dc(${rule}) as ${rules}${kept}${byClause(groups, by)}`,
        havingStage(rules, requirement),
      ]
    }
    case 'expression': {
      const { columns, condition } = hitsOf(requirement.expression, plan, name, 'hits')
      const counts = columns.map(
        (column) => `count(eval(${rule}=${evalString(column.rule)})) as ${column.name}`,
      )
      return [
        ...stages,
        `stats ${counts.join(' ')}${kept}${byClause(groups, by)}`,
        `where ${printCondition(condition, hitsLanguage)}`,
      ]
    }
    case 'ordered':
      return orderedStages(
        plan.parts.map((part) => part.rule),
        rule,
        { groups, window, name },
      )
  }
}

/** Of a number of hits, `exists` is that it is not zero. */
const hitsLanguage: Language = {
  ...whereLanguage,
  print: { ...whereLanguage.print, exists: (name) => `${name}>0` },
}

/**
 * The first event of the first rule, the first of the second that is not before that, and so on: where there is one of the
 * last rule, all of them stand in order.
 */
function orderedStages(
  rules: readonly string[],
  rule: string,
  { groups, window, name }: ReturnType<typeof groupingOf>,
): readonly string[] {
  const { stages, by } = windowsOf(window, true, groups)
  const isStep = (index: number): string =>
    [
      `${rule}=${evalString(rules[index] ?? '')}`,
      ...(index === 0 ? [] : [`_time>=${name(`step${index}`)}`]),
    ].join(' AND ')
  const steps = rules
    .slice(0, -1)
    .map(
      (_, index) =>
        `eventstats min(eval(if(${isStep(index)}, _time, null()))) as ${name(`step${index + 1}`)}${byClause(groups, by)}`,
    )
  return [
    ...stages,
    ...steps,
    `where ${isStep(rules.length - 1)}`,
    `stats max(_time) as _time${byClause(groups, by)}`,
  ]
}
