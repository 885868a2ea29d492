/** Escapes: characters that a language writes otherwise. */

/** The text with every match of a global regex replaced. Most texts have none, which is seen at a glance. */
export const replaceEach = (
  text: string,
  special: RegExp,
  replacement: (piece: string) => string,
): string => (text.search(special) < 0 ? text : text.replaceAll(special, replacement))

/** The text with a backslash before every match of a global regex. */
export const withBackslashes = (text: string, special: RegExp): string =>
  replaceEach(text, special, (piece) => `\\${piece}`)
