/** The table of what checks find: severity, message, help. The checks themselves are in src/lint/checks. */
export const lintCodes = {
  'lint/doubled-wildcard': {
    severity: 'warning',
    message: "Two wildcards side by side in '{value}' are no more than one.",
    help: 'Remove one. A star that is meant as such is written \\*.',
  },
  'lint/wildcard-beside-modifier': {
    severity: 'warning',
    message: "The modifier '{modifier}' already has a wildcard where '{value}' writes one.",
    help: 'Remove the star; a star that is meant as such is written \\*.',
  },
  'lint/wildcard-instead-of-modifier': {
    severity: 'note',
    message: "'{value}' says with wildcards what the modifier '{modifier}' says.",
    help: 'Write the modifier: it is read more easily, and is converted to a cheaper operator by tools that do not look inside values.',
  },
  'lint/escaped-wildcard': {
    severity: 'note',
    message: "'{value}' looks for a literal {character}, as a backslash escapes it.",
    help: 'Where a backslash before a wildcard is meant, write \\\\{character}.',
  },
  'lint/number-as-text': {
    severity: 'note',
    message: "The field '{field}' holds numbers; '{value}' is written as text.",
    help: 'Write the number without quotes.',
  },
  'lint/matches-any-value': {
    severity: 'note',
    message: "This matches every value of '{field}'.",
    help: 'Write {field}|exists: true where the field only has to be there.',
  },
  'lint/one-character': {
    severity: 'warning',
    message: "'{modifier}' with the one character '{value}' matches nearly every value.",
    help: 'Give more of the text.',
  },
  'lint/blank-in-field': {
    severity: 'warning',
    message: "'{key}' has a blank at an end of its field or of a modifier.",
    help: 'Remove it.',
  },
  'lint/duplicate-value': {
    severity: 'warning',
    message: "'{value}' stands twice in this list.",
    help: 'Remove one of the two.',
  },
  'lint/covered-value': {
    severity: 'note',
    message: "'{value}' is already matched by '{other}' of the same list.",
    help: 'Remove one of the two, whichever was not meant.',
  },
  'lint/list-of-one': {
    severity: 'note',
    message: 'This list has one value.',
    help: 'Write the value behind the colon.',
  },
  'lint/all-of-one': {
    severity: 'warning',
    message: "'|all' has one value only.",
    help: 'Remove the modifier, or add the values that are missing.',
  },
  'lint/all-of-whole-values': {
    severity: 'warning',
    message: "'{field}' cannot equal all of these values at once.",
    help: 'Add contains before all, or remove all.',
  },
  'lint/regex-of-plain-text': {
    severity: 'note',
    message: "The regex '{value}' is plain text.",
    help: 'Use contains, startswith or endswith: every target knows these, and they ignore case.',
  },
  'lint/regex-outer-wildcard': {
    severity: 'note',
    message:
      "The '.*' at an end of this regex says nothing: a regex is looked for anywhere in the value.",
    help: 'Remove it.',
  },
  'lint/regex-unescaped-dot': {
    severity: 'warning',
    message: "The dot in '{name}' matches any character.",
    help: 'Write \\. for a dot.',
  },
  'lint/regex-construct': {
    severity: 'note',
    message: 'Not every target knows {construct} in a regex: Sentinel refuses it.',
    help: 'Split the value into a selection and a filter, or use plainer constructs.',
  },
  'lint/control-character': {
    severity: 'warning',
    message: "'{value}' holds a control character.",
    help: 'Remove it; a line end or tab that is meant is clearest in a regex, as \\n or \\t.',
  },
  'lint/lookalike-character': {
    severity: 'warning',
    message: "'{value}' holds {name} (U+{code}), which looks like something else.",
    help: 'Write the plain character, or \\u{code} in double quotes where this one is meant.',
  },
  'lint/network-of-one': {
    severity: 'note',
    message: "'{value}' is one address.",
    help: 'Write the address without prefix and without the modifier.',
  },
  'lint/them-with-one-selection': {
    severity: 'note',
    message: "The rule has one selection: '{selector}' is that one.",
    help: 'Name the selection.',
  },
  'lint/selector-of-one': {
    severity: 'note',
    message: "'{selector}' stands for '{name}' alone.",
    help: 'Name the selection, or add those that are missing.',
  },
  'lint/selector-without-wildcard': {
    severity: 'warning',
    message: "'{selector}' names one selection: its name has no wildcard.",
    help: 'Write {target}* for all selections whose names start so, or the name alone.',
  },
  'lint/them-in-condition': {
    severity: 'note',
    message: "'of them' takes every selection, also one that is added later as a filter.",
    help: 'Name the selections, or give them a common start: 1 of selection_*.',
  },
  'lint/filter-name': {
    severity: 'note',
    message: "'{name}' is excluded, and is not called a filter.",
    help: 'Let its name start with filter_main_ or filter_optional_.',
  },
  'lint/only-negated': {
    severity: 'warning',
    message:
      'This condition excludes, and selects nothing: it matches nearly every event of the log source.',
    help: 'Say with and what is to be found.',
  },
  'lint/keyword-in-structured-log': {
    severity: 'note',
    message:
      'The events of {logSource} have fields: a keyword searches all of them, where the target can do so at all.',
    help: 'Name the field.',
  },
  'lint/modified-before-date': {
    severity: 'warning',
    message: 'The rule was modified on {modified}, before it was made on {date}.',
    help: 'Correct one of the two.',
  },
  'lint/modified-same-as-date': {
    severity: 'note',
    message: 'The rule was modified on the day that it was made.',
    help: "Remove 'modified' until the rule changes.",
  },
  'lint/date-separator': {
    severity: 'note',
    message: "'{value}' is written with slashes, as before version 2 of the specification.",
    help: 'Write {fixed}.',
  },
  'lint/impossible-date': {
    severity: 'warning',
    message: 'There is no day {value}.',
    help: 'Write year-month-day.',
  },
  'lint/title-length': {
    severity: 'note',
    message: 'This title has {length} characters; SigmaHQ takes at most {limit}.',
    help: 'Say the rest in the description.',
  },
  'lint/title-full-stop': {
    severity: 'note',
    message: 'This title ends with a full stop.',
    help: 'Remove it.',
  },
  'lint/title-capitals': {
    severity: 'note',
    message: "'{word}' in the title starts with a small letter.",
    help: 'Write titles with capitals: Suspicious Module Installed by AppCmd.',
  },
  'lint/title-starts-with-detects': {
    severity: 'note',
    message: "This title starts with '{word}'.",
    help: 'Name what is detected; that the rule detects it goes without saying.',
  },
  'lint/short-description': {
    severity: 'note',
    message: 'This description has {length} characters.',
    help: 'Say what is detected and why it matters.',
  },
  'lint/description-is-title': {
    severity: 'note',
    message: 'The description repeats the title.',
    help: 'Say what is detected and why it matters.',
  },
  'lint/reference-not-url': {
    severity: 'note',
    message: "'{value}' is no link.",
    help: 'Give the address of a page that others can read.',
  },
  'lint/duplicate-reference': {
    severity: 'warning',
    message: 'The reference {value} stands twice.',
    help: 'Remove one of the two.',
  },
  'lint/reference-to-branch': {
    severity: 'note',
    message: "This link goes to the branch '{branch}', which changes.",
    help: 'Link to a commit: press y on the page of the file.',
  },
  'lint/reference-to-attack': {
    severity: 'note',
    message: 'This link to ATT&CK says what a tag says.',
    help: 'Write the tag {tag} instead.',
  },
  'lint/deprecated-without-related': {
    severity: 'note',
    message: 'This rule is deprecated, and does not say by which rule.',
    help: "Add 'related' with the rule that replaces it.",
  },
  'lint/related-to-itself': {
    severity: 'warning',
    message: 'The rule is related to itself.',
    help: 'Give the id of the other rule.',
  },
  'lint/tag-form': {
    severity: 'warning',
    message: "'{value}' is not a tag: it has no namespace, or characters that tags cannot have.",
    help: 'Write namespace.name in small letters, such as attack.t1505.004.',
  },
  'lint/tag-namespace': {
    severity: 'note',
    message: "'{namespace}' is not a namespace of tags that Sigma knows.{suggestion}",
  },
  'lint/duplicate-tag': {
    severity: 'warning',
    message: 'The tag {value} stands twice.',
    help: 'Remove one of the two.',
  },
  'lint/tag-value': {
    severity: 'warning',
    message: "'{value}' is not a tag of its namespace: {expected}.",
  },
  'lint/attack-unknown': {
    severity: 'warning',
    message: "ATT&CK has no {what} '{name}'.{suggestion}",
  },
  'lint/attack-revoked': {
    severity: 'warning',
    message: 'ATT&CK revoked {name}: it is {successor} now.',
    help: 'Write {tag}.',
  },
  'lint/attack-moved': {
    severity: 'note',
    message: 'Version 19 of ATT&CK moved {name}: it is {successor} now.',
    help: 'Write {tag} once your tools know version 19.',
  },
  'lint/attack-deprecated': {
    severity: 'warning',
    message: 'ATT&CK deprecated {name}, and has nothing in its place.',
    help: 'Look for a technique that says more exactly what the rule finds.',
  },
  'lint/attack-retired-tactic': {
    severity: 'note',
    message: "Version 19 of ATT&CK has no tactic '{name}': it became {successors}.",
    help: 'Write the tactic of the technique once your tools know version 19.',
  },
  'lint/attack-tactic-mismatch': {
    severity: 'note',
    message: "None of the techniques that the rule is tagged with serves the tactic '{name}'.",
    help: 'Add the technique that does, or remove the tactic.',
  },
  'lint/technique-without-tactic': {
    severity: 'note',
    message: '{name} is tagged without a tactic that it serves.',
    help: 'Add {tactics}.',
  },
  'lint/parent-technique': {
    severity: 'note',
    message: '{name} is tagged beside its sub-technique {child}.',
    help: 'Remove the tag of the technique: the sub-technique says more.',
  },
  'lint/tactic-underscore': {
    severity: 'note',
    message: "'{value}' is written with an underscore, as before version 2 of the specification.",
    help: 'Write {fixed}.',
  },
  'lint/false-positive-word': {
    severity: 'note',
    message: "'{value}' says nothing about what could be taken for an attack.",
    help: 'Name the programs or the work that look the same; write Unknown where none is known.',
  },
  'lint/false-positive-capital': {
    severity: 'note',
    message: "'{value}' starts with a small letter.",
    help: 'Start with a capital.',
  },
  'lint/unknown-log-source': {
    severity: 'note',
    message: "Nobody else's rules have the log source {logSource}.{suggestion}",
    help: "See Sigma's taxonomy for the names of log sources.",
  },
  'lint/category-of-other-product': {
    severity: 'warning',
    message: "No log of the product '{product}' has the category '{category}'.{suggestion}",
  },
  'lint/category-and-service': {
    severity: 'note',
    message: "The log source names the category '{category}' and the service '{service}'.",
    help: 'Leave out the service: the category says which events are meant, whoever writes them.',
  },
  'lint/event-id-of-category': {
    severity: 'note',
    message:
      'The category {category} already says which events are meant; EventID ties the rule to one of the logs that have them.',
    help: 'Remove the EventID, or name the log as a service.',
  },
  'lint/sysmon-instead-of-category': {
    severity: 'note',
    message: 'Event {id} of Sysmon is what the category {category} stands for.',
    help: 'Write the category instead of the service: then rules run on other logs of the same events too.',
  },
  'lint/sysmon-without-event-id': {
    severity: 'note',
    message: 'The rule looks at all events of Sysmon.',
    help: 'Name the events by EventID, or use the category that stands for them.',
  },
  'lint/unknown-field': {
    severity: 'note',
    message: "The events of {logSource} have no field '{field}' that we know.{suggestion}",
    help: "See Sigma's taxonomy for the fields of a category.",
  },
  'lint/field-case': {
    severity: 'warning',
    message: "The field is called '{name}', not '{field}'.",
    help: 'Names of fields mind case in most targets.',
  },
  'lint/field-of-other-vocabulary': {
    severity: 'warning',
    message: "'{field}' is a name of {vocabulary}; Sigma calls it '{name}'.",
    help: "Write Sigma's name: a pipeline turns it into that of each target.",
  },
  'lint/custom-attribute': {
    severity: 'note',
    message: "'{key}' is a custom attribute.",
    help: 'Remove it from rules that others are to use.',
  },
  'lint/file-name': {
    severity: 'note',
    message:
      "'{name}' is not a name for a file of rules: 10 to 90 small letters, digits and underscores, ending in .yml.",
  },
  'lint/duplicate-id': {
    severity: 'warning',
    message: 'The id {id} is also that of {other}.',
    help: 'Give one of the two a new id.',
  },
  'lint/duplicate-title': {
    severity: 'warning',
    message: "The title '{title}' is also that of {other}.",
    help: 'Say in the title what is different.',
  },
  'lint/duplicate-detection': {
    severity: 'note',
    message: 'This rule selects the same events as {other}.',
    help: 'Remove one of the two, or say what is different.',
  },
  'lint/missing-id': {
    severity: 'warning',
    message:
      "The rule has no 'id': the rule cannot be told apart from others, and nothing can refer to it.",
  },
  'lint/missing-description': {
    severity: 'note',
    message: "The rule has no 'description': who gets the alert reads it first.",
  },
  'lint/missing-status': {
    severity: 'note',
    message: "The rule has no 'status': nobody knows whether the rule is ready for use.",
  },
  'lint/missing-level': {
    severity: 'note',
    message: "The rule has no 'level': alerts cannot be sorted by how much they matter.",
  },
  'lint/missing-author': {
    severity: 'note',
    message: "The rule has no 'author': nobody can be asked about the rule.",
  },
  'lint/missing-date': {
    severity: 'note',
    message: "The rule has no 'date': nobody knows how old the rule is.",
  },
  'lint/missing-references': {
    severity: 'note',
    message: "The rule has no 'references': who judges an alert has nothing to read.",
  },
  'lint/missing-falsepositives': {
    severity: 'note',
    message:
      "The rule has no 'falsepositives': who judges an alert cannot know what looks the same.",
  },
  'lint/missing-tags': {
    severity: 'note',
    message: "The rule has no 'tags': the rule counts for no coverage.",
  },
  'lint/star-cannot-be-escaped': {
    severity: 'warning',
    message: "The star in '{value}' is a wildcard: in a search, a backslash cannot escape it.",
    help: 'Where a folder is meant, write two backslashes. Where the star itself is meant, filter once more with where match(…).',
  },
  'lint/single-backslash': {
    severity: 'note',
    message: "A single backslash before '{before}' escapes nothing: Splunk looks for both.",
    help: 'Write two backslashes, which mean one everywhere.',
  },
  'lint/not-before-or': {
    severity: 'warning',
    message: 'This NOT takes only what comes next, and not all of the alternatives.',
    help: 'Write parentheses: NOT (a OR b), or (NOT a) OR b.',
  },
  'lint/missing-filter-macro': {
    severity: 'warning',
    message: 'The search does not end with its filter macro `{macro}`.',
  },
  'lint/misspelt-key': {
    severity: 'warning',
    message: "Nothing reads the key '{key}'.{suggestion}",
  },
  'lint/correlation-of-one-rule': {
    severity: 'warning',
    message:
      'A correlation of the type {type} is about several rules; this one names a single one.',
    help: 'Name the others, or use event_count.',
  },
  'lint/duplicate-correlated-rule': {
    severity: 'warning',
    message: "The rule '{rule}' stands twice in this list.",
    help: 'Remove one of the two.',
  },
  'lint/unused-alias': {
    severity: 'warning',
    message: "Nothing uses the alias '{alias}'.{suggestion}",
    help: "Name it in 'group-by' or in the condition's 'field', or remove it.",
  },
  'lint/alias-of-other-rule': {
    severity: 'warning',
    message:
      "The alias '{alias}' is about '{rule}', which is none of the correlation's rules.{suggestion}",
  },
  'lint/alias-without-rule': {
    severity: 'warning',
    message: "The alias '{alias}' does not say which field of the rule '{rule}' it stands for.",
  },
  'lint/alias-hides-field': {
    severity: 'warning',
    message:
      "'{alias}' is a field that the rule '{rule}' tests; the alias stands for its '{field}'.",
    help: 'Give the alias a name of its own.',
  },
  'lint/group-by-unknown-field': {
    severity: 'warning',
    message: "The events of {logSource} have no field '{field}' that we know.{suggestion}",
  },
  'lint/threshold-always': {
    severity: 'warning',
    message: "The condition '{condition}' always holds: a group has at least one event.",
  },
  'lint/threshold-never': {
    severity: 'warning',
    message: "The condition '{condition}' never holds: a group has at least one event.",
  },
  'lint/threshold-below': {
    severity: 'note',
    message:
      "The condition '{condition}' does not hold where there is no event at all: that is no group.",
  },
  'lint/long-timespan': {
    severity: 'note',
    message: 'The correlation is over {days} days of events.',
    help: 'Many products keep fewer, and each run reads all of them.',
  },
  'lint/correlated-deprecated': {
    severity: 'warning',
    message: "The rule '{rule}' of this correlation is {status}.",
  },
  'lint/ordered-alternatives': {
    severity: 'warning',
    message: 'Rules of which not all have to be there have no order.',
    help: 'Use the type temporal, or require all of the rules.',
  },
  'lint/field-of-event-count': {
    severity: 'warning',
    message: "A correlation of the type {type} does not look at a field; '{field}' is ignored.",
    help: 'To count the values of a field, use value_count.',
  },
  'lint/missing-group-by': {
    severity: 'note',
    message:
      "The correlation has no 'group-by': events of all users and hosts are counted together.",
  },
  'lint/filter-metadata': {
    severity: 'note',
    message: "A filter has no '{key}': that of the rules that it is for stays.",
    help: 'Remove it.',
  },
  'lint/duplicate-name': {
    severity: 'warning',
    message: "The name '{name}' is that of {other} too.",
  },
  'lint/content-id': {
    severity: 'warning',
    message: "The id '{id}' is no UUID.",
  },
  'lint/content-date': {
    severity: 'warning',
    message: "'{value}' is no date such as 2024-12-31.",
  },
  'lint/content-unknown-value': {
    severity: 'warning',
    message: "'{value}' is not a {what} that Splunk's content has.{suggestion}",
  },
  'lint/content-misspelt-key': {
    severity: 'warning',
    message: "Nothing reads the key '{key}': it looks like '{guess}'.",
  },
  'lint/content-missing-key': {
    severity: 'warning',
    message: "The detection has no '{key}'.",
  },
  'lint/content-parent-technique': {
    severity: 'warning',
    message: '{name} stands beside {child}, which is a part of it.',
    help: 'Remove the technique, and keep the sub-technique.',
  },
  'lint/content-name-length': {
    severity: 'warning',
    message: 'The name has {count} characters, at most {longest} fit.',
  },
  'lint/content-file-name': {
    severity: 'note',
    message: 'A detection of this name stands in a file {file}.',
  },
  'lint/content-reference': {
    severity: 'note',
    message: "'{value}' is not an address that can be opened.",
  },
  'lint/always-true-exclusion': {
    severity: 'warning',
    message: "Any value of '{field}' differs from one of these: the exclusions exclude nothing.",
    help: 'Join them by AND, or write NOT field IN (…).',
  },
  'lint/not-equal-exclusions': {
    severity: 'note',
    message: "Events without '{field}' are left out too: != wants the field to be there.",
    help: 'Where that is not meant, write NOT field IN (…).',
  },
  'lint/glued-terms': {
    severity: 'warning',
    message: 'Nothing separates these two terms.',
    help: 'Write a blank, or what else was meant.',
  },
  'lint/in-without-blank': {
    severity: 'note',
    message: "'IN(' without a blank looks like a function.",
    help: 'siemantic format writes it.',
  },
  'lint/html-entity': {
    severity: 'warning',
    message: "'{entity}' is HTML; a search has the character itself.",
  },
  'lint/dataset-case': {
    severity: 'warning',
    message:
      "'{field}' is never there: the dataset is called '{object}', and names of fields mind case.",
  },
  'lint/unqualified-field': {
    severity: 'warning',
    message:
      "'{field}' is never there: in tstats, fields of a data model are written {object}.{field}.",
  },
  'lint/unknown-data-model-field': {
    severity: 'warning',
    message:
      "The dataset {object} of the Common Information Model has no field '{field}'.{suggestion}",
    help: 'Fields that were added to the data model are no mistake: disable the check there.',
  },
  'lint/data-model-without-dataset': {
    severity: 'note',
    message: "'{model}' names a data model and no dataset of it.",
  },
  'lint/by-without-fillnull': {
    severity: 'note',
    message: 'Events that lack one of these fields are in no row of the results.',
    help: 'Write fillnull_value="null" before the first aggregate.',
  },
  'lint/where-wildcard': {
    severity: 'warning',
    message: '\'where\' compares with the star itself in "{value}".',
    help: 'Write like(field, "%text%"), or search field="*text*".',
  },
  'lint/leading-wildcard': {
    severity: 'note',
    message: "A wildcard at the start of '{value}' makes Splunk look into every event.",
  },
  'lint/dropped-field': {
    severity: 'warning',
    message:
      "'{field}' is no field of the results here: '{command}' (stage {stage}) does not keep it.{suggestion}",
  },
  'lint/where-unquoted-text': {
    severity: 'warning',
    message: "'{field}' is the name of a field here, and no result has it.",
    help: 'Write text in double quotes.',
  },
  'lint/field-as-text': {
    severity: 'warning',
    message: "This compares with the text '{value}', and not with the field of that name.",
    help: 'Write where, or put the text in quotes where it is meant.',
  },
  'lint/unknown-command': {
    severity: 'note',
    message: "'{command}' is no command that Splunk comes with.{suggestion}",
  },
} as const
