/** `siemantic completion`: a script for bash or zsh, and the answers that it asks for. */
import type { Argv } from 'yargs'
import { checkNames } from '../lint/names.js'
import { profiles } from '../lint/check.js'
import { thresholds } from './check.js'
import { acceptances } from './convert.js'
import { topics } from './list.js'
import { loadTargets, targetNames } from './targets.js'

/** How the script of yargs asks. */
export const completionFlag = '--get-yargs-completions'

/** Adds the command, and completes what yargs does not know by itself: the values of options. */
export async function addCompletion(parser: Argv, words: readonly string[]): Promise<void> {
  // yargs does not wait for an answer that comes later, so it has to be there before.
  const values = words[0] === completionFlag ? await valuesOf(words.at(-2) ?? '') : undefined
  parser.completion(
    'completion',
    'Print a script that completes words in bash or zsh',
    (
      current: string,
      _arguments: unknown,
      byDefault: () => void,
      done: (words: string[]) => void,
    ) => {
      if (values === undefined) byDefault()
      else done(completeLast(current, values))
    },
  )
}

/** What may follow a word; undefined where yargs knows better. */
async function valuesOf(word: string): Promise<readonly string[] | undefined> {
  switch (word) {
    case '-t':
    case '--target':
      return targetNames
    case '-f':
    case '--format':
      return [...new Set((await loadTargets()).flatMap(({ formats }) => Object.keys(formats)))]
    case '-O':
    case '--option':
      return (await loadTargets()).flatMap(({ options }) =>
        Object.entries(options).flatMap(([name, { values }]) =>
          (values ?? ['']).map((value) => `${name}=${value}`),
        ),
      )
    case '--accept':
      return acceptances
    case '--profile':
      return profiles
    case '--fail-on':
      return thresholds
    case '--disable':
      return checkNames
    case 'list':
      return topics
    default:
      return undefined
  }
}

/** The words that go on from what is typed; of a list with commas, from its last part. */
function completeLast(current: string, values: readonly string[]): string[] {
  const comma = current.lastIndexOf(',') + 1
  const before = current.slice(0, comma)
  return [...new Set(values.map((value) => before + value))].filter((word) =>
    word.startsWith(current),
  )
}
