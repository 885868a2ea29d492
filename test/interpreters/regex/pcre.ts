/** Runs PCRE patterns on lines: by JavaScript after translating inline options, and by `grep -P` where it is there. */
import { spawnSync } from 'node:child_process'

/** Whether the pattern is found in the line, by JavaScript's engine. */
export function matchesLine(pattern: string, line: string): boolean {
  if (/\(\?i:\\g/.test(pattern)) {
    throw new Error(`JavaScript cannot ignore the case of a part with a reference: ${pattern}`)
  }
  return toJavaScript(pattern).test(line)
}

/**
 * The same regular expression for JavaScript, which before node 23 has no options inside a pattern: under `i` letters
 * become classes of both cases, under `s` a dot becomes a class of everything. One-to-one pairs of case only,
 * as PCRE does in its UTF mode. RE2's `$` stands at the very end only.
 */
export function toJavaScript(pattern: string, dialect: 'pcre' | 're2' = 'pcre'): RegExp {
  if (dialect === 're2' && /^(?:[^\\]|\\[^1-9])*?(?:\(\?(?:[=!]|<[=!])|\\[1-9])/s.test(pattern)) {
    throw new Error(`RE2 has no lookaround and no backreferences: ${pattern}`)
  }
  const stack: Scope[] = []
  let scope: Scope = { ignoreCase: false, dotAll: false, multiline: false }
  let result = ''
  let at = 0
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at
    const match = expression.exec(pattern)
    if (match !== null) at += match[0].length
    return match
  }
  while (at < pattern.length) {
    const options = take(/\(\?([imsu]*)(?:-([imsu]+))?([:)])/y)
    if (options !== null && (options[1] || options[2] || options[3] === ':')) {
      if (options[3] === ':') {
        stack.push(scope)
        result += '(?:'
      }
      scope = withOptions(scope, options[1]!, options[2] ?? '')
      continue
    }
    const token = decoded(
      take(
        /\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[\s\S])|\[\^?\]?(?:\\[\s\S]|\[:\w+:\]|[^\]\\])*\]|[\s\S]/uy,
      )![0],
    )
    if (token === '(') stack.push(scope)
    const back = token === '\\g' ? take(/\{-(\d+)\}/y) : null
    if (back !== null) {
      result += `\\${groupsIn(result) + 1 - Number(back[1])}`
      continue
    }
    if (token === ')') scope = stack.pop() ?? scope
    if (token === '(' && take(/\?(?:[:=!]|<[=!]|P?<\w+>)/y)) {
      result += `(${pattern.slice(pattern.lastIndexOf('?', at), at).replace('?P<', '?<')}`
    } else if (dialect === 're2' && token === '$' && !scope.multiline) result += '$'
    else result += translated(token, scope)
  }
  return new RegExp(result, 'u')
}

/** A letter for its number: it has cases. */
const decoded = (token: string): string =>
  token.replaceAll(
    /(?<!\\)((?:\\\\)*)\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/g,
    (whole, before: string, long?: string, short?: string) => {
      const letter = String.fromCodePoint(Number.parseInt(long ?? short ?? '', 16))
      return /\p{L}/u.test(letter) ? before + letter : whole
    },
  )

/** How many groups capture in a regex of JavaScript. */
const groupsIn = (source: string): number =>
  (source.match(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])/g) ?? []).filter((text) =>
    text.startsWith('('),
  ).length

interface Scope {
  readonly ignoreCase: boolean
  readonly dotAll: boolean
  readonly multiline: boolean
}

const withOptions = (scope: Scope, on: string, off: string): Scope => ({
  ignoreCase: (scope.ignoreCase || on.includes('i')) && !off.includes('i'),
  dotAll: (scope.dotAll || on.includes('s')) && !off.includes('s'),
  multiline: (scope.multiline || on.includes('m')) && !off.includes('m'),
})

/** One token in JavaScript's `u` syntax, which allows no escape without a meaning. */
function translated(token: string, { ignoreCase, dotAll, multiline }: Scope): string {
  if (token === '.') return dotAll ? String.raw`[\s\S]` : String.raw`[^\n]`
  if (token === '^') return multiline ? String.raw`(?<=^|\n)` : '^'
  // PCRE's `$` also stands before a line feed that ends the subject.
  if (token === '$') return multiline ? String.raw`(?=\n|$)` : String.raw`(?=\n?$)`
  if (token.startsWith('[') && token.length > 1) return classOf(token, ignoreCase)
  if (token.startsWith('\\')) return escapeOf(token)
  if (/[{}\]]/.test(token)) return token === ']' ? String.raw`\]` : token
  return ignoreCase ? eitherCase(token) : token
}

/** Those of ASCII, also where JavaScript's are those of Unicode. */
const sets: Readonly<Record<string, string>> = {
  '\\d': '0-9',
  '\\w': '0-9A-Za-z_',
  '\\s': String.raw`\t-\r `,
}

/** What is in none of them, as brackets may hold it. */
const otherSets: Readonly<Record<string, string>> = {
  '\\D': String.raw`\0-\/:-\u{10ffff}`,
  '\\W': String.raw`\0-\/:-@\[-\^\`\{-\u{10ffff}`,
  '\\S': String.raw`\0-\x08\x0e-\x1f!-\u{10ffff}`,
}

function escapeOf(token: string): string {
  const set = sets[token.toLowerCase()]
  if (set !== undefined) return `[${token < '\\a' ? '^' : ''}${set}]`
  if (token === '\\A') return '^'
  if (token === '\\z') return '$'
  if (token === '\\Z') return String.raw`(?=\n?$)`
  if (token === '\\e') return String.raw`\x1b`
  if (token === '\\a') return String.raw`\x07`
  if (token.startsWith('\\x{')) return `\\u${token.slice(2)}`
  if (/^\\[a-zA-Z0-9]/.test(token)) return token
  const character = token.slice(1)
  return /[$()*+./?[\\\]^{|}]/.test(character) ? token : character
}

/** The characters that Unicode's simple folding holds to be the same: K and the Kelvin sign, not i and dotless ı. */
function casesOf(character: string): readonly string[] {
  const others = { k: '\u212a', s: '\u017f', å: '\u212b', ß: 'ẞ' }[character.toLowerCase()] ?? ''
  const candidates = [character.toLowerCase(), character.toUpperCase(), others]
  const escaped = character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  const same = new RegExp(`^${escaped}$`, 'iu')
  return [...new Set([character, ...candidates.filter((item) => same.test(item))])]
}

function eitherCase(character: string): string {
  const cases = casesOf(character)
  return cases.length > 1 ? `[${cases.join('')}]` : character
}

const posixClasses: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  space: String.raw`\t-\r `,
  word: '0-9A-Za-z_',
  cntrl: String.raw`\x00-\x1f\x7f`,
  punct: String.raw`!-\/:-@\[-\`\{-~`,
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9a-fA-F',
}

function posixClass(name: string): string {
  const inside = posixClasses[name]
  if (inside === undefined) throw new Error(`[:${name}:] is not known here`)
  return inside
}

function classOf(token: string, ignoreCase: boolean): string {
  const [, open, inside] = /^(\[\^?)([\s\S]*)\]$/.exec(token)!
  const items =
    inside!.match(/\[:\w+:\]|\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[\s\S])|[\s\S]/gu) ?? []
  let result = ''
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!
    const last = items[index + 2]
    const isRange = items[index + 1] === '-' && last !== undefined
    const set = sets[item] ?? otherSets[item]
    if (item.startsWith('[:')) result += posixClass(item.slice(2, -2))
    else if (set !== undefined) result += set
    else if (isRange) {
      result += rangeOf(item, last, ignoreCase)
      index += 2
    } else if (item.startsWith('\\')) result += escapeOrPlain(item)
    else if (item === '[' || item === ']' || item === '-' || item === '^') result += `\\${item}`
    else result += ignoreCase ? casesOf(item).join('') : item
  }
  return `${open}${result}]`
}

/** A range; under `i` with the other case of what it has in common with the letters. */
function rangeOf(from: string, to: string, ignoreCase: boolean): string {
  const plain = `${escapeOrPlain(from)}-${escapeOrPlain(to)}`
  if (!ignoreCase || from.length > 1 || to.length > 1) return plain
  const others: string[] = []
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0) && code < 0x250; code++) {
    const character = String.fromCharCode(code)
    others.push(...casesOf(character).filter((item) => item !== character))
  }
  return plain + others.join('')
}

const escapeOrPlain = (item: string): string =>
  item.startsWith('\\') && item !== '\\-'
    ? escapeOf(item)
    : /^[[\]^-]$/.test(item)
      ? `\\${item}`
      : item

/** Which lines `grep -P` finds the pattern in; undefined where there is no grep that knows `-P`. */
export function grepMatches(
  pattern: string,
  lines: readonly string[],
): readonly boolean[] | undefined {
  if (!grepKnowsPerl()) return undefined
  if (lines.some((line) => /[\n\0]/.test(line))) throw new Error('grep cannot take such a line')
  const { status, stdout, stderr } = grep(pattern, lines)
  if (status !== 0 && status !== 1) throw new Error(`grep -P: ${stderr.trim()}`)
  const found = new Set(stdout.split('\n').map((line) => Number.parseInt(line, 10)))
  return lines.map((_, index) => found.has(index + 1))
}

const grep = (pattern: string, lines: readonly string[]) =>
  spawnSync('grep', ['-aPn', '-e', pattern], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', GREP_OPTIONS: '' },
  })

let known: boolean | undefined

const grepKnowsPerl = (): boolean => (known ??= grep('^a(?=b)', ['ab']).status === 0)
