/** THE table of diagnostics: what can be said, how bad it is, and what to do. docs/diagnostics.md is made from it. */

import { lintCodes } from './lint-codes.js'

/** An error means no query; a warning is probably a mistake; a note is worth knowing. */
export type Severity = 'error' | 'warning' | 'note'

interface CodeEntry {
  readonly severity: Severity
  /** One sentence or two; `{name}` is filled in. */
  readonly message: string
  /** What to do, where the message does not say it, and what would make the query exact; filled in likewise. */
  readonly help?: string
}

const table = {
  // ------------------------------------------------------------------------------------------ input
  'input/not-found': {
    severity: 'error',
    message: 'There is no file or folder {path}.',
  },
  'input/unreadable': {
    severity: 'error',
    message: 'Cannot read this file: {reason}.',
  },
  'input/no-rules': {
    severity: 'error',
    message:
      'No rules found: {path} holds no file ending in .yml, .yaml or .spl, and no savedsearches.conf.',
  },
  'input/binary': {
    severity: 'error',
    message: 'This is not a text file: it is not valid UTF-8 or holds a NUL character.',
    help: 'Rules are UTF-8 text.',
  },
  'input/empty': {
    severity: 'error',
    message: 'This file is empty.',
  },
  'input/too-large': {
    severity: 'error',
    message: 'This file has {size} bytes; at most {limit} are read.',
  },
  'input/no-search': {
    severity: 'error',
    message: 'There is no Splunk search here.',
  },
  'input/not-a-rule': {
    severity: 'error',
    message:
      'This document is neither a Sigma rule (it has no detection) nor a Splunk detection (it has no search).',
  },
  'input/not-listed': {
    severity: 'note',
    message: 'There are more findings of {code} from here on; {limit} of one rule are listed.',
  },

  // ------------------------------------------------------------------------------------------- yaml
  'yaml/syntax': {
    severity: 'error',
    message: 'This is not YAML: {reason}.',
  },
  'yaml/indentation': {
    severity: 'warning',
    message:
      'This line of a quoted text is not indented, as YAML wants it to be; it is read as if it were.',
    help: 'Put a blank before it, and before the lines that follow it in the same text.',
  },
  'yaml/tab': {
    severity: 'error',
    message: 'A tab cannot indent YAML.',
    help: 'Replace the tab with spaces.',
  },
  'yaml/duplicate-key': {
    severity: 'error',
    message: "The key '{key}' stands twice in this map.",
    help: 'Remove one of the two.',
  },
  'yaml/duplicate-detection-key': {
    severity: 'warning',
    message: "The key '{key}' stands twice in this map; both entries are required (AND).",
    help: 'YAML forbids it, and other tools keep only one: use |all, or a second selection.',
  },
  'yaml/unknown-alias': {
    severity: 'error',
    message: 'The alias {alias} stands for nothing: no anchor has its name.',
    help: 'A text that starts with * needs quotes.',
  },
  'yaml/aliases': {
    severity: 'error',
    message: 'The aliases of this document expand to more than {limit} values.',
    help: 'Write the values out.',
  },
  'yaml/depth': {
    severity: 'error',
    message: 'This document is nested more than {limit} levels deep.',
  },

  // ------------------------------------------------------------------------------------------ sigma
  'sigma/missing-key': {
    severity: 'error',
    message: "The rule has no '{key}'.{suggestion}",
  },
  'sigma/wrong-type': {
    severity: 'error',
    message: '{what} has to be {expected}; this is {actual}.',
  },
  'sigma/metadata-type': {
    severity: 'warning',
    message: '{what} should be {expected}; this is {actual}.',
  },
  'sigma/logsource-list': {
    severity: 'warning',
    message: "The log source's {key} is a list; events of any of these are taken.",
    help: 'The specification wants one value: split the rule, one file a log source.',
  },
  'sigma/unknown-value': {
    severity: 'warning',
    message: "'{value}' is not a {what} that Sigma knows.{suggestion}",
  },
  'sigma/unknown-modifier': {
    severity: 'error',
    message: "Unknown modifier '{name}'.{suggestion}",
    help: 'siemantic list modifiers prints those that there are.',
  },
  'sigma/modifier-chain': {
    severity: 'error',
    message: "The modifier '{second}' cannot follow '{first}'.",
  },
  'sigma/modifier-value': {
    severity: 'error',
    message: "The modifier '{modifier}' needs {expected}; this is {actual}.",
  },
  'sigma/too-many-variants': {
    severity: 'error',
    message:
      'The flags of this value make {count} variants of it; at most {limit} are written out.',
    help: 'Split the value, one flag each, and link the parts with |all.',
  },
  'sigma/timeframe': {
    severity: 'warning',
    message: "'timeframe' is ignored: it has no meaning without an aggregation.",
    help: 'Remove it, or use a correlation rule.',
  },
  'sigma/value-type': {
    severity: 'error',
    message:
      'A value to compare with has to be text, a number, true, false or null; this is {actual}.',
  },
  'sigma/bad-regex': {
    severity: 'error',
    message: 'This is not a regular expression: {reason}.',
  },
  'sigma/bad-cidr': {
    severity: 'error',
    message: "'{value}' is not a network: {reason}.",
    help: 'Write address/prefix, such as 10.0.0.0/8 or fe80::/10, with no bit set behind the prefix.',
  },
  'sigma/empty-selection': {
    severity: 'error',
    message: "The selection '{name}' is empty: it would match every event.",
  },
  'sigma/condition-syntax': {
    severity: 'error',
    message: 'This is not a condition: {reason}.',
  },
  'sigma/near': {
    severity: 'error',
    message: "The aggregation 'near' is not read: it was never said what it means exactly.",
    help: 'Use a correlation rule of the type temporal.',
  },
  'sigma/unknown-function': {
    severity: 'error',
    message: "There is no aggregation function '{name}'.{suggestion}",
    help: 'The functions are count, sum, min, max and avg.',
  },
  'sigma/aggregation-of-list': {
    severity: 'error',
    message: 'One of several conditions cannot have an aggregation of its own.',
    help: 'Split the rule, one condition each.',
  },
  'sigma/timespan': {
    severity: 'error',
    message:
      "'{name}' has to be a number and one of s, m, h, d and w, as in 90m; this is {actual}.",
  },
  'sigma/unknown-selection': {
    severity: 'error',
    message: "The condition names '{name}', and there is no such selection.{suggestion}",
  },
  'sigma/selector-matches-nothing': {
    severity: 'error',
    message: "'{selector}' matches none of the selections.{suggestion}",
  },
  'sigma/unused-selection': {
    severity: 'warning',
    message: "The condition does not use the selection '{name}'.",
  },

  'sigma/unknown-action': {
    severity: 'error',
    message: 'An action is global, reset or repeat; this is {actual}.{suggestion}',
  },
  'sigma/global-alone': {
    severity: 'error',
    message: "No rule follows this document with 'action: global', and it is no rule by itself.",
    help: 'Write it before the rules that it is for.',
  },
  'sigma/reset-keys': {
    severity: 'error',
    message: "A document with 'action: reset' has no other keys: it is no rule.",
    help: "Write the rule as a document of its own, behind a line '---'.",
  },
  'sigma/nothing-to-repeat': {
    severity: 'error',
    message: "There is no rule before this document that 'action: repeat' could repeat.",
  },

  'sigma/unknown-rule': {
    severity: 'warning',
    message: "No rule of this run has the id or name '{rule}'.{suggestion}",
  },
  'sigma/filter-applied': {
    severity: 'note',
    message: "The filter '{filter}' excludes events from this rule.",
  },
  'sigma/filter-negated': {
    severity: 'note',
    message:
      'This filter says which events stay, as its condition is a negation; all others are excluded.',
    help: 'Write which events to exclude, as the specification does: condition: selection.',
  },
  'sigma/filter-log-source': {
    severity: 'warning',
    message:
      "The filter is not applied to '{rule}': the log source of that rule is not within the filter's.",
  },
  'sigma/filter-without-rules': {
    severity: 'warning',
    message: "No rule of this run has a log source within this filter's.",
  },
  'sigma/filter-aggregates': {
    severity: 'error',
    message: 'A filter excludes single events: its condition cannot have an aggregation.',
  },
  'sigma/filter-detects': {
    severity: 'error',
    message: "A filter has no 'detection': a document is either a rule or a filter.",
  },

  'sigma/correlation-detects': {
    severity: 'error',
    message: "A correlation has no '{name}': a document is either the one or the other.",
  },
  'sigma/correlation-type': {
    severity: 'error',
    message: '{actual} is no type of correlation that Sigma knows.{suggestion}',
  },
  'sigma/correlation-key': {
    severity: 'error',
    message: "The condition of a correlation has no '{key}'.{suggestion}",
  },
  'sigma/correlation-threshold': {
    severity: 'error',
    message: 'This condition compares with nothing: it needs lt, lte, gt, gte, eq or neq.',
  },
  'sigma/correlated-rule': {
    severity: 'error',
    message: "The rule '{rule}' of this correlation {problem}",
    help: 'Rules are referred to by id or name; convert them together with the correlation.',
  },
  'sigma/correlation-cycle': {
    severity: 'error',
    message: 'The rules of this correlation refer to each other in a circle: {chain}.',
  },
  'sigma/correlation-unsupported': {
    severity: 'error',
    message: 'Correlations {what} are not converted yet.',
  },
  'sigma/correlated-field': {
    severity: 'error',
    message: "What '{rule}' finds has no field '{field}'.",
    help: 'It counts events, of which these fields are left: {fields}.',
  },
  'sigma/correlation-size': {
    severity: 'error',
    message:
      'The correlation is over {size} rules, counting those of correlations that it refers to.',
    help: 'At most {limit} can stand in one query: write several correlations.',
  },
  'sigma/serves-correlation': {
    severity: 'note',
    message: "This rule serves the correlation '{correlation}' and has no query of its own.",
    help: "Write 'generate: true' into the correlation for one.",
  },

  // ------------------------------------------------------------------------------------------ tests
  'testing/wrong-type': {
    severity: 'error',
    message: '{what} has to be {expected}, not {actual}.',
  },
  'testing/unknown-key': {
    severity: 'error',
    message: "'{key}' is no key of a file of tests.{suggestion}",
  },
  'testing/unknown-rule': {
    severity: 'error',
    message: 'The test is of no rule of {path}: {rule}.',
    help: "Name one by its id, name or title as 'rule'.",
  },
  'testing/regex': {
    severity: 'error',
    message: 'The regex cannot be run in a time that is bounded: {reason}.',
    help: 'RE2 knows no lookahead and no backreferences.',
  },
  'testing/placeholder': {
    severity: 'error',
    message: "'{name}' stands for values that are not in the rule: it cannot be run.",
  },
  'testing/event': {
    severity: 'error',
    message: 'Line {line} of {path} is no event: {reason}.',
  },
  'testing/unreadable': {
    severity: 'error',
    message: 'The events of {path} cannot be read: {reason}.',
  },
  'testing/failed': {
    severity: 'error',
    message: 'The rule was to select {expected}, but {found}.',
  },

  // ----------------------------------------------------------------------------------------- splunk
  'splunk/missing-key': {
    severity: 'error',
    message: "The detection has no '{key}'.",
  },
  'splunk/wrong-type': {
    severity: 'error',
    message: '{what} has to be {expected}; this is {actual}.',
  },
  'splunk/metadata-type': {
    severity: 'warning',
    message: '{what} should be {expected}; this is {actual}, and is left out.',
  },
  'splunk/conf-syntax': {
    severity: 'warning',
    message: 'Splunk ignores this line: {reason}.',
    help: 'A value goes on in the next line where its line ends with a backslash, with nothing behind it.',
  },
  'splunk/conf-duplicate': {
    severity: 'warning',
    message: "The setting '{key}' stands twice in this stanza; the last one counts.",
  },
  'splunk/syntax': {
    severity: 'error',
    message: 'SPL syntax in stage {stage}: {reason}.',
  },
  'splunk/unbalanced': {
    severity: 'error',
    message: 'This {what} is never closed.',
  },
  'splunk/unknown-macro': {
    severity: 'error',
    message: 'The macro `{call}` is not defined.{suggestion}',
    help: 'Give its definition with --macros FILE-OR-FOLDER.',
  },
  'splunk/macro-arity': {
    severity: 'error',
    message: 'The macro `{name}` takes {expected} arguments; this call has {actual}.',
  },
  'splunk/macro-arguments': {
    severity: 'error',
    message: 'The macro `{name}` cannot take these arguments: {reason}.',
  },
  'splunk/macro-validation': {
    severity: 'error',
    message: 'The macro `{name}` refuses its arguments: {reason}.',
    help: 'Splunk runs no search with a macro whose validation fails.',
  },
  'splunk/macro-eval': {
    severity: 'error',
    message: 'What the macro `{name}` stands for is computed, and cannot be told: {reason}.',
    help: 'Give a macro of this name without iseval that has the text which Splunk makes of it.',
  },
  'splunk/macro-cycle': {
    severity: 'error',
    message: 'The macro `{name}` calls itself: {chain}.',
  },
  'splunk/macro-size': {
    severity: 'error',
    message: 'The macros of this search expand to more than {limit} characters.',
  },
  'splunk/too-many-stages': {
    severity: 'error',
    message:
      'This search has more than {limit} stages, those of its macros among them; no more are read.',
  },
  'splunk/macro-file': {
    severity: 'error',
    message: 'This is not a macro definition: {reason}.',
    help: 'A macro file is YAML with name, definition and, where it has any, arguments.',
  },
  'splunk/unsupported-command': {
    severity: 'error',
    message: "SPL command '{command}' (stage {stage}) {reason}.",
  },
  'splunk/unchecked-fields': {
    severity: 'note',
    message:
      "'{command}' (stage {stage}) leaves out results without {fields}; whether those are there is not checked.",
    help: 'Exact where every event has these fields: say so in the search, as in {fields}=*.',
  },
  'splunk/implied-fields': {
    severity: 'note',
    message:
      'The search groups by {fields}, and so leaves out events that lack one; {target} finds those too.',
    help: 'Exact where every event has these fields, or where the search asks for them: field=*.',
  },
  'splunk/missing-groups': {
    severity: 'note',
    message:
      'The search groups events without {fields} by a value of their own; {target} leaves them out.',
    help: 'Exact where every event has these fields.',
  },
  'splunk/filled-values': {
    severity: 'note',
    message:
      "Splunk counts events without '{name}' as having one more value of it, as it is filled; here they are not counted.",
    help: "Exact where every event has '{name}', or without fillnull in front of the count.",
  },
  'splunk/counted-results': {
    severity: 'note',
    message:
      "'{name}' counts the results of '{command}' (stage {stage}), one for each {fields}; here their events are counted, of which there are as many or more.",
    help: 'Exact where each of these results is one event.',
  },
  'splunk/silence': {
    severity: 'note',
    message:
      "Without groups Splunk has '{name}' of no events too, and finds that there are none; here a group has at least one event.",
    help: 'Exact with groups, or where the filter asks for events too (count>0).',
  },
  'splunk/folded-groups': {
    severity: 'note',
    message: "Splunk groups by '{name}' in one case; here values in other cases make other groups.",
    help: "Exact where '{name}' comes in one case only, or with groups by the field itself.",
  },
  'splunk/renamed-groups': {
    severity: 'note',
    message:
      "'{name}' may be another field that rename gave this name; it is read as the field called so.",
    help: "Exact where no other field is renamed to '{name}': write the name of the field itself.",
  },
  'splunk/scheduled-window': {
    severity: 'note',
    message:
      'The search counts over the time of each run; its schedule looks at {minutes} minutes, which became the window.',
  },
  'splunk/any-of-group': {
    severity: 'note',
    message:
      "Any event of a group may have this '{name}' in Splunk; here each event that is found has it.",
    help: 'Exact where the filter stands before the results are grouped.',
  },
  'splunk/any-of-list': {
    severity: 'note',
    message:
      "The search asks one of the values of '{name}', by its place; here any of them may be the one.",
    help: "Exact where '{name}' has one value.",
  },
  'splunk/any-match': {
    severity: 'note',
    message:
      "The search asks what the first match of a regex in '{name}' holds; here any match may be the one.",
    help: "Exact where the regex finds one place in '{name}', as one that ends with $ and has no choice.",
  },
  'splunk/any-place': {
    severity: 'note',
    message:
      "The search asks for a value in the JSON text of '{name}', by its path; here it may stand anywhere in that text.",
    help: 'Exact where the value stands nowhere else in that text.',
  },
  'splunk/last-line-feed': {
    severity: 'note',
    message:
      "In Splunk '$' also stands before a line feed that '{name}' ends with; here it is the very end.",
    help: 'Exact where no value ends with a line feed, or with \\z in the place of $.',
  },
  'splunk/one-line': {
    severity: 'note',
    message:
      "In Splunk '.' stops at a line feed, so that replace() leaves other lines; here '{name}' is read as one line.",
    help: 'Exact where no value has a line feed, or with (?s) in front of the regex.',
  },
  'splunk/number-texts': {
    severity: 'note',
    message:
      "Splunk compares '{name}' as a number where both values are numbers, so that 5 is 5.0; here texts are compared.",
    help: 'Exact where no value is a number, or where each number is written in one way only.',
  },
  'splunk/piece-of-text': {
    severity: 'note',
    message:
      "The search compares a whole piece of '{name}' with another field; here '{name}' only has to start or end with that.",
    help: 'Exact where no piece starts or ends with the value of another.',
  },
  'splunk/provided-field': {
    severity: 'note',
    message:
      "'{field}' is read as a field of the event: each site defines for itself how the macro `{name}` makes it.",
    help: "Give the macro's definition with --macros FILE-OR-FOLDER.",
  },
  'splunk/site-macro': {
    severity: 'note',
    message:
      'Each site defines the macro `{name}` for itself, to select {data}; here it is all events of the log that the rest of the search is about.',
    help: "Exact where the site selects all of these, or with the macro's definition: --macros FILE-OR-FOLDER.",
  },
  'splunk/other-data': {
    severity: 'note',
    message: "'{text}' asks for data of another kind than events of Windows, and is left out.",
    help: 'Exact where the search is over Windows events only.',
  },
  'splunk/raw-text': {
    severity: 'note',
    message:
      'Splunk looks in the text of the whole event; it is read as a regex over each value of the event.',
    help: 'Exact with the field that holds the text in the place of _raw.',
  },
  'splunk/no-condition': {
    severity: 'error',
    message: 'This search selects nothing: it has neither a condition nor a source.',
  },
  'splunk/index': {
    severity: 'note',
    message:
      "'{text}' is a place of one site's Splunk, which other targets do not have: it is left out.",
    help: 'Exact where all events of the log source are in these indexes.',
  },
  'splunk/time-range': {
    severity: 'note',
    message: "'{text}' is left out: {target} says nothing of the time that it is run over.",
  },
  'splunk/display-stages': {
    severity: 'note',
    message: 'Stages that only display results are left out: {stages}.',
  },
  'splunk/filter-macro': {
    severity: 'note',
    message: "The macro `{name}` is taken as its default, 'search *', which keeps every result.",
  },
  'splunk/precedence': {
    severity: 'note',
    message: 'Splunk binds OR before AND here: this reads as {reading}.',
    help: 'Write the parentheses.',
  },

  'splunk/unsupported-term': {
    severity: 'error',
    message: '{what} (stage {stage}) {why}.',
  },
  'splunk/order-of-text': {
    severity: 'error',
    message: "'{operator}' compares with '{value}', which is not a number.",
    help: 'The order of texts is not read: compare with a number.',
  },
  'splunk/list-commas': {
    severity: 'warning',
    message: 'This list has a comma too many or too few.',
  },
  'splunk/lower-case-operator': {
    severity: 'warning',
    message: "'{word}' is a word to look for here: operators are upper case.",
    help: 'Write the operator in capitals, or put the word in quotes.',
  },
  'splunk/term-of-field': {
    severity: 'note',
    message:
      "Splunk looks for the text '{text}' in the event; it is read as the value of '{name}'.",
    help: 'Exact with {name}=value in its place.',
  },
  'splunk/whole-words': {
    severity: 'note',
    message: "Splunk looks for '{text}' as whole words; it is read as text anywhere in an event.",
    help: "Exact where '{text}' is never a part of a longer word, or as the value of a field.",
  },
  'splunk/xml-entity': {
    severity: 'note',
    message:
      "'{entity}' finds what Splunk keeps as XML writes it; elsewhere values hold the character itself.",
    help: 'Exact for Splunk. For other targets, write the character.',
  },

  // ------------------------------------------------------------------------------- grammar, both readers
  'grammar/too-long': {
    severity: 'error',
    message: 'This expression has {length} characters; at most {limit} are read.',
  },
  'grammar/too-deep': {
    severity: 'error',
    message: 'This expression is nested more than {limit} levels deep.',
  },

  // ------------------------------------------------------------------------------------ what is mapped
  'mapping/no-log-source': {
    severity: 'error',
    message: 'The log source {logSource} has no counterpart in {target}.{hint}',
  },
  'mapping/log-source-assumed': {
    severity: 'note',
    message: '{target} cannot select the log source {logSource}: run the query over its events.',
  },
  'mapping/log-source-kept': {
    severity: 'note',
    message:
      'The log source {logSource} has no known counterpart in {target}; the query does not select it.',
    help: 'Exact where the query is run over the events of this log source only.',
  },
  'mapping/no-field': {
    severity: 'error',
    message: "The field '{field}' has no counterpart in {where}.{hint}",
  },
  'mapping/field-kept': {
    severity: 'note',
    message: "The field '{field}' has no known counterpart in {target}; its name is kept.",
  },
  'mapping/implied': {
    severity: 'note',
    message: '{field} = {value} is left out: it is how the log source {logSource} is defined.',
  },
  'mapping/one-of-events': {
    severity: 'note',
    message:
      '{field} = {value} is left out: {target} tells the events of the log source {logSource} apart by no such id.',
    help: 'Exact in a target that has the events themselves, or with a category that means these events only.',
  },
  'mapping/other-event': {
    severity: 'error',
    message:
      '{field} = {value} contradicts the log source {logSource}, which is {field} {expected}.',
  },
  'mapping/lossy-field': {
    severity: 'note',
    message: "'{field}' becomes '{column}' in {target}, which {difference}.",
    help: "Exact in a target that has the field as the rule means it, or with a test of what '{column}' holds.",
  },
  'mapping/table-chosen': {
    severity: 'note',
    message: 'Uses {table} instead of {instead}: {reason}.',
  },

  // --------------------------------------------------------------------------------------- fidelity
  'fidelity/single-character': {
    severity: 'note',
    message: "{target} has no wildcard for one character here; '?' became '*'.",
    help: 'Exact with the characters that it stands for as a list of values, or in a target that can run a regex.',
  },
  'fidelity/literal-asterisk': {
    severity: 'note',
    message: "{target} cannot search for a literal '*' here; it became a wildcard.",
    help: 'Exact in a target that can run a regex, or has a later stage.',
  },
  'fidelity/control-character': {
    severity: 'note',
    message:
      '{target} cannot search for a line end or another control character here; it became a wildcard.',
    help: 'Exact in a target that can run a regex, or has a later stage.',
  },
  'fidelity/case-ignored': {
    severity: 'note',
    message: '{target} ignores case here, and the rule does not.',
    help: "Exact without 'cased', where the case does not matter, or in a target that minds case.",
  },
  'fidelity/case-minded': {
    severity: 'note',
    message: '{target} minds case in {fields}, and the rule does not.',
    help: "Exact in fields that are indexed without regard to case, as Elastic Defend's are (-O profile=elastic-defend), or with 'cased' where values come in one case.",
  },
  'fidelity/white-space': {
    severity: 'note',
    message: "{target} splits a wildcard search of '{field}' at white space; it became '*'.",
    help: 'Exact in a field of type keyword, or with a value without wildcards.',
  },
  'fidelity/outer-white-space': {
    severity: 'note',
    message: "{target} loses white space at the ends of a pattern for '{field}'; it became '*'.",
    help: 'Exact with a value that does not begin or end with white space, or has a wildcard there.',
  },
  'fidelity/analysed-text': {
    severity: 'note',
    message:
      "'{field}' is analysed text in {target}: only letters and digits can be searched, each run of them for itself.",
    help: 'Exact for one word of letters and digits with a wildcard on both sides, or in a field of type keyword, which minds case.',
  },
  'fidelity/empty-is-missing': {
    severity: 'note',
    message: "{target} cannot tell an empty value of '{field}' from a missing one.",
    help: "Exact where events never have '{field}' empty, or are never without it.",
  },
  'fidelity/address-prefix': {
    severity: 'note',
    message:
      "{target} knows values of '{field}' as text only: the network became prefixes, which text that is no address may have too.",
    help: "Exact where '{field}' holds nothing but IPv4 addresses.",
  },
  'fidelity/xml-text': {
    severity: 'note',
    message:
      "'{field}' is the XML of all data in {target}: the test is of its whole text, with its tags and entities.",
    help: 'Exact with values and wildcards in the place of a regex, and without line ends.',
  },
  'fidelity/every-column': {
    severity: 'note',
    message:
      'Keywords are looked for in all columns: {target} has some of its own, and not all that an event says is in one.',
    help: 'Exact with tests of the fields that hold the words.',
  },
  'fidelity/compares-text': {
    severity: 'note',
    message: "{target} compares values of '{field}' that are no numbers letter by letter.",
    help: "Exact where '{field}' holds nothing but numbers.",
  },
  'fidelity/not-number': {
    severity: 'note',
    message: "'{field}' holds numbers in {target}: it cannot match text.",
    help: "Exact where '{field}' is a number in all events, as it is in {target}.",
  },
  'fidelity/field-unbound': {
    severity: 'note',
    message: 'Plain text lines have no fields: a value is looked for anywhere in the line.',
    help: 'Exact in the other formats, which know fields.',
  },
  'fidelity/fixed-windows': {
    severity: 'note',
    message:
      '{target} counts in fixed windows of {window}: events on both sides of a boundary are not counted together.',
    help: 'Exact where no such events lie on both sides of a boundary; a lower number finds those too, and others.',
  },
  'fidelity/estimate': {
    severity: 'note',
    message: '{target} only estimates {what}.',
    help: 'Exact with a count of events or another measure in its place.',
  },
  'fidelity/order-of-counts': {
    severity: 'note',
    message:
      "What '{rule}' counts has the time of its last event in {target}: the order of rules is that of those times.",
    help: "Exact with a rule that counts nothing in the place of '{rule}'.",
  },
  'fidelity/subsearch-limits': {
    severity: 'note',
    message:
      '{target} counts in subsearches, which end after 50,000 results or 60 seconds: what is beyond is not seen.',
    help: 'Exact below these limits, which are maxout and maxtime of the command union.',
  },
  'fidelity/no-window': {
    severity: 'note',
    message: 'The rule has no span of time: events are counted over whatever {target} is run over.',
  },
  'fidelity/sliding-windows': {
    severity: 'note',
    message:
      'The rule counts in fixed windows of {window}; {target} counts in all of that length, wherever they begin.',
    help: 'Exact where no such events lie on both sides of a boundary.',
  },
  'fidelity/nothing-to-say': {
    severity: 'error',
    message: 'The rule selects by its log source alone: there is nothing for {target} to match.',
  },
  'fidelity/never': {
    severity: 'warning',
    message: 'No event can match this rule in {target}.',
  },
  'fidelity/unsupported': {
    severity: 'error',
    message: '{target} cannot say {what}.{hint}',
  },

  // ------------------------------------------------------------------------- checks, beyond the readers
  ...lintCodes,
  'check/unknown-name': {
    severity: 'warning',
    message: "This comment disables '{name}', and there is no such check.{suggestion}",
    help: 'siemantic list checks prints those that there are.',
  },

  // -------------------------------------------------------------------------------------------- cli
  'cli/usage': {
    severity: 'error',
    message: '{reason}',
    help: 'siemantic --help shows how to call it.',
  },
  'cli/unknown-check': {
    severity: 'error',
    message: "There is no check '{name}'.{suggestion}",
    help: 'siemantic list checks prints those that there are.',
  },
  'cli/unknown-target': {
    severity: 'error',
    message: "There is no target '{name}'.{suggestion}",
    help: 'siemantic list targets prints those that there are.',
  },
  'cli/unknown-format': {
    severity: 'error',
    message: "The target {target} has no format '{name}'.{suggestion}",
    help: 'siemantic list formats prints those that there are.',
  },
  'cli/unknown-option': {
    severity: 'error',
    message: "None of the targets has an option '{name}'.{suggestion}",
  },
  'cli/option-value': {
    severity: 'error',
    message: "The option {name} of {target} takes {expected}, not '{value}'.",
  },
  'cli/not-formatted': {
    severity: 'warning',
    message: 'This file is not formatted.',
    help: 'siemantic format --write formats it.',
  },
  'cli/not-accepted': {
    severity: 'error',
    message: 'This query is {fidelity}, and --accept {accept} does not take that.',
  },
  'cli/output-clash': {
    severity: 'error',
    message: 'Two inputs would be written to {path}.',
  },
  'cli/output-failed': {
    severity: 'error',
    message: 'Cannot write {path}: {reason}.',
  },
  'cli/internal': {
    severity: 'error',
    message: 'A mistake of siemantic itself: {reason}.',
    help: 'Please report it, with the rule.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>

/** The stable name of a diagnostic. */
export type Code = keyof typeof table

export const codes = table
