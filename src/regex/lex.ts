/**
 * Rewrites PCRE into what a parser of JavaScript's regexes takes: every construct that differs gets a stand-in of the
 * same structure and a note that says what it means. Source: pcre2pattern(3).
 */
import { hasControl } from '../ast/control.js'
import type { Span } from '../ast/nodes.js'
import { escapeRegex } from '../ast/regex.js'
import { characterText, escapeAt, placed } from './escapes.js'
import type { Edit, Flags } from './nodes.js'
import type { Emitted, Note, Problem } from './notes.js'
import { isSetName } from './sets.js'

/** A text for the parser, its notes by offset, and where in the source each of its characters comes from. */
export interface Lexed {
  readonly text: string
  readonly notes: ReadonlyMap<number, Note>
  readonly origins: readonly Span[]
  readonly edits: readonly Edit[]
}

/** Deeper groups are refused: trees are walked by recursion. */
const maxDepth = 100
/** PCRE's own limit: pcre2pattern(3), "Repetition". */
const maxCount = 65_535

/** Reads a regex; the reason and place where it is none. */
export function lex(source: string): Lexed | Problem {
  const lexer = new Lexer(source)
  const problem = lexer.run()
  return problem ?? lexer
}

class Lexer implements Lexed {
  text = ''
  readonly notes = new Map<number, Note>()
  readonly origins: Span[] = []
  readonly edits: Edit[] = []
  readonly #source: string
  #at = 0
  #groups = 0
  #allGroups: number | undefined
  /** Whether blanks mean nothing, in the groups around and in this one. */
  readonly #around: boolean[] = []
  #extended = false

  constructor(source: string) {
    this.#source = source
  }

  run(): Problem | undefined {
    const source = this.#source
    while (this.#at < source.length) {
      const problem = this.#token()
      if (problem !== undefined) return { reason: problem, offset: this.#at }
    }
    return undefined
  }

  #take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at
    return form.exec(this.#source)
  }

  /** Puts text in the place of the next characters. */
  #emit(length: number, { text, note }: Emitted): undefined {
    if (note !== undefined) this.notes.set(this.text.length, note)
    const origin = { start: this.#at, end: this.#at + length }
    for (let unit = 0; unit < text.length; unit++) this.origins.push(origin)
    this.text += text
    this.#at += length
  }

  /** Passes over what means nothing. */
  #skip(length: number): undefined {
    this.#edit(length, '')
    this.#at += length
  }

  /** Takes one token; says why it is none. */
  #token(): string | undefined {
    const blank = this.#extended ? this.#take(/\s+|#[^\n]*/y) : null
    if (blank !== null) return this.#skip(blank[0].length)
    switch (this.#source.charAt(this.#at)) {
      case '\\':
        return this.#escape('outside')
      case '[':
        return this.#class()
      case '(':
        return this.#group()
      case ')':
        this.#extended = this.#around.pop() ?? false
        return this.#emit(1, { text: ')' })
      case '*':
      case '+':
      case '?':
      case '{':
        return this.#quantifier()
      case '^':
        return this.#emit(1, placed({ kind: 'edge', at: 'caret' }))
      case '$':
        return this.#emit(1, placed({ kind: 'edge', at: 'dollar' }))
      case '.':
      case '|':
        return this.#emit(1, { text: this.#source.charAt(this.#at) })
      default:
        return this.#literal()
    }
  }

  /** A character as it stands there; a control character is printed as an escape, so that it ends no line. */
  #literal(): undefined {
    const code = this.#source.codePointAt(this.#at)!
    const character = String.fromCodePoint(code)
    if (hasControl(character)) this.#edit(character.length, escapeRegex(character))
    return this.#emit(character.length, characterText(code))
  }

  /** Other text for the next characters, where the regex is printed as it was written. */
  #edit(length: number, text: string): void {
    this.edits.push({ span: { start: this.#at, end: this.#at + length }, text })
  }

  /** An escape; `\Q` quotes what follows it. */
  #escape(place: 'inside' | 'outside'): string | undefined {
    if (this.#take(/\\Q/y) !== null) return this.#quoted()
    if (this.#take(/\\E/y) !== null) return this.#skip(2)
    // What a match starts with does not matter to whether there is one.
    if (place === 'outside' && this.#take(/\\K/y) !== null) return this.#skip(2)
    const numbered =
      place === 'outside' ? this.#take(/\\(?:([1-9]\d*)|g\{?(-?)(\d+)\}?|g\{(\w+)\})/y) : null
    if (numbered !== null) return this.#numbered(numbered)
    const escape = escapeAt(this.#source, this.#at, place)
    if (escape !== undefined) {
      const { note } = escape
      return note?.kind === 'character' && note.code > 0x10ffff
        ? 'a character beyond U+10FFFF'
        : this.#emit(escape.length, escape)
    }
    const character = this.#source[this.#at + 1]
    return character === undefined
      ? String.raw`\ at end of pattern`
      : `\\${character} has no meaning${place === 'inside' ? ' in brackets' : ''}`
  }

  /** A reference to a group; where there are not as many groups, several digits are an octal number. */
  #numbered([whole, digits, back, number, name]: RegExpExecArray): string | undefined {
    const octal = /^\\[0-3]?[0-7]{2}/.exec(whole)?.[0]
    if (digits !== undefined && octal !== undefined && Number(digits) > this.#countGroups()) {
      return this.#emit(octal.length, characterText(Number.parseInt(octal.slice(1), 8)))
    }
    const to = digits ?? number
    const group = back === '-' ? this.#groups + 1 - Number(to) : Number(to)
    return this.#emit(
      whole.length,
      placed({ kind: 'backreference', to: to === undefined ? (name ?? '') : group }),
    )
  }

  #countGroups(): number {
    const openings = /\\[^]|\((?!\?(?!P?<\w|'))/g
    this.#allGroups ??= (this.#source.match(openings) ?? []).filter((text) => text === '(').length
    return this.#allGroups
  }

  #quoted(): undefined {
    this.#skip(2)
    const end = this.#source.indexOf(String.raw`\E`, this.#at)
    const stop = end < 0 ? this.#source.length : end
    while (this.#at < stop) {
      const code = this.#source.codePointAt(this.#at)!
      const character = String.fromCodePoint(code)
      this.#edit(character.length, escapeRegex(character))
      this.#emit(character.length, characterText(code))
    }
  }

  #quantifier(): string | undefined {
    const match = this.#take(/(?:[*+?]|\{(\d+)(?:,(\d*))?\})([+?]?)/y)
    if (match === null) {
      // Newer versions of PCRE take {,3} for a quantifier: as a text it has to be escaped.
      this.#edit(1, String.raw`\{`)
      return this.#literal()
    }
    const [whole, min = '0', max = '0', mode] = match
    if (Number(min) > maxCount || Number(max) > maxCount) {
      return `a number above ${maxCount} in a quantifier`
    }
    return mode === '+'
      ? this.#emit(whole.length, { text: whole.slice(0, -1), note: { kind: 'possessive' } })
      : this.#emit(whole.length, { text: whole })
  }

  #open(length: number, emitted: Emitted): string | undefined {
    if (this.#around.length >= maxDepth) return `more than ${maxDepth} groups in each other`
    this.#around.push(this.#extended)
    return this.#emit(length, emitted)
  }

  #group(): string | undefined {
    const comment = this.#take(/\(\?#[^)]*\)/y)
    if (comment !== null) return this.#skip(comment[0].length)
    const verb = this.#take(/\(\*[A-Za-z_]+(?:[:=][^)]*)?\)/y)
    if (verb !== null) {
      return this.#emit(verb[0].length, placed({ kind: 'foreign', what: `the verb ${verb[0]}` }))
    }
    const call = this.#take(/\(\?(?:R|[-+]?\d+|&\w+|P>\w+)\)/y)
    if (call !== null) {
      return this.#emit(call[0].length, placed({ kind: 'foreign', what: 'a call of a group' }))
    }
    const options = this.#take(/\(\?(\^?[A-Za-z]*)(?:-([A-Za-z]*))?([:)])/y)
    if (options !== null) return this.#options(options)
    for (const [form, note] of groups) {
      const match = this.#take(form)
      if (match === null) continue
      const meaning = note(match)
      if (meaning.kind !== 'named') return this.#open(match[0].length, placedGroup(meaning))
      this.#groups++
      return this.#open(match[0].length, { text: '(', note: meaning })
    }
    const named = this.#take(/\(\?P=(\w+)\)/y)
    if (named !== null) {
      return this.#emit(named[0].length, placed({ kind: 'backreference', to: named[1] ?? '' }))
    }
    if (this.#take(/\(\?/y) !== null) return 'invalid group'
    this.#groups++
    return this.#open(1, { text: '(' })
  }

  /** `(?i)` and `(?i:`. Options that no tree knows are PCRE's alone. */
  #options([whole, on = '', off = '', end]: RegExpExecArray): string | undefined {
    if (/[^imsxnUJ^]/.test(on + off)) return 'invalid group'
    const known = !/[nUJ^]/.test(on + off)
    const flags: Flags = {
      ...flag('ignoreCase', 'i', on, off),
      ...flag('multiline', 'm', on, off),
      ...flag('dotAll', 's', on, off),
    }
    const note: Note = known
      ? { kind: end === ':' ? 'scope' : 'options', flags }
      : { kind: 'foreign', what: `the option ${whole.slice(0, -1)})` }
    const problem =
      end === ':'
        ? this.#open(whole.length, placedGroup(note))
        : this.#emit(whole.length, placed(note))
    if (on.includes('x')) this.#extended = true
    if (off.includes('x')) this.#extended = false
    return problem
  }

  #class(): string | undefined {
    const start = this.#at
    const open = this.#take(/\[\^?/y)![0]
    this.#emit(open.length, { text: open })
    // A bracket that comes first is a character.
    if (this.#source[this.#at] === ']') this.#literal()
    while (this.#source[this.#at] !== ']') {
      if (this.#at >= this.#source.length) {
        this.#at = start
        return 'unterminated character class'
      }
      const problem = this.#classItem()
      if (problem !== undefined) return problem
    }
    return this.#emit(1, { text: ']' })
  }

  #classItem(): string | undefined {
    const posix = this.#take(/\[:(\^?)(\w+):\]/y)
    if (posix !== null) {
      const [whole, not, name = ''] = posix
      if (!isSetName(name)) return `there is no class ${whole}`
      return this.#emit(whole.length, {
        text: String.raw`\d`,
        note: { kind: 'set', name, negated: not === '^' },
      })
    }
    switch (this.#source.charAt(this.#at)) {
      case '\\':
        return this.#escape('inside')
      case '-':
        return this.#emit(1, { text: '-', note: { kind: 'character', code: 0x2d } })
      default:
        return this.#literal()
    }
  }
}

const placedGroup = (note: Note): Emitted => ({ text: '(?:', note })

const flag = (
  name: keyof Flags,
  letter: string,
  on: string,
  off: string,
): { readonly [K in keyof Flags]?: boolean } =>
  off.includes(letter) ? { [name]: false } : on.includes(letter) ? { [name]: true } : {}

/** What opens a group. */
const groups: readonly (readonly [RegExp, (match: RegExpExecArray) => Note])[] = [
  [/\(\?>/y, () => ({ kind: 'atomic' })],
  [
    /\(\?(<?)([=!])/y,
    ([, behind, sign]) => ({ kind: 'look', behind: behind === '<', negated: sign === '!' }),
  ],
  [
    /\(\?(?:P?<(\w+)>|'(\w+)')/y,
    ([, name, quoted]) => ({ kind: 'named', name: name ?? quoted ?? '' }),
  ],
  [/\(\?\|/y, () => ({ kind: 'foreign', what: 'a branch reset group' })],
  [
    /\(\?(?:\((?:R?&?\w+|<\w+>|'\w+'|[-+]\d+)\)|(?=\(\?))/y,
    () => ({ kind: 'foreign', what: 'a condition' }),
  ],
]
