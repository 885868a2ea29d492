/** `siemantic explain`: how it is called. What it does is in explain/. */
import { macroFiles, type AddCommand } from './usage.js'

export const addExplain: AddCommand = (parser, io, execute) =>
  parser.command(
    'explain <path>',
    'Show what became of each test of a rule in a target, and what an event is to each',
    (command) =>
      command
        .positional('path', {
          describe: 'A file, or - for standard input',
          type: 'string',
          demandOption: true,
        })
        .options({
          target: {
            alias: 't',
            describe: "Targets, separated by commas ('siemantic list targets')",
            type: 'string',
            array: true,
            requiresArg: true,
          },
          option: {
            alias: 'O',
            describe: 'An option of a target, as name=value',
            type: 'string',
            array: true,
            requiresArg: true,
          },
          event: {
            alias: 'e',
            describe: 'A file with an event: JSON, XML or key=value; of several, the first',
            type: 'string',
            requiresArg: true,
          },
          json: {
            describe: 'Print JSON instead of text',
            type: 'boolean',
            default: false,
          },
          macros: macroFiles,
        })
        .example('$0 explain rule.yml -t sentinel-kql', 'Where every piece of the query comes from')
        .example('$0 explain rule.yml --event event.json', 'Why a rule does not fire'),
    async (found) =>
      execute(async () => {
        const { explainFile } = await import('./explain/run.js')
        return explainFile(
          {
            path: found.path,
            targets: found.target ?? [],
            options: found.option ?? [],
            event: found.event,
            json: found.json,
            macros: found.macros ?? [],
          },
          io,
        )
      }),
  )
