/** CVE numbers in the tags of rules: `cve.2021-44228`. */

/** The numbers, upper case, each once. */
export const readCveTags = (tags: readonly string[]): readonly string[] => [
  ...new Set(
    tags.flatMap((tag) => {
      // Older rules write `cve.2021.44228`.
      const match = /^cve\.(\d{4})[.-](\d{4,})$/i.exec(tag)
      return match === null ? [] : [`CVE-${match[1]}-${match[2]}`]
    }),
  ),
]
