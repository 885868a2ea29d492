/** `siemantic test`: how it is called. What it does is in test/. */
import { inputPaths, macroFiles, type AddCommand } from './usage.js'

/** How results are printed. */
export const resultFormats = ['text', 'json', 'junit'] as const
export type ResultFormat = (typeof resultFormats)[number]

export const addTest: AddCommand = (parser, io, execute) =>
  parser.command(
    'test <paths..>',
    'Run rules on events',
    (command) =>
      command
        .positional('paths', inputPaths)
        .options({
          events: {
            alias: 'e',
            describe: 'A file or folder of events to run all rules on: JSON, XML or key=value',
            type: 'string',
            array: true,
            requiresArg: true,
          },
          regression: {
            describe:
              "A folder of events as SigmaHQ's, each named for its rule or with an info.yml",
            type: 'string',
            array: true,
            requiresArg: true,
          },
          format: {
            alias: 'f',
            describe: 'Print lines, JSON lines, or JUnit XML',
            choices: resultFormats,
            default: 'text' as const,
            requiresArg: true,
          },
          watch: {
            alias: 'w',
            describe: 'Run again whenever a file changes',
            type: 'boolean',
            default: false,
          },
          macros: macroFiles,
        })
        .example('$0 test rules/', 'The tests beside the rules: rule.test.yml beside rule.yml')
        .example('$0 test rules/ --events log.ndjson', 'Which rules select which events')
        .example('$0 test rules/ -f junit > results.xml', 'For continuous integration')
        .example('$0 test sigma/rules --regression sigma/regression_data', "SigmaHQ's own events"),
    async (found) =>
      execute(async () => {
        const { test } = await import('./test/run.js')
        return test(
          {
            paths: found.paths,
            events: found.events ?? [],
            regression: found.regression ?? [],
            format: found.format,
            watch: found.watch,
            macros: found.macros ?? [],
          },
          io,
        )
      }),
  )
