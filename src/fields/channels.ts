/** The Windows event channels that the log sources name, and what Splunk calls them. */

/** A channel and its names in Splunk. */
export interface Channel {
  /** As the event itself has it: `Microsoft-Windows-Sysmon/Operational`. */
  readonly channel: string
  /** The service of a Sigma rule that stands for the whole channel. */
  readonly service: string
  /** The product of that service. */
  readonly product: 'windows' | 'linux'
  /** The values of `source` that its events have in Splunk. */
  readonly sources: readonly string[]
  /** Values of `sourcetype` that only its events have. */
  readonly sourceTypes?: readonly string[]
  /** The event type that Splunk's add-on for Windows gives its events. */
  readonly eventType?: string
  /** The macro that Splunk's security content calls it by. */
  readonly macro?: string
}

export const sysmonChannel = 'Microsoft-Windows-Sysmon/Operational'
export const linuxSysmonChannel = 'Linux-Sysmon/Operational'
export const securityChannel = 'Security'
export const powershellChannel = 'Microsoft-Windows-PowerShell/Operational'
export const powershellClassicChannel = 'Windows PowerShell'
/** SigmaHQ's service `iis-configuration`; its provider is Microsoft-Windows-IIS-Configuration. */
export const iisConfigurationChannel = 'Microsoft-IIS-Configuration/Operational'

/** A Windows channel: Splunk's inputs name its source after it, with another prefix where they keep the XML. */
const windows = (
  channel: string,
  service: string,
  more: Pick<Channel, 'sourceTypes' | 'eventType' | 'macro'> = {},
): Channel => ({
  channel,
  service,
  product: 'windows',
  sources: [`WinEventLog:${channel}`, `XmlWinEventLog:${channel}`],
  ...more,
})

/** Every channel, once. Macros, source and event types are as the macros of Splunk's security content define them. */
export const channels: readonly Channel[] = [
  windows(sysmonChannel, 'sysmon', {
    sourceTypes: [`XmlWinEventLog:${sysmonChannel}`],
    macro: 'sysmon',
  }),
  {
    channel: linuxSysmonChannel,
    service: 'sysmon',
    product: 'linux',
    sources: [`Syslog:${linuxSysmonChannel}`],
    sourceTypes: ['sysmon:linux'],
    macro: 'sysmon',
  },
  windows(securityChannel, 'security', {
    eventType: 'wineventlog_security',
    macro: 'wineventlog_security',
  }),
  windows('System', 'system', { eventType: 'wineventlog_system', macro: 'wineventlog_system' }),
  windows('Application', 'application', {
    eventType: 'wineventlog_application',
    macro: 'wineventlog_application',
  }),
  windows(powershellChannel, 'powershell', { macro: 'powershell' }),
  windows(powershellClassicChannel, 'powershell-classic'),
  windows(iisConfigurationChannel, 'iis-configuration', {
    sourceTypes: ['IIS:Configuration:Operational'],
    macro: 'iis_operational_logs',
  }),
]
