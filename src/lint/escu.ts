/** The conventions of Splunk's security_content. */

/** The macro that a detection of this name ends with: contentctl makes it of the file's name, and that of the name. */
export const filterMacroOf = (name: string): string =>
  `${name.toLowerCase().replaceAll(/[\s./-]/g, '_')}_filter`
