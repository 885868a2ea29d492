/** The outermost grain of SPL: quoted strings, macro calls, comments and escapes, which hide what stands in them. */

/** What stands at a place: `closed` is false of a string, call or comment that the text ends in. */
export interface Grain {
  readonly kind: 'character' | 'escape' | 'string' | 'macro' | 'comment'
  readonly end: number
  readonly closed: boolean
}

const commentFence = '```'

/** The grain that starts at an offset. */
export function grainAt(text: string, at: number): Grain {
  const character = text[at]
  if (character === '"') return delimited('string', text, at)
  if (character === '`') {
    return text.startsWith(commentFence, at) ? comment(text, at) : delimited('macro', text, at)
  }
  if (character === '\\') {
    const escapes = /["\\|]/.test(text[at + 1] ?? '')
    return { kind: 'escape', end: at + (escapes ? 2 : 1), closed: true }
  }
  return { kind: 'character', end: at + 1, closed: true }
}

function comment(text: string, at: number): Grain {
  const end = text.indexOf(commentFence, at + commentFence.length)
  return end < 0
    ? { kind: 'comment', end: text.length, closed: false }
    : { kind: 'comment', end: end + commentFence.length, closed: true }
}

/** What matters inside: in a string a backslash escapes, and in the quoted arguments of a macro call a backtick is text. */
const inside = { string: /["\\]/g, macro: /[`"]/g } as const

function delimited(kind: 'string' | 'macro', text: string, start: number): Grain {
  const delimiter = text[start]
  let at = nextOf(inside[kind], text, start + 1)
  while (at < text.length) {
    if (text[at] === delimiter) return { kind, end: at + 1, closed: true }
    const end = kind === 'string' ? at + 2 : delimited('string', text, at).end
    at = nextOf(inside[kind], text, end)
  }
  return { kind, end: text.length, closed: false }
}

/** The next offset from `from` on of one of the characters that a form (global) names; the text's end where there is none. */
export function nextOf(form: RegExp, text: string, from: number): number {
  form.lastIndex = from
  return form.test(text) ? form.lastIndex - 1 : text.length
}

const blank = /\s/

/** Whether a character is white space. */
export const isBlank = (character: string | undefined): boolean =>
  character !== undefined && blank.test(character)

/** With what may hide them. */
const parentheses = /[()"`\\]/g

/** The parentheses of a text that have no counterpart, each outermost first. */
export function unmatchedIn(text: string): {
  readonly opened: readonly number[]
  readonly closing: readonly number[]
} {
  const opened: number[] = []
  const closing: number[] = []
  for (let at = nextOf(parentheses, text, 0); at < text.length;) {
    const { kind, end } = grainAt(text, at)
    if (kind === 'character' && text[at] === '(') opened.push(at)
    else if (kind === 'character' && text[at] === ')' && opened.pop() === undefined)
      closing.push(at)
    at = nextOf(parentheses, text, end)
  }
  return { opened, closing }
}
