/** The list of all checks, by name. */
import type { Check, CheckName, Profile } from './check.js'
import { doubledWildcard } from './checks/doubled-wildcard.js'
import { wildcardBesideModifier } from './checks/wildcard-beside-modifier.js'
import { wildcardInsteadOfModifier } from './checks/wildcard-instead-of-modifier.js'
import { escapedWildcard } from './checks/escaped-wildcard.js'
import { numberAsText } from './checks/number-as-text.js'
import { matchesAnyValue } from './checks/matches-any-value.js'
import { oneCharacter } from './checks/one-character.js'
import { blankInField } from './checks/blank-in-field.js'
import { duplicateValue } from './checks/duplicate-value.js'
import { coveredValue } from './checks/covered-value.js'
import { listOfOne } from './checks/list-of-one.js'
import { allOfOne } from './checks/all-of-one.js'
import { allOfWholeValues } from './checks/all-of-whole-values.js'
import { regexOfPlainText } from './checks/regex-of-plain-text.js'
import { regexOuterWildcard } from './checks/regex-outer-wildcard.js'
import { regexUnescapedDot } from './checks/regex-unescaped-dot.js'
import { regexConstruct } from './checks/regex-construct.js'
import { controlCharacter } from './checks/control-character.js'
import { lookalikeCharacter } from './checks/lookalike-character.js'
import { networkOfOne } from './checks/network-of-one.js'
import { themWithOneSelection } from './checks/them-with-one-selection.js'
import { selectorOfOne } from './checks/selector-of-one.js'
import { selectorWithoutWildcard } from './checks/selector-without-wildcard.js'
import { themInCondition } from './checks/them-in-condition.js'
import { filterName } from './checks/filter-name.js'
import { onlyNegated } from './checks/only-negated.js'
import { keywordInStructuredLog } from './checks/keyword-in-structured-log.js'
import { modifiedBeforeDate } from './checks/modified-before-date.js'
import { modifiedSameAsDate } from './checks/modified-same-as-date.js'
import { dateSeparator } from './checks/date-separator.js'
import { impossibleDate } from './checks/impossible-date.js'
import { titleLength } from './checks/title-length.js'
import { titleFullStop } from './checks/title-full-stop.js'
import { titleCapitals } from './checks/title-capitals.js'
import { titleStartsWithDetects } from './checks/title-starts-with-detects.js'
import { shortDescription } from './checks/short-description.js'
import { descriptionIsTitle } from './checks/description-is-title.js'
import { referenceNotUrl } from './checks/reference-not-url.js'
import { duplicateReference } from './checks/duplicate-reference.js'
import { referenceToBranch } from './checks/reference-to-branch.js'
import { referenceToAttack } from './checks/reference-to-attack.js'
import { deprecatedWithoutRelated } from './checks/deprecated-without-related.js'
import { relatedToItself } from './checks/related-to-itself.js'
import { tagForm } from './checks/tag-form.js'
import { tagNamespace } from './checks/tag-namespace.js'
import { duplicateTag } from './checks/duplicate-tag.js'
import { tagValue } from './checks/tag-value.js'
import { attackUnknown } from './checks/attack-unknown.js'
import { attackRevoked } from './checks/attack-revoked.js'
import { attackMoved } from './checks/attack-moved.js'
import { attackDeprecated } from './checks/attack-deprecated.js'
import { attackRetiredTactic } from './checks/attack-retired-tactic.js'
import { attackTacticMismatch } from './checks/attack-tactic-mismatch.js'
import { techniqueWithoutTactic } from './checks/technique-without-tactic.js'
import { parentTechnique } from './checks/parent-technique.js'
import { tacticUnderscore } from './checks/tactic-underscore.js'
import { falsePositiveWord } from './checks/false-positive-word.js'
import { falsePositiveCapital } from './checks/false-positive-capital.js'
import { unknownLogSource } from './checks/unknown-log-source.js'
import { categoryOfOtherProduct } from './checks/category-of-other-product.js'
import { categoryAndService } from './checks/category-and-service.js'
import { eventIdOfCategory } from './checks/event-id-of-category.js'
import { sysmonInsteadOfCategory } from './checks/sysmon-instead-of-category.js'
import { sysmonWithoutEventId } from './checks/sysmon-without-event-id.js'
import { unknownField } from './checks/unknown-field.js'
import { fieldCase } from './checks/field-case.js'
import { fieldOfOtherVocabulary } from './checks/field-of-other-vocabulary.js'
import { customAttribute } from './checks/custom-attribute.js'
import { misspeltKey } from './checks/misspelt-key.js'
import { fileName } from './checks/file-name.js'
import { duplicateId } from './checks/duplicate-id.js'
import { duplicateTitle } from './checks/duplicate-title.js'
import { duplicateDetection } from './checks/duplicate-detection.js'
import { missingId } from './checks/missing-id.js'
import { missingDescription } from './checks/missing-description.js'
import { missingStatus } from './checks/missing-status.js'
import { missingLevel } from './checks/missing-level.js'
import { missingAuthor } from './checks/missing-author.js'
import { missingDate } from './checks/missing-date.js'
import { missingReferences } from './checks/missing-references.js'
import { missingFalsepositives } from './checks/missing-falsepositives.js'
import { missingTags } from './checks/missing-tags.js'
import { starCannotBeEscaped } from './checks/star-cannot-be-escaped.js'
import { singleBackslash } from './checks/single-backslash.js'
import { notBeforeOr } from './checks/not-before-or.js'
import { missingFilterMacro } from './checks/missing-filter-macro.js'
import { contentId } from './checks/content-id.js'
import { contentDate } from './checks/content-date.js'
import { contentUnknownValue } from './checks/content-unknown-value.js'
import { contentMisspeltKey } from './checks/content-misspelt-key.js'
import { contentMissingKey } from './checks/content-missing-key.js'
import { contentParentTechnique } from './checks/content-parent-technique.js'
import { contentNameLength } from './checks/content-name-length.js'
import { contentFileName } from './checks/content-file-name.js'
import { contentReference } from './checks/content-reference.js'
import { correlationOfOneRule } from './checks/correlation-of-one-rule.js'
import { duplicateCorrelatedRule } from './checks/duplicate-correlated-rule.js'
import { unusedAlias } from './checks/unused-alias.js'
import { aliasOfOtherRule } from './checks/alias-of-other-rule.js'
import { aliasWithoutRule } from './checks/alias-without-rule.js'
import { aliasHidesField } from './checks/alias-hides-field.js'
import { groupByUnknownField } from './checks/group-by-unknown-field.js'
import { thresholdAlways } from './checks/threshold-always.js'
import { thresholdNever } from './checks/threshold-never.js'
import { thresholdBelow } from './checks/threshold-below.js'
import { longTimespan } from './checks/long-timespan.js'
import { correlatedDeprecated } from './checks/correlated-deprecated.js'
import { orderedAlternatives } from './checks/ordered-alternatives.js'
import { fieldOfEventCount } from './checks/field-of-event-count.js'
import { missingGroupBy } from './checks/missing-group-by.js'
import { filterMetadata } from './checks/filter-metadata.js'
import { duplicateName } from './checks/duplicate-name.js'
import { alwaysTrueExclusion } from './checks/always-true-exclusion.js'
import { notEqualExclusions } from './checks/not-equal-exclusions.js'
import { gluedTerms } from './checks/glued-terms.js'
import { inWithoutBlank } from './checks/in-without-blank.js'
import { htmlEntity } from './checks/html-entity.js'
import { datasetCase } from './checks/dataset-case.js'
import { unqualifiedField } from './checks/unqualified-field.js'
import { unknownDataModelField } from './checks/unknown-data-model-field.js'
import { dataModelWithoutDataset } from './checks/data-model-without-dataset.js'
import { byWithoutFillnull } from './checks/by-without-fillnull.js'
import { whereWildcard } from './checks/where-wildcard.js'
import { leadingWildcard } from './checks/leading-wildcard.js'
import { droppedField } from './checks/dropped-field.js'
import { whereUnquotedText } from './checks/where-unquoted-text.js'
import { fieldAsText } from './checks/field-as-text.js'
import { unknownCommand } from './checks/unknown-command.js'

/** Every check. One that is missing here does not compile: its code is in the table of codes. */
export const checks: Readonly<Record<CheckName, Check>> = {
  'doubled-wildcard': doubledWildcard,
  'wildcard-beside-modifier': wildcardBesideModifier,
  'wildcard-instead-of-modifier': wildcardInsteadOfModifier,
  'escaped-wildcard': escapedWildcard,
  'number-as-text': numberAsText,
  'matches-any-value': matchesAnyValue,
  'one-character': oneCharacter,
  'blank-in-field': blankInField,
  'duplicate-value': duplicateValue,
  'covered-value': coveredValue,
  'list-of-one': listOfOne,
  'all-of-one': allOfOne,
  'all-of-whole-values': allOfWholeValues,
  'regex-of-plain-text': regexOfPlainText,
  'regex-outer-wildcard': regexOuterWildcard,
  'regex-unescaped-dot': regexUnescapedDot,
  'regex-construct': regexConstruct,
  'control-character': controlCharacter,
  'lookalike-character': lookalikeCharacter,
  'network-of-one': networkOfOne,
  'them-with-one-selection': themWithOneSelection,
  'selector-of-one': selectorOfOne,
  'selector-without-wildcard': selectorWithoutWildcard,
  'them-in-condition': themInCondition,
  'filter-name': filterName,
  'only-negated': onlyNegated,
  'keyword-in-structured-log': keywordInStructuredLog,
  'modified-before-date': modifiedBeforeDate,
  'modified-same-as-date': modifiedSameAsDate,
  'date-separator': dateSeparator,
  'impossible-date': impossibleDate,
  'title-length': titleLength,
  'title-full-stop': titleFullStop,
  'title-capitals': titleCapitals,
  'title-starts-with-detects': titleStartsWithDetects,
  'short-description': shortDescription,
  'description-is-title': descriptionIsTitle,
  'reference-not-url': referenceNotUrl,
  'duplicate-reference': duplicateReference,
  'reference-to-branch': referenceToBranch,
  'reference-to-attack': referenceToAttack,
  'deprecated-without-related': deprecatedWithoutRelated,
  'related-to-itself': relatedToItself,
  'tag-form': tagForm,
  'tag-namespace': tagNamespace,
  'duplicate-tag': duplicateTag,
  'tag-value': tagValue,
  'attack-unknown': attackUnknown,
  'attack-revoked': attackRevoked,
  'attack-moved': attackMoved,
  'attack-deprecated': attackDeprecated,
  'attack-retired-tactic': attackRetiredTactic,
  'attack-tactic-mismatch': attackTacticMismatch,
  'technique-without-tactic': techniqueWithoutTactic,
  'parent-technique': parentTechnique,
  'tactic-underscore': tacticUnderscore,
  'false-positive-word': falsePositiveWord,
  'false-positive-capital': falsePositiveCapital,
  'unknown-log-source': unknownLogSource,
  'category-of-other-product': categoryOfOtherProduct,
  'category-and-service': categoryAndService,
  'event-id-of-category': eventIdOfCategory,
  'sysmon-instead-of-category': sysmonInsteadOfCategory,
  'sysmon-without-event-id': sysmonWithoutEventId,
  'unknown-field': unknownField,
  'field-case': fieldCase,
  'field-of-other-vocabulary': fieldOfOtherVocabulary,
  'custom-attribute': customAttribute,
  'misspelt-key': misspeltKey,
  'file-name': fileName,
  'duplicate-id': duplicateId,
  'duplicate-title': duplicateTitle,
  'duplicate-detection': duplicateDetection,
  'missing-id': missingId,
  'missing-description': missingDescription,
  'missing-status': missingStatus,
  'missing-level': missingLevel,
  'missing-author': missingAuthor,
  'missing-date': missingDate,
  'missing-references': missingReferences,
  'missing-falsepositives': missingFalsepositives,
  'missing-tags': missingTags,
  'star-cannot-be-escaped': starCannotBeEscaped,
  'single-backslash': singleBackslash,
  'not-before-or': notBeforeOr,
  'missing-filter-macro': missingFilterMacro,
  'content-id': contentId,
  'content-date': contentDate,
  'content-unknown-value': contentUnknownValue,
  'content-misspelt-key': contentMisspeltKey,
  'content-missing-key': contentMissingKey,
  'content-parent-technique': contentParentTechnique,
  'content-name-length': contentNameLength,
  'content-file-name': contentFileName,
  'content-reference': contentReference,
  'correlation-of-one-rule': correlationOfOneRule,
  'duplicate-correlated-rule': duplicateCorrelatedRule,
  'unused-alias': unusedAlias,
  'alias-of-other-rule': aliasOfOtherRule,
  'alias-without-rule': aliasWithoutRule,
  'alias-hides-field': aliasHidesField,
  'group-by-unknown-field': groupByUnknownField,
  'threshold-always': thresholdAlways,
  'threshold-never': thresholdNever,
  'threshold-below': thresholdBelow,
  'long-timespan': longTimespan,
  'correlated-deprecated': correlatedDeprecated,
  'ordered-alternatives': orderedAlternatives,
  'field-of-event-count': fieldOfEventCount,
  'missing-group-by': missingGroupBy,
  'filter-metadata': filterMetadata,
  'duplicate-name': duplicateName,
  'always-true-exclusion': alwaysTrueExclusion,
  'not-equal-exclusions': notEqualExclusions,
  'glued-terms': gluedTerms,
  'in-without-blank': inWithoutBlank,
  'html-entity': htmlEntity,
  'dataset-case': datasetCase,
  'unqualified-field': unqualifiedField,
  'unknown-data-model-field': unknownDataModelField,
  'data-model-without-dataset': dataModelWithoutDataset,
  'by-without-fillnull': byWithoutFillnull,
  'where-wildcard': whereWildcard,
  'leading-wildcard': leadingWildcard,
  'dropped-field': droppedField,
  'where-unquoted-text': whereUnquotedText,
  'field-as-text': fieldAsText,
  'unknown-command': unknownCommand,
}

/** The checks of a profile: every profile has those for everybody. */
export const checksOf = (profile: Profile): readonly Check[] =>
  Object.values(checks).filter((check) => ['default', profile].includes(check.profile))
