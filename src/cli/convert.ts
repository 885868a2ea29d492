/** `siemantic convert`: how it is called. What it does is in convert/. */
import { inputPaths, last, macroFiles, type AddCommand } from './usage.js'

/** How faithful a query has to be. */
export const acceptances = ['exact', 'wider', 'any'] as const

export const addConvert: AddCommand = (parser, io, execute) =>
  parser.command(
    'convert <paths..>',
    'Convert detections to queries',
    (command) =>
      command
        .positional('paths', inputPaths)
        .options({
          target: {
            alias: 't',
            describe: 'Targets, separated by commas or one a -t; all where there is none',
            type: 'string',
            array: true,
            requiresArg: true,
          },
          format: {
            alias: 'f',
            describe: "A format that each of the targets has ('siemantic list formats')",
            type: 'string',
            array: true,
            requiresArg: true,
          },
          out: {
            alias: 'o',
            describe: 'Write DIR/TARGET/…, one file a rule, instead of printing; all or nothing',
            type: 'string',
            array: true,
            requiresArg: true,
          },
          json: {
            describe:
              'Print one JSON object a line, for each rule and target, with its diagnostics',
            type: 'boolean',
            default: false,
          },
          accept: {
            describe: 'Refuse queries that are less faithful: only exact ones, or wider ones too',
            choices: acceptances,
            default: 'any' as const,
            requiresArg: true,
          },
          'skip-refused': {
            describe: 'Report refused rules, but do not fail for them',
            type: 'boolean',
            default: false,
          },
          option: {
            alias: 'O',
            describe: "Set an option of a target, name=value ('siemantic list targets')",
            type: 'string',
            array: true,
            requiresArg: true,
          },
          macros: macroFiles,
        })
        .example('$0 convert rule.yml -t sentinel-kql', 'Print one query')
        .example('$0 convert rules/ -o queries/', 'Every rule to every target, as files')
        .example('$0 convert search.spl -t elastic-kql,regex', 'From Splunk to elsewhere')
        .example('$0 convert rules/ --accept exact', 'Fail where a query is not exact')
        .example('$0 convert - -t splunk-tstats -O style=escu < rule.yml', 'In a pipe'),
    async (found) =>
      execute(async () => {
        const { convert } = await import('./convert/run.js')
        return convert(
          {
            paths: found.paths,
            targets: found.target ?? [],
            format: last(found.format),
            out: last(found.out),
            json: found.json,
            accept: found.accept,
            skipRefused: found.skipRefused,
            options: found.option ?? [],
            macros: found.macros ?? [],
          },
          io,
        )
      }),
  )
