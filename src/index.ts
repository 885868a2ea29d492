/** The door: everything that a program may rely on. Backends come from `siemantic/backends`, or are one's own. */
export { planQuery } from './plan.js'
export { transpile } from './transpile.js'
export type { Conversion, Registry, Request } from './transpile.js'
export type { Options } from './fields/types.js'
export { readRules, readSource } from './read.js'
export { convertible, checkLinks, linkFiles } from './link.js'
export type { ReadFile, ReadRule } from './link.js'
export { macroSet } from './splunk/macros.js'
export { readMacroFile } from './splunk/macro-file.js'
export type { Macro, MacroSet } from './splunk/macros.js'
export { frame, locate, summary } from './source/report.js'
export type { Located } from './source/report.js'
export type { SourceText } from './source/text.js'
export { fidelityOf, hasErrors } from './diagnostics/diagnostic.js'
export type { Diagnostic, Effect, Fidelity, Result } from './diagnostics/diagnostic.js'
export { codes } from './diagnostics/codes.js'
export type { Code, Severity } from './diagnostics/codes.js'
export { findTogether } from './ast/aggregate.js'
export type { Found, TimedEvent } from './ast/aggregate.js'
export { evaluate } from './ast/evaluate.js'
export type { Event, Surroundings } from './ast/evaluate.js'
export type * from './ast/nodes.js'
export { always, and, field, matches, never, not, or, predicate, simplify } from './ast/build.js'
export {
  anyRun,
  isOne,
  isRun,
  literalText,
  mapText,
  mindsCase,
  oneCharacter,
  pattern,
  shapeOf,
  someText,
  widenOne,
} from './ast/pattern.js'
export type { Pattern, PatternPart, Shape } from './ast/pattern.js'
export { escapeRegex, patternRegex, searchRegex } from './ast/regex.js'
export type { RegexPieces } from './ast/regex.js'
export { children, mapChildren, walk } from './ast/visit.js'
export type { Polarity } from './ast/visit.js'
export type { Capabilities, Gap, Limit, LimitCode } from './legalise/capabilities.js'
export type {
  ChannelEvents,
  DataModelObject,
  Destination,
  FieldValues,
  JoinedColumn,
  LogSourceRow,
  MappingTarget,
  TableEvents,
} from './fields/types.js'
export { networksAsPrefixes } from './legalise/rewrites/cidr.js'
export { defineBackend } from './print/backend.js'
export type {
  Backend,
  Column,
  Format,
  JointPlan,
  Language,
  ListForm,
  Operators,
  OptionDefinition,
  Plan,
  PlannedPart,
  PrintTest,
  PrintTests,
  Printed,
  PrintedJoint,
  Thresholds,
} from './print/backend.js'
export { conjunctsOf } from './print/plan.js'
export { printCondition, printConjuncts } from './print/printer.js'
