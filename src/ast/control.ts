/** Characters that end a line, or that a terminal takes for a command: C0, DEL, C1, and Unicode's own line ends. */
import { replaceEach } from './escape.js'

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g

/** Whether a text holds a control character. */
export const hasControl = (text: string): boolean => text.search(control) >= 0

/** The text with every control character replaced. */
export const replaceControls = (text: string, replacement: (character: string) => string): string =>
  replaceEach(text, control, replacement)

/** The pieces of a text between its control characters. */
export const splitAtControls = (text: string): readonly string[] => text.split(control)

const short: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
}

/** The escape that JSON, Kusto, KQL and most languages have for a control character: `\n`, `\u001b`. */
export const controlEscape = (character: string): string =>
  short[character] ?? String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
