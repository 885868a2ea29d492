/** A test of a basename as a test of the whole path, for targets that have only the path. */
import { never, or, predicate } from '../../ast/build.js'
import type { Condition, Field, Keyword, Matches, Predicate } from '../../ast/nodes.js'
import { anyRun, isRun, literalText, pattern, someText, type Pattern } from '../../ast/pattern.js'
import { escapeRegex, patternRegex } from '../../ast/regex.js'

/**
 * `basename(path) = x` as `path = *\x`, exact on absolute paths. Where the path may be relative or its separator is not
 * known, all forms are alternatives. A wildcard inside could run across separators: such a pattern becomes a regex.
 */
export function basenameAsPath(leaf: Predicate | Keyword): Condition | undefined {
  if (leaf.kind === 'keyword' || leaf.field.part !== 'basename') return undefined
  const { test } = leaf
  const { part: _, ...path } = leaf.field
  if (test.kind === 'exists' || test.kind === 'isNull') return { ...leaf, field: path }
  if (test.kind !== 'matches') return undefined
  if (someText(test.pattern, (text) => /[\\/]/.test(text))) return never
  const [first, ...rest] = test.pattern
  if (isRun(first) && rest.every((part) => typeof part === 'string'))
    return { ...leaf, field: path }
  const name = literalText(test.pattern)
  if (name === undefined) return { ...leaf, field: path, test: basenameRegex(test) }
  const ends = suffixes(path, name).map((suffix) => ({ ...test, pattern: suffix }))
  return or(
    ends.map((end) => predicate(path, end, leaf.span)),
    leaf.span,
  )
}

/** On Windows names without a dot may be those of processes without a file, such as System: their path is the name alone. */
function suffixes(path: Field, name: string): readonly Pattern[] {
  const separators = path.separator === undefined ? ['\\', '/'] : [path.separator]
  const absolute =
    path.separator !== undefined && (path.separator === '/' ? name !== '' : name.includes('.'))
  return [
    ...separators.map((separator) => pattern(anyRun, separator + name)),
    ...(absolute ? [] : [pattern(name)]),
  ]
}

const basenameRegex = ({ pattern: name, cased }: Matches): Predicate['test'] => ({
  kind: 'regex',
  source: `(?:^|[\\\\/])${patternRegex(name, { text: escapeRegex, run: '[^\\\\/]*', one: '[^\\\\/]' })}\\z`,
  ignoreCase: !cased,
  multiline: false,
  dotAll: true,
})
