/** The Windows event channels that the log sources name, and what Splunk calls them. */

/** A channel and its names in Splunk. */
export interface Channel {
  /** As the event itself has it: `Microsoft-Windows-Sysmon/Operational`. */
  readonly channel: string
  /** The service of a Sigma rule that stands for the whole channel; for others too where several have the same. */
  readonly service?: string
  /** The product that writes it. */
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
/** That of PowerShell 6 and later. SigmaHQ's categories ps_script and ps_module mean it too, its service powershell does not. */
export const powershellCoreChannel = 'PowerShellCore/Operational'
export const powershellClassicChannel = 'Windows PowerShell'
/** SigmaHQ's service `iis-configuration`; its provider is Microsoft-Windows-IIS-Configuration. */
export const iisConfigurationChannel = 'Microsoft-IIS-Configuration/Operational'

type Names = Pick<Channel, 'sourceTypes' | 'eventType' | 'macro'>

/**
 * The channels of the other services of SigmaHQ's taxonomy (version 2.1.0, "Windows Folder", "Service"). The taxonomy
 * calls the log of the DNS client as the event viewer shows it; the channel's own name stands beside it.
 */
export const channelsOfServices: Readonly<Record<string, readonly string[]>> = {
  'application-experience': [
    'Microsoft-Windows-Application-Experience/Program-Telemetry',
    'Microsoft-Windows-Application-Experience/Program-Compatibility-Assistant',
  ],
  applocker: [
    'Microsoft-Windows-AppLocker/MSI and Script',
    'Microsoft-Windows-AppLocker/EXE and DLL',
    'Microsoft-Windows-AppLocker/Packaged app-Deployment',
    'Microsoft-Windows-AppLocker/Packaged app-Execution',
  ],
  'appmodel-runtime': ['Microsoft-Windows-AppModel-Runtime/Admin'],
  'appxdeployment-server': ['Microsoft-Windows-AppXDeploymentServer/Operational'],
  'appxpackaging-om': ['Microsoft-Windows-AppxPackaging/Operational'],
  bitlocker: ['Microsoft-Windows-BitLocker/BitLocker Management'],
  'bits-client': ['Microsoft-Windows-Bits-Client/Operational'],
  capi2: ['Microsoft-Windows-CAPI2/Operational'],
  'certificateservicesclient-lifecycle-system': [
    'Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational',
  ],
  'codeintegrity-operational': ['Microsoft-Windows-CodeIntegrity/Operational'],
  dhcp: ['Microsoft-Windows-DHCP-Server/Operational'],
  'diagnosis-scripted': ['Microsoft-Windows-Diagnosis-Scripted/Operational'],
  'dns-client': [
    'Microsoft-Windows-DNS-Client/Operational',
    'Microsoft-Windows-DNS Client Events/Operational',
  ],
  'dns-server': ['DNS Server'],
  'dns-server-analytic': ['Microsoft-Windows-DNS-Server/Analytical'],
  'dns-server-audit': ['Microsoft-Windows-DNS-Server/Audit'],
  'driver-framework': ['Microsoft-Windows-DriverFrameworks-UserMode/Operational'],
  'firewall-as': ['Microsoft-Windows-Windows Firewall With Advanced Security/Firewall'],
  ldap: ['Microsoft-Windows-LDAP-Client/Debug'],
  'lsa-server': ['Microsoft-Windows-LSA/Operational'],
  'microsoft-servicebus-client': [
    'Microsoft-ServiceBus-Client/Operational',
    'Microsoft-ServiceBus-Client/Admin',
  ],
  'msexchange-management': ['MSExchange Management'],
  ntfs: ['Microsoft-Windows-Ntfs/Operational'],
  ntlm: ['Microsoft-Windows-NTLM/Operational'],
  openssh: ['OpenSSH/Operational'],
  'printservice-admin': ['Microsoft-Windows-PrintService/Admin'],
  'printservice-operational': ['Microsoft-Windows-PrintService/Operational'],
  'security-mitigations': [
    'Microsoft-Windows-Security-Mitigations/Kernel Mode',
    'Microsoft-Windows-Security-Mitigations/User Mode',
  ],
  sense: ['Microsoft-Windows-SENSE/Operational'],
  'shell-core': ['Microsoft-Windows-Shell-Core/Operational'],
  'smbclient-security': ['Microsoft-Windows-SmbClient/Security'],
  taskscheduler: ['Microsoft-Windows-TaskScheduler/Operational'],
  'terminalservices-localsessionmanager': [
    'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
  ],
  vhdmp: ['Microsoft-Windows-VHDMP/Operational'],
  windefend: ['Microsoft-Windows-Windows Defender/Operational'],
  wmi: ['Microsoft-Windows-WMI-Activity/Operational'],
}

/** What Splunk's security content knows of those channels; its macros for them are all of the service. */
const namesOfServices: Readonly<Record<string, Names>> = {
  applocker: { macro: 'applocker' },
  capi2: { macro: 'capi2_operational' },
  'msexchange-management': {
    sourceTypes: ['MSExchange:management'],
    macro: 'msexchange_management',
  },
  ntlm: { macro: 'ntlm_audit' },
  windefend: { macro: 'ms_defender' },
  wmi: { macro: 'wmi' },
}

/** A Windows channel: Splunk's inputs name its source after it, with another prefix where they keep the XML. */
const windows = (channel: string, service?: string, more: Names = {}): Channel => ({
  channel,
  ...(service === undefined ? {} : { service }),
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
  windows(powershellCoreChannel),
  windows(powershellClassicChannel, 'powershell-classic'),
  windows(iisConfigurationChannel, 'iis-configuration', {
    sourceTypes: ['IIS:Configuration:Operational'],
    macro: 'iis_operational_logs',
  }),
  ...Object.entries(channelsOfServices).flatMap(([service, names]) =>
    names.map((name) => windows(name, service, namesOfServices[service])),
  ),
]
