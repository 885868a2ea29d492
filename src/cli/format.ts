/** `siemantic format`: how it is called. What it does is in format/. */
import { diagnostic } from '../diagnostics/diagnostic.js'
import { inputPaths, UsageError, type AddCommand } from './usage.js'

const either = diagnostic('cli/usage', { reason: 'Either --write or --check, not both.' })

export const addFormat: AddCommand = (parser, io, execute) =>
  parser.command(
    'format <paths..>',
    'Print Splunk searches with one stage a line, long ones wrapped',
    (command) =>
      command
        .positional('paths', inputPaths)
        .options({
          write: {
            alias: 'w',
            describe: 'Write files of SPL anew instead of printing them',
            type: 'boolean',
            default: false,
          },
          check: {
            describe: 'Print nothing, and end with 1 where a file of SPL is not formatted',
            type: 'boolean',
            default: false,
          },
        })
        .example('$0 format hunt.spl', 'Print a search')
        .example('$0 format - < hunt.spl', 'The same, as a filter of an editor')
        .example('$0 format detection.yml', 'Print the search of a detection')
        .example('$0 format --write hunts/*.spl', 'Write files anew')
        .example('$0 format --check hunts/*.spl', 'For CI'),
    async ({ paths, write, check }) =>
      execute(async () => {
        if (write && check) throw new UsageError([either])
        const { format } = await import('./format/run.js')
        return format({ paths, does: write ? 'write' : check ? 'check' : 'print' }, io)
      }),
  )
