/** MITRE ATT&CK in the tags of rules: `attack.t1505.004`, `attack.defense-evasion`. */

/** Ids of techniques, upper case, and names of tactics with `-` between words, each once. */
export function readAttackTags(tags: readonly string[]): {
  readonly techniques: readonly string[]
  readonly tactics: readonly string[]
} {
  const names = tags
    .map((tag) => tag.toLowerCase())
    .filter((tag) => tag.startsWith('attack.'))
    .map((tag) => tag.slice('attack.'.length))
  return {
    techniques: distinct(
      names.filter((name) => /^t\d{4}(?:\.\d{3})?$/.test(name)).map((name) => name.toUpperCase()),
    ),
    // Groups (g0016), software (s0139) and ids of tactics (ta0003) have digits; names of tactics have none.
    tactics: distinct(
      names.filter((name) => /^[a-z_-]+$/.test(name)).map((name) => name.replaceAll('_', '-')),
    ),
  }
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
