/** What each SPL command behind the first does to the results: only display, or why it cannot be read. */

/** `display` changes how results look, and never which events are found; a reason ends a sentence about the command. */
type CommandEffect = 'display' | { readonly refused: string }

const refused = (refusedFor: string): CommandEffect => ({ refused: refusedFor })
const filters = refused('filters results, which is not read yet')
const combines = refused('combines this search with another, which is not read yet')
const limits = refused('keeps only some of the results, in an order that other targets do not have')
const groups = refused('groups events over time, which is not read yet')
const generates = refused('does not search events of one source')
const learns = refused('depends on statistics or a model of other events')
const acts = refused('writes or sends results, which is no part of a detection')
const splits = refused('makes several results of one, which is not read yet')

/** Nothing behind the first stage filters in what is read, so computed fields never decide anything. */
const commands: Readonly<Record<string, CommandEffect>> = {
  ...every('display', [
    'addinfo',
    'addtotals',
    'bin',
    'bucket',
    'chart',
    'convert',
    'dedup',
    'eval',
    'eventstats',
    'extract',
    'fieldformat',
    'fields',
    'fillnull',
    'foreach',
    'fromjson',
    'iplocation',
    'kv',
    'lookup',
    'makemv',
    'mvcombine',
    'nomv',
    'reltime',
    'rename',
    'replace',
    'rex',
    'sort',
    'spath',
    'stats',
    'strcat',
    'streamstats',
    'table',
    'timechart',
    'xmlkv',
  ]),
  ...every(filters, ['where', 'search', 'regex', 'uniq', 'searchtxn']),
  ...every(combines, [
    'join',
    'append',
    'appendcols',
    'appendpipe',
    'map',
    'multisearch',
    'selfjoin',
    'set',
    'union',
  ]),
  ...every(limits, ['head', 'tail', 'top', 'rare']),
  ...every(groups, ['transaction', 'concurrency', 'delta', 'autoregress']),
  ...every(generates, [
    'datamodel',
    'dbxquery',
    'from',
    'inputlookup',
    'loadjob',
    'makeresults',
    'metadata',
    'mstats',
    'rest',
    'savedsearch',
    'tstats',
  ]),
  ...every(learns, [
    'anomalies',
    'anomalousvalue',
    'anomalydetection',
    'apply',
    'cluster',
    'fit',
    'kmeans',
    'outlier',
    'predict',
  ]),
  ...every(acts, ['collect', 'outputcsv', 'outputlookup', 'sendalert', 'sendemail']),
  ...every(splits, ['mvexpand', 'multikv']),
}

function every(
  effect: CommandEffect,
  names: readonly string[],
): Readonly<Record<string, CommandEffect>> {
  return Object.fromEntries(names.map((name) => [name, effect]))
}

/** The name of the command that a stage starts with. */
export const commandOf = (stage: string): string =>
  /^[^\s(["`]+/.exec(stage)?.[0] ?? stage.slice(0, 1)

/** What a stage does; of `search *`, which an untouched filter macro is, nothing. */
export function effectOf(stage: string): CommandEffect {
  const name = commandOf(stage).toLowerCase()
  if (/^search\s+\*$/i.test(stage)) return 'display'
  if (name === 'sort' && /^sort\s+(?:limit\s*=\s*)?0*[1-9]/i.test(stage)) return limits
  return Object.hasOwn(commands, name) ? commands[name]! : refused('is not known')
}

/** Why a search cannot start with a command. */
export function reasonAgainst(command: string): string {
  const effect = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (effect === undefined) return 'is not known'
  return effect === 'display' || effect === filters ? 'cannot come first' : effect.refused
}
