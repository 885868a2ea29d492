/** How Kusto writes values and names. Source: Kusto language reference, "The string data type", "Entity names". */
import { controlEscape, hasControl, replaceControls } from '../../src/ast/control.js'
import { withBackslashes } from '../../src/ast/escape.js'

/** A string: verbatim where that saves doubling backslashes, as paths are easier to read so. */
export const kustoString = (text: string): string =>
  text.includes('\\') && !hasControl(text)
    ? `@"${text.replaceAll('"', '""')}"`
    : `"${replaceControls(withBackslashes(text, /["\\]/g), controlEscape)}"`

/** A column's name: in brackets and quotes where it is not a plain word, as bare quotes would make a constant of it. */
export const columnName = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `[${kustoString(name).replace(/^@/, '')}]`
