/** What names the source of a Splunk search, as log sources. */
import type { LogSource } from '../ast/nodes.js'

/** The log sources of a data model's object; none where it is unknown. */
export function logSourcesOfDataModel(model: string, object: string): readonly LogSource[] {
  const known: Readonly<Record<string, LogSource>> = {
    'Endpoint.Processes': { category: 'process_creation' },
    'Endpoint.Registry': { category: 'registry_event' },
    'Endpoint.Filesystem': { category: 'file_event' },
  }
  const found = known[`${model}.${object}`]
  return found === undefined ? [] : [found]
}

const channels: Readonly<Record<string, readonly [channel: string, logSource: LogSource]>> = {
  'microsoft-windows-sysmon/operational': [
    'Microsoft-Windows-Sysmon/Operational',
    { product: 'windows', service: 'sysmon' },
  ],
  'linux-sysmon/operational': ['Linux-Sysmon/Operational', { product: 'linux', service: 'sysmon' }],
  security: ['Security', { product: 'windows', service: 'security' }],
  system: ['System', { product: 'windows', service: 'system' }],
  application: ['Application', { product: 'windows', service: 'application' }],
  'microsoft-windows-powershell/operational': [
    'Microsoft-Windows-PowerShell/Operational',
    { product: 'windows', service: 'powershell' },
  ],
  'iis:configuration:operational': [
    'Microsoft-IIS-Configuration/Operational',
    { product: 'windows', service: 'iis-configuration' },
  ],
}

/** The channel that a test of source, sourcetype or eventtype names. */
export function logSourceOfSplunkSource(
  _field: 'source' | 'sourcetype' | 'eventtype',
  value: string,
): { readonly channel: string; readonly logSource: LogSource } | undefined {
  const name = value.toLowerCase().replace(/^(?:xml)?wineventlog[:_]|^syslog:/, '')
  const found = channels[name]
  return found === undefined ? undefined : { channel: found[0], logSource: found[1] }
}

/** The category of some events of a channel; undefined where they have none. */
export function logSourceOfChannelEvent(
  channel: string,
  eventIds: readonly number[],
): LogSource | undefined {
  const product = channel.startsWith('Linux') ? 'linux' : 'windows'
  const categories: Readonly<Record<string, string>> = {
    'Microsoft-Windows-Sysmon/Operational 1': 'process_creation',
    'Linux-Sysmon/Operational 1': 'process_creation',
    'Microsoft-Windows-PowerShell/Operational 4104': 'ps_script',
  }
  const found = new Set(eventIds.map((id) => categories[`${channel} ${id}`]))
  const [category] = found
  return found.size === 1 && category !== undefined ? { category, product } : undefined
}
