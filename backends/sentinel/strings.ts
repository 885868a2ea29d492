/** How Kusto writes values and names. Source: Kusto language reference, "The string data type", "Entity names". */

/** A string: verbatim where that saves doubling backslashes, as paths are easier to read so. */
export const kustoString = (text: string): string =>
  text.includes('\\') && !needsEscape.test(text)
    ? `@"${text.replaceAll('"', '""')}"`
    : `"${escape(text)}"`

// oxlint-disable-next-line no-control-regex
const needsEscape = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/

const escape = (text: string): string =>
  text
    .replaceAll(/["\\]/g, '\\$&')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g, (character) =>
      character === '\n'
        ? '\\n'
        : character === '\t'
          ? '\\t'
          : character === '\r'
            ? '\\r'
            : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )

/** A column's name: in brackets and quotes where it is not a plain word, as bare quotes would make a constant of it. */
export const columnName = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `[${kustoString(name).replace(/^@/, '')}]`
