/** What steps make of a constant. */
import { inCase } from './fold.js'
import { holdsCharacter, type Step, type Trim, type Window } from './step.js'

/** The text that a step makes of one; undefined where a regex would have to be run. */
export function madeOfConstant(text: string, step: Step): string | undefined {
  switch (step.kind) {
    case 'fold':
      return inCase(step.fold, text)
    case 'window':
      return seenThrough(step, Array.from(text))
    case 'trim':
      return trimmed(step, Array.from(text))
    case 'swap': {
      const { token, by } = step
      if (token.kind === 'text') return text.split(token.text).join(by)
      if (token.many) return undefined
      return Array.from(text, (character) =>
        holdsCharacter(token.characters, character) ? by : character,
      ).join('')
    }
    case 'cut':
    case 'behind':
      return undefined
  }
}

function seenThrough({ side, skip, length = Infinity }: Window, text: readonly string[]): string {
  const seen =
    side === 'start'
      ? text.slice(skip, skip + length)
      : text.slice(Math.max(0, text.length - skip - length), Math.max(0, text.length - skip))
  return seen.join('')
}

function trimmed({ left, right, characters }: Trim, text: readonly string[]): string {
  const stays = (character: string): boolean => !holdsCharacter(characters, character)
  const first = left ? text.findIndex(stays) : 0
  const last = right ? text.findLastIndex(stays) : text.length - 1
  return first < 0 ? '' : text.slice(first, last + 1).join('')
}
