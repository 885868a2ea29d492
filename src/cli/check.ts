/** `siemantic check`: how it is called. What it does is in check/. */
import { profiles } from '../lint/check.js'
import { inputPaths, macroFiles, type AddCommand } from './usage.js'

/** How findings are printed. */
export const reportFormats = ['text', 'json', 'sarif', 'github'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** From which severity on findings fail a run. */
export const thresholds = ['error', 'warning', 'note'] as const

export const addCheck: AddCommand = (parser, io, execute) =>
  parser.command(
    'check <paths..>',
    'Look for mistakes in rules and Splunk searches',
    (command) =>
      command
        .positional('paths', inputPaths)
        .options({
          profile: {
            describe:
              "Which checks: those for everybody, or those of SigmaHQ's or ESCU's conventions too",
            choices: profiles,
            default: 'default' as const,
            requiresArg: true,
          },
          format: {
            alias: 'f',
            describe: 'Print lines, JSON lines, SARIF 2.1.0, or annotations of GitHub Actions',
            choices: reportFormats,
            default: 'text' as const,
            requiresArg: true,
          },
          'fail-on': {
            describe: 'End with 1 where a finding is of this severity or a higher one',
            choices: thresholds,
            default: 'warning' as const,
            requiresArg: true,
          },
          disable: {
            describe: "Checks to leave out, separated by commas ('siemantic list checks')",
            type: 'string',
            array: true,
            requiresArg: true,
          },
          fix: {
            describe: 'Repair what can be repaired without a decision, and report the rest',
            type: 'boolean',
            default: false,
          },
          macros: macroFiles,
        })
        .example('$0 check rules/', 'All findings, with their places')
        .example('$0 check rules/ --profile sigmahq', "With SigmaHQ's conventions")
        .example('$0 check rules/ -f sarif > findings.sarif', 'For code scanning')
        .example('$0 check rules/ -f github --fail-on error', 'In a workflow of GitHub Actions')
        .example('$0 check rules/ --fix', 'Repair dates, tags and values that stand twice')
        .example('$0 check rule.yml --disable missing-id', 'Without one check'),
    async (found) =>
      execute(async () => {
        const { check } = await import('./check/run.js')
        return check(
          {
            paths: found.paths,
            profile: found.profile,
            format: found.format,
            failOn: found.failOn,
            disable: found.disable ?? [],
            fix: found.fix,
            macros: found.macros ?? [],
          },
          io,
        )
      }),
  )
