/** Macros that detections count on. The definitions are those of security_content's macros folder and of the CIM app. */
import type { Macro } from './macros.js'

const macro = (name: string, definition: string, ...parameters: readonly string[]): Macro => ({
  name,
  parameters,
  definition,
})

/** Used where the user's macros have none of the same name and number of arguments. */
export const builtinMacros: readonly Macro[] = [
  macro(
    'security_content_summariesonly',
    'summariesonly=`summariesonly_config` allow_old_summaries=`oldsummaries_config` fillnull_value=`fillnull_config`',
  ),
  macro('summariesonly_config', 'false'),
  macro('oldsummaries_config', 'true'),
  macro('fillnull_config', 'null'),
  macro('security_content_ctime', 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)', 'field'),
  // Ships with Splunk's Common Information Model app.
  macro('drop_dm_object_name', 'rename $object$.* as *', 'object'),
  macro(
    'sysmon',
    'sourcetype=XmlWinEventLog:Microsoft-Windows-Sysmon/Operational OR source=XmlWinEventLog:Microsoft-Windows-Sysmon/Operational OR source=Syslog:Linux-Sysmon/Operational',
  ),
  macro(
    'powershell',
    '(source=WinEventLog:Microsoft-Windows-PowerShell/Operational OR source="XmlWinEventLog:Microsoft-Windows-PowerShell/Operational")',
  ),
  macro(
    'wineventlog_security',
    'eventtype=wineventlog_security OR Channel=security OR source=XmlWinEventLog:Security',
  ),
  macro('wineventlog_system', 'eventtype=wineventlog_system'),
  macro(
    'wineventlog_application',
    'eventtype=wineventlog_application OR source="XmlWinEventLog:Application"',
  ),
  macro('iis_operational_logs', 'sourcetype="IIS:Configuration:Operational"'),
  macro(
    'applocker',
    '(source="WinEventLog:Microsoft-Windows-AppLocker/*" OR source="XmlWinEventLog:Microsoft-Windows-AppLocker/*")',
  ),
  macro('capi2_operational', '(source=XmlWinEventLog:Microsoft-Windows-CAPI2/Operational)'),
  macro('ms_defender', 'source="WinEventLog:Microsoft-Windows-Windows Defender/Operational"'),
  macro('msexchange_management', 'sourcetype=MSExchange:management'),
  macro(
    'ntlm_audit',
    'sourcetype=XmlWinEventLog:Microsoft-Windows-NTLM/Operational OR source=XmlWinEventLog:Microsoft-Windows-NTLM/Operational',
  ),
  macro('wmi', 'sourcetype="wineventlog:microsoft-windows-wmi-activity/operational"'),
  macro('iis_get_webglobalmodule', 'sourcetype="Pwsh:InstalledIISModules"'),
  // Anvilogic's names for what each site selects by indexes and sources of its own.
  { ...macro('get_endpoint_data', '*'), site: 'endpoints' },
  { ...macro('get_endpoint_data_winevent', '*'), site: 'windowsEventLog' },
]

/**
 * Macros that each site has to define for its own data, and the field that detections want of them: the command line of a
 * process, which the Linux audit log holds in pieces.
 */
export const providedFields: ReadonlyMap<string, string> = new Map([
  ['linux_auditd_normalized_execve_process', 'process_exec'],
  ['linux_auditd_normalized_proctitle_process', 'process_exec'],
])
