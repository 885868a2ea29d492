/** Fields that all events of a source have, so that nothing is asked by asking for them. */
import type { LogSource, Vocabulary } from '../ast/nodes.js'

/** What every Windows event has in Splunk: parts of its system data, and what the add-on makes of them. */
const ofWindows: readonly string[] = [
  'Channel',
  'Computer',
  'ComputerName',
  'EventCode',
  'EventID',
  'EventRecordID',
  'RecordNumber',
  'dest',
  'dvc',
  'signature_id',
]

/**
 * What else the system data of Sysmon's events and of PowerShell's script blocks have; other logs, that of Security among
 * them, name no user there. Source: the fields and example logs of security_content's data sources of Sysmon and of event
 * 4104; all of Sysmon's events in SigmaHQ's regression data have both.
 */
const ofNamedUser: readonly string[] = ['Opcode', 'UserID', 'user_id']

const rawWindows: ReadonlySet<Vocabulary> = new Set(['sysmon', 'security', 'windowsEvent'])

/** The fields that every event of a search has. */
export function fieldsOfEvery(
  logSources: readonly LogSource[],
  vocabulary: Vocabulary,
): readonly string[] {
  if (logSources.length === 0 || !isOfWindows(logSources, vocabulary)) return []
  const isNamed =
    vocabulary === 'sysmon' || logSources.every(({ category = '' }) => category.startsWith('ps_'))
  return isNamed ? [...ofWindows, ...ofNamedUser] : ofWindows
}

const isOfWindows = (logSources: readonly LogSource[], vocabulary: Vocabulary): boolean =>
  rawWindows.has(vocabulary) || logSources.every(({ product }) => product === 'windows')
