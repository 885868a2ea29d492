/** `lower` and `upper`: what a test of text in one case asks of the text as it was. */
import { never } from '../../ast/build.js'
import type { Condition, Matches, Regex, Test } from '../../ast/nodes.js'
import { someText } from '../../ast/pattern.js'
import { unsaid, type Asking, type Fold, type Unsaid } from './step.js'

export function askFold(
  { fold }: Fold,
  test: Matches | Regex,
  { ask }: Asking,
): Condition | Unsaid {
  const asked = unfolded(fold, test)
  if (asked === undefined) return unsaid('whose letters it changes')
  return asked === 'never' ? never : ask(asked)
}

/** A text in one case. */
export const inCase = (fold: Fold['fold'], text: string): string =>
  fold === 'lower' ? text.toLowerCase() : text.toUpperCase()

/** What a test of text in one case asks of the text as it was: `never` where no such text can pass. */
export function unfolded(fold: 'lower' | 'upper', test: Test): Test | 'never' | undefined {
  if (test.kind === 'matches') {
    const isOther = (text: string): boolean => text !== inCase(fold, text)
    if (!test.cased) return test
    return someText(test.pattern, isOther) ? 'never' : { ...test, cased: false }
  }
  if (test.kind === 'regex') {
    return isOfOneCase(test.source, fold) ? { ...test, ignoreCase: true } : undefined
  }
  return test
}

/**
 * Whether a regex finds the same in text in one case as it does in any text when case is ignored: where it has letters of
 * that case only, each written as itself.
 */
function isOfOneCase(source: string, fold: 'lower' | 'upper'): boolean {
  const plain = source.replaceAll(/\\[SDWBAZsdwbz\\]|\\[^A-Za-z0-9]/g, '').replaceAll('(?:', '(')
  const hasOther = fold === 'lower' ? /[A-Z]/.test(plain) : /[a-z]/.test(plain)
  const isWide = /[^\w\\]-[^\]]|[0-9]-[^0-9\]]/.test((plain.match(/\[[^\]]*\]/g) ?? []).join(' '))
  return !hasOther && !isWide && !/\\|\(\?|[^\x20-\x7E]/.test(plain)
}
