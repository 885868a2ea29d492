/** The table of correspondences: one concept in every vocabulary that has it, by families of log sources. */
import {
  azureActivity,
  azureAudit,
  azureRisk,
  azureSignIn,
  cloudtrail,
  gcpAudit,
  github,
  googleWorkspace,
  kubernetes,
  m365Alert,
  m365Audit,
  okta,
} from './families/cloud.js'
import { file } from './families/file.js'
import {
  antivirus,
  auditd,
  dns,
  duo,
  fortigate,
  textLog,
  web,
  zeekDceRpc,
  zeekLog,
  zeekSmbFiles,
} from './families/network.js'
import { powershell } from './families/powershell.js'
import { processCreation } from './families/process.js'
import { registry } from './families/registry.js'
import { imageLoad, networkConnection, processAccess, sysmonEvent } from './families/sysmon.js'
import { rpcFirewall, windowsEvent } from './families/windows.js'
import type { Family, FieldFamily } from './types.js'

export const families: Readonly<Record<Family, FieldFamily>> = {
  process_creation: processCreation,
  registry,
  file,
  powershell,
  windows_event: windowsEvent,
  sysmon_event: sysmonEvent,
  image_load: imageLoad,
  process_access: processAccess,
  network_connection: networkConnection,
  cloudtrail,
  azure_activity: azureActivity,
  azure_audit: azureAudit,
  azure_signin: azureSignIn,
  azure_risk: azureRisk,
  gcp_audit: gcpAudit,
  m365_audit: m365Audit,
  m365_alert: m365Alert,
  okta,
  github,
  kubernetes,
  auditd,
  zeek_dce_rpc: zeekDceRpc,
  zeek_smb_files: zeekSmbFiles,
  zeek_log: zeekLog,
  google_workspace: googleWorkspace,
  rpc_firewall: rpcFirewall,
  text_log: textLog,
  duo,
  fortigate,
  web,
  dns,
  antivirus,
}
