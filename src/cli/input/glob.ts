/** Patterns of paths, for shells that leave them as they are: `*`, `?`, `[a-z]`, `{a,b}`, and `**` for any folders. */
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { entriesOf, isFolder, isSkipped } from './walk.js'

/** Whether a path is meant as a pattern. */
export const isGlob = (path: string): boolean => /[*?[{]/.test(path)

/** The folder above the first part that is a pattern: of `rules/win*.yml`, `rules`. */
export function baseOf(glob: string): string {
  const parts = partsOf(glob)
  const fixed = parts.slice(0, parts.findIndex(isGlob))
  return fixed.join('/') || (glob.startsWith('/') ? '/' : '.')
}

/** The files and folders that a pattern names, each once, in order. Hidden ones only where the pattern says the dot. */
export function expandGlob(glob: string, cwd: string): readonly string[] {
  const found = expandBraces(glob).flatMap((pattern) => {
    const rooted = pattern.startsWith('/')
    return matchParts(rooted ? '/' : '', partsOf(pattern).filter(Boolean), cwd).toSorted()
  })
  return [...new Set(found)]
}

// Only where a backslash cannot escape may it separate.
const partsOf = (glob: string): readonly string[] =>
  (sep === '\\' ? glob.replaceAll('\\', '/') : glob).split('/')

function matchParts(folder: string, parts: readonly string[], cwd: string): readonly string[] {
  const [part, ...rest] = parts
  if (part === undefined) return [folder]
  const inside = (name: string): string => (folder === '' ? name : join(folder, name))
  const at = (path: string): string => (path.startsWith('/') ? path : join(cwd, path))
  if (!isGlob(part)) {
    const next = inside(part)
    return existsSync(at(next)) ? matchParts(next, rest, cwd) : []
  }
  const location = at(folder)
  if (!isFolder(location)) return []
  const entries = entriesOf(location)
  if (part === '**') {
    // As in other shells, `**` does not follow links to folders: they may lead anywhere.
    const below = entries.filter((entry) => entry.isDirectory() && !isSkipped(entry.name))
    return rest.length === 0
      ? [folder === '' ? '.' : folder]
      : [
          ...matchParts(folder, rest, cwd),
          ...below.flatMap(({ name }) => matchParts(inside(name), parts, cwd)),
        ]
  }
  const matcher = partMatcher(part)
  return entries
    .filter(({ name }) => matcher.test(name) && (part.startsWith('.') || !isSkipped(name)))
    .flatMap(({ name }) => matchParts(inside(name), rest, cwd))
}

/** The regular expression of one part of a path. */
function partMatcher(part: string): RegExp {
  const source = part.replaceAll(
    /\[(!|\^)?(\]?[^\]]*)\]|\\(.)|(\*+)|(\?)|([^*?[\\]+|.)/gsu,
    (
      _,
      negated: string | undefined,
      members: string | undefined,
      escaped: string | undefined,
      run: string | undefined,
      one: string | undefined,
      text: string | undefined,
    ) => {
      if (members !== undefined) {
        return `[${negated === undefined ? '' : '^'}${members.replaceAll(/[\\\]^[]/g, '\\$&')}]`
      }
      if (run !== undefined) return '.*'
      return one === undefined ? escapeRegex(escaped ?? text ?? '') : '.'
    },
  )
  try {
    return new RegExp(`^${source}$`, 'su')
  } catch {
    // A range that runs backwards, `[z-a]`, matches nothing but itself.
    return new RegExp(`^${escapeRegex(part)}$`, 'su')
  }
}

const escapeRegex = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** The patterns that the braces of a pattern stand for; a brace without a comma or an end is itself. */
function expandBraces(glob: string): readonly string[] {
  for (let open = glob.indexOf('{'); open >= 0; open = glob.indexOf('{', open + 1)) {
    const { end, commas } = braceAt(glob, open)
    if (end === undefined || commas.length === 0) continue
    const marks = [open, ...commas, end]
    return marks
      .slice(1)
      .flatMap((mark, index) =>
        expandBraces(
          glob.slice(0, open) + glob.slice(marks[index]! + 1, mark) + glob.slice(end + 1),
        ),
      )
  }
  return [glob]
}

/** Where the brace that opens at `open` closes, and its own commas. */
function braceAt(
  glob: string,
  open: number,
): { readonly end: number | undefined; readonly commas: readonly number[] } {
  const commas: number[] = []
  let depth = 0
  for (let at = open; at < glob.length; at++) {
    const character = glob[at]
    if (character === '{') depth++
    if (character === '}' && --depth === 0) return { end: at, commas }
    if (character === ',' && depth === 1) commas.push(at)
  }
  return { end: undefined, commas }
}
