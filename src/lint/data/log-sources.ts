/** The log sources that published Sigma rules and the taxonomy of SigmaHQ name, beyond those that we can map. */

/** `product/category/service`, `-` for what is not named. */
const names = `
-/antivirus/- -/database/- -/dns/- -/firewall/- -/proxy/- -/webserver/- -/-/apache -/-/nginx -/-/netflow -/-/modsecurity
-/application/- -/ids/-
apache/-/- apache/-/error apache/-/access
aws/-/cloudtrail aws/-/route53
azure/-/activitylogs azure/-/auditlogs azure/-/pim azure/-/riskdetection azure/-/signinlogs
azure/-/azureactivity azure/-/microsoft365portal
bitbucket/-/audit
cisco/-/aaa cisco/-/accounting cisco/-/bgp cisco/-/duo cisco/-/ldp cisco/-/syslog
fortigate/-/event fortigate/-/syslog fortios/-/sslvpnd
gcp/-/gcp.audit gcp/-/google_workspace.admin gcp/-/google_workspace.login
github/-/audit huawei/-/bgp juniper/-/bgp
django/application/- jvm/application/- nodejs/application/- python/application/- ruby_on_rails/application/-
spring/application/- sql/application/- velocity/application/- opencanary/application/- rpc_firewall/application/-
kubernetes/-/audit kubernetes/application/- kubernetes/application/audit
m365/-/audit m365/-/exchange m365/-/threat_detection m365/-/threat_management
okta/-/okta onelogin/-/onelogin.events qualys/-/-
paloalto/appliance/globalprotect paloalto/file_event/globalprotect
linux/-/- linux/-/auditd linux/-/auth linux/-/clamav linux/-/cron linux/-/guacamole linux/-/modsecurity linux/-/sshd
linux/-/sudo linux/-/syslog linux/-/vsftpd linux/-/sysmon
linux/file_event/- linux/file_create/- linux/file_delete/- linux/network_connection/- linux/process_creation/-
linux/process_termination/- linux/sysmon_error/- linux/sysmon_status/- linux/raw_access_thread/-
macos/-/- macos/file_event/- macos/network_connection/- macos/process_creation/-
windows/-/- windows/-/application windows/-/applocker windows/-/application-experience windows/-/appmodel-runtime
windows/-/appxdeployment-server windows/-/appxpackaging-om windows/-/bitlocker windows/-/bits-client windows/-/capi2
windows/-/certificateservicesclient-lifecycle-system windows/-/codeintegrity-operational
windows/-/diagnosis-scripted windows/-/dhcp windows/-/dns-client windows/-/dns-server windows/-/dns-server-analytic
windows/-/dns-server-audit windows/-/driver-framework windows/-/firewall-as windows/-/hyper-v-worker
windows/-/iis windows/-/iis-configuration windows/-/kernel-event-tracing windows/-/kernel-shimengine windows/-/ldap
windows/-/ldap_debug windows/-/lsa-server windows/-/microsoft-servicebus-client windows/-/msexchange-management
windows/-/ntfs windows/-/ntlm windows/-/openssh windows/-/powershell windows/-/powershell-classic
windows/-/printservice-admin windows/-/printservice-operational windows/-/security windows/-/security-mitigations
windows/-/sense windows/-/servicebus-client windows/-/shell-core windows/-/smbclient-connectivity
windows/-/smbclient-security windows/-/smbserver-connectivity windows/-/sysmon windows/-/system
windows/-/taskscheduler windows/-/terminalservices-localsessionmanager windows/-/vhdmp windows/-/wmi
windows/-/windefend
windows/clipboard_capture/- windows/create_remote_thread/- windows/create_stream_hash/- windows/dns_query/-
windows/driver_load/- windows/file_access/- windows/file_block_executable/- windows/file_block_shredding/-
windows/file_change/- windows/file_delete/- windows/file_delete_detected/- windows/file_event/-
windows/file_executable_detected/- windows/file_rename/- windows/image_load/- windows/network_connection/-
windows/pipe_created/- windows/process_access/- windows/process_creation/- windows/process_tampering/-
windows/process_termination/- windows/ps_classic_provider_start/- windows/ps_classic_script/-
windows/ps_classic_start/- windows/ps_module/- windows/ps_script/- windows/raw_access_thread/-
windows/registry_add/- windows/registry_delete/- windows/registry_event/- windows/registry_rename/-
windows/registry_set/- windows/sysmon_error/- windows/sysmon_status/- windows/wmi_event/-
zeek/-/- zeek/-/conn zeek/-/dce_rpc zeek/-/dns zeek/-/http zeek/-/kerberos zeek/-/rdp zeek/-/smb_files zeek/-/ssh zeek/-/x509`

/** A log source that others use: empty texts for what it does not name. */
export interface KnownLogSource {
  readonly product: string
  readonly category: string
  readonly service: string
}

/** Every one of them. */
export const knownLogSources: readonly KnownLogSource[] = names
  .trim()
  .split(/\s+/)
  .map((name) => {
    const [product = '', category = '', service = ''] = name
      .split('/')
      .map((part) => (part === '-' ? '' : part))
    return { product, category, service }
  })
