/** From the words of a command line to an exit code: 0 fine, 1 findings or rules refused, 2 wrong use or configuration. */
import yargs from 'yargs'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { addCheck } from './check.js'
import { addCompletion, completionFlag } from './completion.js'
import { addConvert } from './convert.js'
import { addFormat } from './format.js'
import { addExplain } from './explain.js'
import type { Io } from './io.js'
import { addList } from './list.js'
import { Console } from './output/console.js'
import { addParse } from './parse.js'
import { messageOf } from './input/file.js'
import { standardInput } from './input/inputs.js'
import { addTest } from './test.js'
import { exit, UsageError, type Execute } from './usage.js'
import { version } from './version.js'

const epilogue = `Exit codes: 0 fine, 1 findings or rules refused, 2 wrong use or configuration.
Colours only on a terminal; NO_COLOR and FORCE_COLOR are respected.`

/** Runs a command line. Prints through `io` only, never throws and never ends the process. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  try {
    return await run(words, io)
  } catch (error) {
    const console = new Console(io)
    const found =
      error instanceof UsageError
        ? error.diagnostics
        : [diagnostic('cli/internal', { reason: messageOf(error) })]
    for (const problem of found) console.complain(problem)
    return exit.usage
  }
}

async function run(words: readonly string[], io: Io): Promise<number> {
  let code: number = exit.fine
  const completing = words[0] === completionFlag
  const execute: Execute = async (work) => {
    if (!completing) code = await work()
  }
  const parser = yargs([], io.cwd)
    .scriptName('siemantic')
    .usage('$0 <command>\n\nOne detection, every SIEM, the same meaning.')
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': true,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .version(version())
    .alias({ help: 'h', version: 'V' })
    .epilogue(epilogue)
    .wrap(100)
    .strict()
    .demandCommand(1, 'Which command?')
    .recommendCommands()
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message: string | null, error: Error | undefined) => {
      // Words that are still being typed are wrong more often than not.
      if (completing) return
      throw message === null ? error : new UsageError([usage(message)])
    })
  for (const add of [addConvert, addCheck, addTest, addExplain, addFormat, addParse, addList])
    add(parser, io, execute)
  await addCompletion(parser, words)
  let printed = ''
  await parser.parseAsync(normalise(words), {}, (_error, _arguments, output) => {
    printed = output
  })
  if (printed !== '') io.stdout.write(`${printed}\n`)
  return code
}

/** yargs takes a word that starts with a dash for an option, also `-` alone and what stands behind `--`. */
function normalise(words: readonly string[]): string[] {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const behind = end < 0 ? [] : words.slice(end + 1)
  return [
    ...before,
    ...behind.map((word) => (word.startsWith('-') && word !== '-' ? `./${word}` : word)),
  ].map((word) => (word === '-' ? standardInput : word))
}

const usage = (message: string) =>
  diagnostic('cli/usage', { reason: message.replaceAll(/\s*\n\s*/g, ' ').trim() })
