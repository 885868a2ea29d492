/**
 * Events for every rule of `rules/iis/` that can be converted: those that it selects and those that it does not.
 *
 * The names are those of the raw event (Sysmon, Windows event logs), with Splunk's `source` and `sourcetype` where a
 * search selects by them. A miss is of the rule's own log source, unless the rule selects by nothing else, and fails by
 * the rule's conditions, most often by one of them.
 */

export type Event = Readonly<Record<string, string | number | null>>

export interface RuleEvents {
  readonly match: readonly Event[]
  readonly miss: readonly Event[]
}

const appcmd = 'C:\\Windows\\System32\\inetsrv\\appcmd.exe'
const cmd = 'C:\\Windows\\System32\\cmd.exe'
const explorer = 'C:\\Windows\\explorer.exe'
const gacutil =
  'C:\\Program Files (x86)\\Microsoft SDKs\\Windows\\v10.0A\\bin\\NETFX 4.8 Tools\\gacutil.exe'
const msiexec = 'C:\\Windows\\System32\\msiexec.exe'
const powershell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'
const w3wp = 'C:\\Windows\\System32\\inetsrv\\w3wp.exe'

/** Sysmon 1. */
const started = (fields: Event): Event => ({
  EventID: 1,
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  Computer: 'web01.corp.example',
  User: 'CORP\\svc-deploy',
  ...fields,
})

/** A new process by the names of Security 4688 and of Sysmon both: a rule may use either name of the image. */
const created = (image: string | null, commandLine: string | null, fields: Event = {}): Event => ({
  Channel: 'Security',
  NewProcessName: image,
  CommandLine: commandLine,
  EventID: 4688,
  Image: image,
  ParentImage: cmd,
  ...fields,
})

/** Sysmon 11. */
const wrote = (fields: Event): Event => ({
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  EventID: 11,
  Image: 'C:\\Windows\\System32\\notepad.exe',
  ...fields,
})

/** IIS-Configuration 29. */
const configured = (fields: Event): Event => ({
  Channel: 'Microsoft-IIS-Configuration/Operational',
  sourcetype: 'IIS:Configuration:Operational',
  Computer: 'web01.corp.example',
  EventID: 29,
  ConfigPath: 'MACHINE/WEBROOT/APPHOST',
  ComputerName: 'web01.corp.example',
  OpCode: 'Info',
  ...fields,
})

/** PowerShell 4104, unless the fields say another id. */
const scripted = (fields: Event): Event => ({
  EventID: 4104,
  Channel: 'Microsoft-Windows-PowerShell/Operational',
  source: 'XmlWinEventLog:Microsoft-Windows-PowerShell/Operational',
  Computer: 'web01.corp.example',
  user_id: 'S-1-5-18',
  ...fields,
})

/** Windows PowerShell 800. */
const classic = (fields: Event): Event => ({
  Channel: 'Windows PowerShell',
  EventID: 800,
  Computer: 'web01.corp.example',
  ...fields,
})

const application = (fields: Event): Event => ({
  Channel: 'Application',
  source: 'XmlWinEventLog:Application',
  Computer: 'web01.corp.example',
  Name: 'Microsoft-Windows-IIS-W3SVC-WP',
  ...fields,
})

const inventory = (fields: Event): Event => ({
  source: 'powershell://AppCmdModules',
  sourcetype: 'Pwsh:InstalledIISModules',
  host: 'web01',
  ...fields,
})

/** By the stem of the rule's file. */
export const ruleEvents: Readonly<Record<string, RuleEvents>> = {
  proc_creation_win_iis_native_module_install: {
    match: [
      started({
        Image: appcmd,
        CommandLine:
          'C:\\Windows\\System32\\inetsrv\\APPCMD.EXE install module /name:HTTPParser /image:"C:\\Windows\\System32\\inetsrv\\HTTPParser.dll" /add:true',
        ParentImage: cmd,
      }),
      // Another case throughout, another drive.
      started({
        CommandLine:
          'd:\\windows\\syswow64\\inetsrv\\appcmd.exe INSTALL Module /NAME:Überwachung /image:d:\\temp\\ü.dll',
        Image: 'D:\\Windows\\SysWOW64\\inetsrv\\appcmd.exe',
        ParentImage: null,
      }),
      // Nothing after the colon, other words in front, and no other field.
      {
        CommandLine:
          'cmd /c "cd \\ & %windir%\\System32\\inetsrv\\appcmd.exe install module /name:',
      },
      // Lines before and after.
      started({ CommandLine: 'echo 1\n& C:\\inetsrv\\appcmd.exe install module /name:a\necho 2' }),
    ],
    miss: [
      // The quote of a quoted path stands between.
      started({
        Image: appcmd,
        CommandLine:
          '"C:\\Windows\\System32\\inetsrv\\appcmd.exe" install module /name:HTTPParser /image:C:\\p.dll',
      }),
      // No backslash in front.
      started({ Image: appcmd, CommandLine: 'appcmd.exe install module /name:HTTPParser' }),
      // The other order, two blanks, a tab, a dash.
      started({
        Image: appcmd,
        CommandLine: `${appcmd} install module /image:C:\\p.dll /name:HTTPParser`,
      }),
      started({ Image: appcmd, CommandLine: `${appcmd} install  module /name:HTTPParser` }),
      started({ Image: appcmd, CommandLine: `${appcmd} install\tmodule /name:HTTPParser` }),
      started({ Image: appcmd, CommandLine: `${appcmd} install module -name:HTTPParser` }),
      // A slash where the backslash is meant.
      started({
        Image: appcmd,
        CommandLine: 'C:/inetsrv/appcmd.exe install module /name:HTTPParser',
      }),
      // The words in another field.
      started({
        Image: cmd,
        CommandLine: 'cmd.exe /c whoami',
        ParentCommandLine: `${appcmd} install module /name:HTTPParser`,
      }),
      started({ Image: appcmd, CommandLine: null }),
    ],
  },

  win_iis_logging_etw_disabled: {
    match: [
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        EditOperationType: 1,
        OldValue: 'File,ETW',
        NewValue: 'File',
      }),
      // The id as text, another case, and a site whose name has quotes and a backslash.
      configured({
        NewValue: '',
        OldValue: 'etw',
        Configuration:
          '/SYSTEM.applicationHost/sites/site[@name=\'Käse & "Brot"\\2\']/logFile/@LOGTARGETW3C',
        EventID: '29',
      }),
      // The new value is missing, or null.
      configured({
        OldValue: 'File, ETW',
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
      }),
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        OldValue: 'ETW',
        NewValue: null,
      }),
    ],
    miss: [
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        OldValue: 'File,ETW',
        NewValue: 'Etw',
      }),
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        OldValue: 'File',
        NewValue: '',
      }),
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C/x',
        OldValue: 'File,ETW',
        NewValue: 'File',
      }),
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/logTargetW3C',
        OldValue: 'File,ETW',
        NewValue: 'File',
      }),
      configured({
        EventID: 50,
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        OldValue: 'File,ETW',
        NewValue: 'File',
      }),
      // Each value in a field that is not its own.
      configured({
        Configuration: 'ETW',
        OldValue: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        NewValue: 'File',
      }),
      configured({
        Configuration: '/system.applicationHost/sites/siteDefaults/logFile/@logTargetW3C',
        OldValue: null,
        NewValue: 'File',
      }),
    ],
  },

  win_iis_logging_http_disabled: {
    match: [
      configured({
        Configuration: '/system.webServer/httpLogging/@dontLog',
        OldValue: 'false',
        NewValue: 'true',
      }),
      configured({
        NewValue: 'True',
        EventID: '29',
        Configuration: '/SYSTEM.WEBSERVER/httplogging/@DONTLOG',
        OldValue: null,
      }),
      // No old value: this one holds it for the first time.
      configured({ NewValue: 'true', Configuration: '/system.webServer/httpLogging/@dontLog' }),
    ],
    miss: [
      configured({
        Configuration: '/system.webServer/httpLogging/@dontLog',
        OldValue: 'true',
        NewValue: 'false',
      }),
      // Equal, not containing.
      configured({
        Configuration: 'MACHINE/WEBROOT/APPHOST/system.webServer/httpLogging/@dontLog',
        NewValue: 'true',
      }),
      configured({ Configuration: '/system.webServer/httpLogging/@dontLogX', NewValue: 'true' }),
      configured({ Configuration: '/system.webServer/httpLogging/@dontLog', NewValue: 'true;' }),
      // The dot is a dot.
      configured({ Configuration: '/system-webServer/httpLogging/@dontLog', NewValue: 'true' }),
      configured({
        Configuration: '/system.webServer/httpLogging/@selectiveLogging',
        NewValue: 'true',
      }),
      configured({
        EventID: 290,
        Configuration: '/system.webServer/httpLogging/@dontLog',
        NewValue: 'true',
      }),
      configured({ Configuration: '/system.webServer/httpLogging/@dontLog', NewValue: null }),
      configured({ Configuration: 'true', NewValue: '/system.webServer/httpLogging/@dontLog' }),
    ],
  },

  win_iis_module_added: {
    match: [
      configured({
        Configuration: "/system.webServer/modules/add[@name='HTTPParser']/@name",
        EditOperationType: 1,
        OldValue: '',
        NewValue: 'HTTPParser',
      }),
      // No new value at all is not an empty one.
      configured({ Configuration: "/system.webServer/modules/add[@name='日本語モジュール']" }),
      configured({ Configuration: '/SYSTEM.WEBSERVER/MODULES/ADD', NewValue: null }),
      // Nearly a module that ships, and one that ships under the old value.
      configured({
        NewValue: 'StaticFileModule2',
        Configuration: '/system.webServer/modules/add[@name="StaticFileModule2"]',
        EventID: '29',
      }),
      configured({
        OldValue: 'UriCacheModule',
        NewValue: 'Uri Cache Module',
        Configuration:
          "MACHINE/WEBROOT/APPHOST/system.webServer/modules/add[@name='Uri Cache Module']/@name",
      }),
      // One blank is a value.
      configured({ Configuration: "/system.webServer/modules/add[@name=' ']", NewValue: ' ' }),
    ],
    miss: [
      configured({
        Configuration: "/system.webServer/modules/add[@name='StaticFileModule']/@name",
        OldValue: '',
        NewValue: 'StaticFileModule',
      }),
      configured({
        Configuration: '/system.webServer/modules/add',
        NewValue: 'anonymousauthenticationmodule',
      }),
      configured({ Configuration: '/system.webServer/modules/add', NewValue: 'UriCacheModule' }),
      configured({
        Configuration: "/system.webServer/modules/add[@name='HTTPParser']",
        OldValue: 'HTTPParser',
        NewValue: '',
      }),
      configured({
        Configuration: "/system.webServer/globalModules/add[@name='HTTPParser']/@name",
        NewValue: 'HTTPParser',
      }),
      configured({ Configuration: '/system.webServer/modules/ad', NewValue: 'd' }),
      configured({
        EventID: 30,
        Configuration: '/system.webServer/modules/add',
        NewValue: 'HTTPParser',
      }),
      configured({ Configuration: null, NewValue: '/system.webServer/modules/add' }),
      configured({
        Configuration: '/system.webServer/handlers',
        ConfigPath: '/system.webServer/modules/add',
        NewValue: 'HTTPParser',
      }),
    ],
  },

  win_iis_module_removed: {
    match: [
      configured({
        Configuration: "/system.webServer/modules/remove[@name='RequestFilteringModule']",
        OldValue: 'RequestFilteringModule',
        NewValue: '',
      }),
      configured({
        EventID: '29',
        ConfigPath: 'MACHINE/WEBROOT/APPHOST/Site "Zürich"',
        Configuration: '/System.WebServer/Modules/Remove',
        NewValue: null,
      }),
    ],
    miss: [
      configured({
        Configuration: "/system.webServer/modules/add[@name='/modules/remove']",
        NewValue: 'x',
      }),
      configured({
        Configuration: '/system.webServer/modules\\remove',
        NewValue: 'RequestFilteringModule',
      }),
      configured({ Configuration: '/system_webServer/modules/remove' }),
      configured({ EventID: 50, Configuration: '/system.webServer/modules/remove' }),
      configured({ NewValue: '/system.webServer/modules/remove', Configuration: null }),
      configured({ OldValue: '/system.webServer/modules/remove' }),
    ],
  },

  proc_creation_win_iis_susp_module_registration: {
    match: [
      started({
        Image: cmd,
        CommandLine:
          'cmd.exe /c C:\\Windows\\System32\\inetsrv\\appcmd.exe add module /name:FastCgi2 /type:FastCgi2.Module',
        ParentImage: w3wp,
      }),
      started({
        ParentImage: 'c:\\windows\\syswow64\\inetsrv\\W3WP.EXE',
        CommandLine: 'APPCMD.EXE ADD MODULES',
        Image: null,
      }),
      started({
        Image: powershell,
        CommandLine:
          'powershell -nop -c "$p = New-Object System.EnterpriseServices.Internal.Publish\n$p.GacInstall(\'C:\\temp\\é.dll\')"',
        ParentImage: w3wp,
      }),
      started({
        Image: gacutil,
        ParentImage: w3wp,
        CommandLine: `"${gacutil}" /i C:\\inetpub\\temp\\m.dll`,
      }),
      // All of the words, in the other order, and an option that only begins so.
      started({
        ParentImage: w3wp,
        Image: cmd,
        CommandLine: 'cmd /C pushd C:\\t & set o= /if & GacUtil %o% m.dll',
      }),
    ],
    miss: [
      // Another parent, none, and the parent's name without a folder end or in another field.
      started({
        Image: cmd,
        CommandLine: 'cmd.exe /c appcmd.exe add module /name:FastCgi2',
        ParentImage: cmd,
      }),
      started({ Image: cmd, CommandLine: 'cmd.exe /c appcmd.exe add module /name:FastCgi2' }),
      started({
        Image: cmd,
        CommandLine: 'cmd.exe /c appcmd.exe add module /name:FastCgi2',
        ParentImage: 'C:\\Temp\\notw3wp.exe',
      }),
      started({
        Image: w3wp,
        CommandLine: 'appcmd.exe add module /name:FastCgi2',
        ParentImage: null,
        ParentCommandLine: w3wp,
      }),
      // A quote, or a second blank, between.
      started({
        Image: appcmd,
        CommandLine: `"${appcmd}" add module /name:FastCgi2`,
        ParentImage: w3wp,
      }),
      started({ Image: appcmd, CommandLine: `${appcmd} add  module`, ParentImage: w3wp }),
      // No blank in front; another image.
      started({
        Image: powershell,
        CommandLine: 'powershell -c "[System.EnterpriseServices.Internal.Publish]::new()"',
        ParentImage: w3wp,
      }),
      started({
        Image: 'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
        CommandLine: 'pwsh -c New-Object System.EnterpriseServices.Internal.Publish',
        ParentImage: w3wp,
      }),
      // The dot is a dot.
      started({
        Image: powershell,
        CommandLine: 'powershell -c New-Object System_EnterpriseServices_Internal_Publish',
        ParentImage: w3wp,
      }),
      // The blank before the option is missing; the option is written with a dash; no gacutil.
      started({ Image: gacutil, CommandLine: 'gacutil/i m.dll', ParentImage: w3wp }),
      started({ Image: gacutil, CommandLine: 'gacutil -i m.dll', ParentImage: w3wp }),
      started({ Image: gacutil, CommandLine: 'gacuti1.exe /i m.dll', ParentImage: w3wp }),
      started({ Image: cmd, CommandLine: null, ParentImage: w3wp }),
    ],
  },

  win_iis_configuration_edited_sysmon: {
    match: [
      wrote({ TargetFilename: 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config' }),
      wrote({
        TargetFilename: 'd:\\WINDOWS\\SysWOW64\\INETSRV\\Config\\APPLICATIONHOST.CONFIG',
        EventID: '11',
        Image: null,
      }),
      // A folder with a name that is not English, over the network.
      wrote({
        TargetFilename: '\\\\srv-ä\\c$\\Sicherung\\inetsrv\\config\\applicationHost.config',
        Image: 'System',
      }),
    ],
    miss: [
      wrote({
        TargetFilename: 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config.bak',
      }),
      wrote({ TargetFilename: 'C:\\Windows\\System32\\inetsrv\\config\\administration.config' }),
      wrote({
        TargetFilename: 'C:\\inetpub\\history\\CFGHISTORY_0000000012\\applicationHost.config',
      }),
      wrote({ TargetFilename: 'C:\\Windows\\System32\\xinetsrv\\config\\applicationHost.config' }),
      // The dot is a dot, and a slash is no backslash.
      wrote({ TargetFilename: 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost-config' }),
      wrote({ TargetFilename: 'C:/Windows/System32/inetsrv/config/applicationHost.config' }),
      wrote({
        TargetFilename: null,
        Image: 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config',
      }),
    ],
  },

  win_iis_module_loaded_appcmd: {
    match: [
      created(
        appcmd,
        `${appcmd} install module /name:MyNativeModule /image:"C:\\temp\\mein modul.dll"`,
      ),
      created('C:\\WINDOWS\\SysWOW64\\INETSRV\\APPCMD.EXE', 'AppCmd ADD MODULE /name:日本', {
        ParentImage: null,
      }),
      // The words anywhere and in any order.
      created(appcmd, 'appcmd set config -section:modules\t/+"[name=\'add\']"'),
      // Inside of other words.
      created(appcmd, 'appcmd uninstall module MyNativeModule'),
    ],
    miss: [
      // Which a reader that keeps only the last of two equal keys selects.
      created(appcmd, 'appcmd list module'),
      created(appcmd, 'appcmd add site /name:"New Site" /physicalPath:C:\\inetpub\\new'),
      created(appcmd, 'appcmd install'),
      created('C:\\Temp\\notappcmd.exe', 'appcmd install module /name:MyNativeModule'),
      created('C:\\Temp\\appcmd.exe.bak', 'appcmd install module /name:MyNativeModule'),
      created(cmd, `cmd /c ${appcmd} install module /name:MyNativeModule`),
      created(cmd, 'appcmd install module', { ParentImage: appcmd, CurrentDirectory: appcmd }),
      created(appcmd, null),
      created(null, 'appcmd install module /name:MyNativeModule'),
    ],
  },

  win_iis_module_loaded_gacutil: {
    match: [
      created(gacutil, `"${gacutil}" -i C:\\temp\\owa.auth.dll`),
      created('C:\\TEMP\\GACUTIL.EXE', 'gacutil /IF "C:\\Tëst\\OWA.DLL"', { ParentImage: w3wp }),
      // The option inside of a longer word.
      created(gacutil, 'gacutil /nologo\t/il list-of-x.dll.txt'),
    ],
    miss: [
      // Which a reader that keeps only the last of two equal keys selects.
      created(gacutil, 'gacutil /u owa.auth.dll'),
      created(gacutil, 'gacutil -i owa.auth.exe'),
      created(gacutil, 'gacutil /l owa'),
      // The dot is a dot.
      created(gacutil, 'gacutil /i owadll'),
      created('C:\\Temp\\gacutil2.exe', 'gacutil /i owa.auth.dll'),
      created(powershell, 'gacutil.exe /i owa.auth.dll', { OriginalFileName: 'gacutil.exe' }),
      created(gacutil, null, { ParentCommandLine: 'gacutil /i owa.auth.dll' }),
    ],
  },

  win_iis_module_loaded_powershell: {
    match: [
      scripted({
        ScriptBlockText:
          'Import-Module WebAdministration\r\nNew-WebGlobalModule -Name "HTTPParser" `\r\n\t-Image \'C:\\Windows\\System32\\inetsrv\\HTTPParser.dll\'',
        Path: '',
      }),
      scripted({
        EventID: 4103,
        Payload:
          'CommandInvocation(New-WebGlobalModule): "New-WebGlobalModule"\nParameterBinding: name="-Image"; value="c:\\übung\\m.DLL"',
      }),
      classic({
        EventData:
          'NEW-WEBGLOBALMODULE -name m -IMAGE c:\\m.dll, DetailSequence=1\tDetailTotal=1\tHostName=ConsoleHost',
      }),
      // The id as text, the words in another order.
      scripted({
        ScriptBlockText: '$image = "m.dll"; $arguments = "-Image"; New-WebGlobalModule @arguments',
        EventID: '4104',
      }),
    ],
    miss: [
      // One word less each time.
      scripted({ ScriptBlockText: 'Remove-WebGlobalModule -Name m -Image c:\\m.dll' }),
      scripted({ ScriptBlockText: 'New-WebGlobalModule -Name m c:\\m.dll' }),
      scripted({ ScriptBlockText: 'New-WebGlobalModule -Name m -Image c:\\m_dll' }),
      // The words in the field of another id, and spread over two fields.
      scripted({ Payload: 'New-WebGlobalModule -Name m -Image c:\\m.dll', ScriptBlockText: null }),
      scripted({ EventID: 4103, ScriptBlockText: 'New-WebGlobalModule -Name m -Image c:\\m.dll' }),
      classic({ Payload: 'New-WebGlobalModule -Name m -Image c:\\m.dll', EventData: '' }),
      scripted({ ScriptBlockText: 'New-WebGlobalModule -Name m -Image $i', Path: 'C:\\m.dll.ps1' }),
      // Another id of the same log.
      classic({ EventID: 600, EventData: 'New-WebGlobalModule -Name m -Image c:\\m.dll' }),
      // The name broken by a backtick and a new line.
      scripted({ ScriptBlockText: 'New-WebGlobal`\nModule -Name m -Image c:\\m.dll' }),
    ],
  },

  win_iis_module_loaded_gac_powershell: {
    match: [
      scripted({
        ScriptBlockText:
          '[System.Reflection.Assembly]::Load("System.EnterpriseServices, Version=4.0.0.0")\n$publish = New-Object System.EnterpriseServices.Internal.Publish\n$publish.GacInstall("C:\\temp\\owa.auth.dll")',
      }),
      scripted({
        Payload: '"system.reflection.assembly" \\ "gacinstall" \\ "Ö.DLL"',
        EventID: 4103,
        ScriptBlockText: null,
      }),
      classic({
        EventID: '800',
        EventData:
          '$publish.GacInstall("m.dll")\t[void][System.Reflection.AssemblyName]::GetAssemblyName("m")',
      }),
    ],
    miss: [
      scripted({ ScriptBlockText: '[System.Reflection.Assembly]::Load("m.dll"); Install-Gac' }),
      scripted({ ScriptBlockText: '$publish.GacInstall("C:\\temp\\owa.auth.dll")' }),
      scripted({ ScriptBlockText: '[System.Reflection.Assembly]::Load("x"); $p.GacInstall($m)' }),
      // The dot is a dot.
      scripted({ ScriptBlockText: '[System-Reflection-Assembly]; $p.GacInstall("m.dll")' }),
      scripted({ ScriptBlockText: '[System.Reflection.Assembly]; $p.GacInstall("m_dll")' }),
      scripted({ ScriptBlockText: '[System.Reflection. Assembly]; $p.GacInstall("m.dll")' }),
      scripted({
        EventID: 4103,
        ScriptBlockText: '[System.Reflection.Assembly]; $p.GacInstall("m.dll")',
        Payload: 'Out-Null',
      }),
      classic({ EventData: null, Payload: '[System.Reflection.Assembly] GacInstall m.dll' }),
      scripted({ EventID: 4105, ScriptBlockText: 'System.Reflection.Assembly GacInstall .dll' }),
    ],
  },

  windows_disable_windows_event_logging_disable_http_logging: {
    match: [
      started({
        Image: appcmd,
        CommandLine: `${appcmd} set config "Default Web Site" /section:httpLogging /dontLog:true`,
        ParentImage: cmd,
      }),
      // Any one of the three will do.
      started({
        CommandLine: 'APPCMD SET CONFIG /section:anonymousAuthentication /enabled:"false"',
        Image: 'C:\\WINDOWS\\SYSWOW64\\INETSRV\\APPCMD.EXE',
        ParentImage: w3wp,
      }),
      started({ Image: appcmd, CommandLine: 'appcmd list config /section:HttpLogging' }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd\nset\tsite /x.dontlog:TRUE',
        ParentImage: null,
      }),
      // Not quite the parents that are left out.
      started({
        Image: appcmd,
        CommandLine: 'appcmd set config /commit:apphost',
        ParentImage: 'C:\\Temp\\mymsiexec.exe',
      }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd set config /commit:apphost',
        ParentImage: 'C:\\msiexec.exe\\iissetup.exe.com',
      }),
    ],
    miss: [
      started({ Image: appcmd, CommandLine: 'appcmd list site', ParentImage: cmd }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd set  config /section:http-logging /dontLog: true',
        ParentImage: cmd,
      }),
      started({ Image: appcmd, CommandLine: 'appcmd set\tconfig -section:x', ParentImage: cmd }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd set config /section:httpLogging /dontLog:true',
        ParentImage: msiexec,
      }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd set config /section:httpLogging /dontLog:true',
        ParentImage: 'c:\\windows\\system32\\inetsrv\\IISSETUP.EXE',
      }),
      started({
        Image: 'C:\\Temp\\appcmd2.exe',
        CommandLine: 'appcmd set config /section:httpLogging /dontLog:true',
        ParentImage: cmd,
      }),
      started({
        Image: cmd,
        CommandLine: `cmd /c ${appcmd} set config /section:httpLogging /dontLog:true`,
        ParentImage: explorer,
      }),
      started({ Image: appcmd, ParentImage: cmd, ParentCommandLine: 'cmd /c appcmd set config' }),
      started({ Image: null, CommandLine: 'appcmd set config', ParentImage: appcmd }),
    ],
  },

  windows_iis_components_add_new_module: {
    match: [
      started({
        Image: appcmd,
        CommandLine: `${appcmd} install module /name:HTTPParser /image:"C:\\Windows\\System32\\inetsrv\\HTTPParser.dll" /add:true`,
        ParentImage: cmd,
      }),
      // Another case, and the words in another order.
      started({
        ParentImage: explorer,
        CommandLine: 'APPCMD /IMAGE:C:\\Größe\\m.dll ADD MODULE /Name:m',
        Image: 'C:\\Windows\\SysWOW64\\inetsrv\\AppCmd.EXE',
      }),
      // No parent, or one of no value.
      started({ Image: appcmd, CommandLine: 'appcmd install x /image:m.dll' }),
      started({ Image: appcmd, CommandLine: 'appcmd install x /image:m.dll', ParentImage: null }),
      // It only deletes, but the words are there.
      started({
        Image: appcmd,
        CommandLine: 'appcmd delete module MyImageModule',
        ParentImage: 'C:\\msiexec.exe\\setup.exe',
      }),
      // Before a line's end.
      started({ Image: appcmd, CommandLine: 'appcmd install \nimage', ParentImage: cmd }),
    ],
    miss: [
      // Nothing after the word but a sign, a tab, a line's end, or the end.
      started({ Image: appcmd, CommandLine: 'appcmd /image:m.dll install', ParentImage: cmd }),
      started({ Image: appcmd, CommandLine: 'appcmd /image:m.dll add module', ParentImage: cmd }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd install\tmodule\t/name:m\t/image:m.dll',
        ParentImage: cmd,
      }),
      started({ Image: appcmd, CommandLine: 'appcmd install\r\nimage', ParentImage: cmd }),
      started({ Image: appcmd, CommandLine: 'appcmd set modules /image:m.dll', ParentImage: cmd }),
      // No image.
      started({ Image: appcmd, CommandLine: 'appcmd add module /name:m', ParentImage: cmd }),
      // The parents that are left out.
      started({
        Image: appcmd,
        CommandLine: 'appcmd install module /name:m /image:m.dll',
        ParentImage: msiexec,
      }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd install module /name:m /image:m.dll',
        ParentImage: 'C:\\Windows\\SysWOW64\\MsiExec.exe',
      }),
      started({
        Image: appcmd,
        CommandLine: 'appcmd install module /name:m /image:m.dll',
        ParentImage: 'C:\\Windows\\System32\\inetsrv\\iissetup.exe',
      }),
      // Another process, whose parent or command line names this one.
      started({
        Image: cmd,
        CommandLine: `cmd /c ${appcmd} install module /name:m /image:m.dll`,
        ParentImage: appcmd,
      }),
      started({
        Image: 'C:\\Windows\\System32\\inetsrv\\appcmd.exe\\x.exe',
        CommandLine: 'appcmd install module /name:m /image:m.dll',
        ParentImage: cmd,
      }),
      // The words spread over two fields.
      started({
        Image: appcmd,
        CommandLine: 'appcmd install module /name:m',
        CurrentDirectory: 'C:\\images\\',
        ParentImage: cmd,
      }),
    ],
  },

  windows_iis_components_get_webglobalmodule_module_query: {
    match: [
      inventory({ name: 'HttpLoggingModule', image: '%windir%\\System32\\inetsrv\\loghttp.dll' }),
      inventory({
        image: 'C:\\temp\\größe "1".dll',
        name: 'Größe',
        sourcetype: 'pwsh:installediismodules',
      }),
      inventory({ image: '', name: 'EmptyModule', host: 'WEB02' }),
    ],
    miss: [
      inventory({
        sourcetype: 'Pwsh:InstalledIISModules:2',
        name: 'HttpLoggingModule',
        image: '%windir%\\System32\\inetsrv\\loghttp.dll',
      }),
      inventory({
        sourcetype: 'xmlwineventlog',
        name: 'Pwsh:InstalledIISModules',
        image: 'C:\\m.dll',
      }),
      inventory({ sourcetype: 'Pwsh_InstalledIISModules', name: 'm', image: 'C:\\m.dll' }),
      inventory({
        sourcetype: null,
        source: 'Pwsh:InstalledIISModules',
        name: 'm',
        image: 'm.dll',
      }),
    ],
  },

  windows_iis_components_module_failed_to_load: {
    match: [
      application({
        EventID: 2282,
        ModuleDll: 'C:\\temp\\msf.dll',
        ProcessorArchitecture: 'AMD64',
      }),
      application({ ModuleDll: 'c:\\tëmp\\"m".dll', EventID: '2282' }),
      application({ EventID: 2282, ModuleDll: '', Level: null }),
    ],
    miss: [
      application({ EventID: 2280, ModuleDll: 'C:\\temp\\msf.dll' }),
      application({ EventID: 22820, ModuleDll: 'C:\\temp\\msf.dll' }),
      application({ EventID: 12282, ModuleDll: 'C:\\temp\\2282.dll' }),
      application({ EventID: 1000, EventRecordID: 2282, ModuleDll: '2282' }),
      application({ EventID: null, Qualifiers: 2282 }),
    ],
  },

  windows_iis_components_new_module_added: {
    match: [
      configured({
        Configuration: "/system.webServer/modules/add[@name='HTTPParser']/@name",
        NewValue: 'HTTPParser',
        Message: 'Changes to \'HTTPParser\' at "MACHINE/WEBROOT/APPHOST" have been committed.',
      }),
      // Any change will do.
      configured({
        Message: 'Änderung\nan\t"C:\\inetpub\\wwwroot"',
        Configuration: null,
        EventID: '29',
      }),
    ],
    miss: [
      configured({ EventID: 50, Message: 'Changes have been committed.' }),
      configured({ EventID: 290, Message: 'Changes have been committed.' }),
      configured({ EventID: 129, Message: 'EventCode=29' }),
      configured({ EventID: 2, EventRecordID: 29, NewValue: '29' }),
      configured({ EventID: null, Message: '29' }),
    ],
  },

  windows_powershell_add_module_to_global_assembly_cache: {
    match: [
      scripted({
        ScriptBlockText:
          '$publish = New-Object System.EnterpriseServices.Internal.Publish\n$publish.GacInstall("C:\\temp\\owa.auth.dll")',
      }),
      scripted({
        Path: 'C:\\Übung\\gac.ps1',
        ScriptBlockText: "\t[SYSTEM.ENTERPRISESERVICES.INTERNAL.PUBLISH]::new()\r\n'",
        EventID: '4104',
      }),
      // As the beginning of a longer name.
      scripted({ ScriptBlockText: 'system.enterpriseservices.internal.publisher' }),
    ],
    miss: [
      // The dot is a dot.
      scripted({ ScriptBlockText: '[System-EnterpriseServices-Internal-Publish]::new()' }),
      scripted({ ScriptBlockText: '[System.EnterpriseServices.Internal. Publish]::new()' }),
      scripted({ ScriptBlockText: '[System.EnterpriseServices.\nInternal.Publish]::new()' }),
      scripted({
        EventID: 4103,
        Payload: 'New-Object System.EnterpriseServices.Internal.Publish',
        ScriptBlockText: 'New-Object System.EnterpriseServices.Internal.Publish',
      }),
      scripted({
        ScriptBlockText: '.\\p.ps1',
        Path: 'C:\\System.EnterpriseServices.Internal.Publish',
      }),
      scripted({ ScriptBlockText: null }),
    ],
  },

  windows_powershell_disable_http_logging: {
    match: [
      scripted({
        ScriptBlockText:
          'Set-ItemProperty "IIS:\\Sites\\Default Web Site\\" -Name logFile.enabled -Value $False',
      }),
      // Over several lines, in another order.
      scripted({
        EventID: '4104',
        ScriptBlockText:
          "$filter = 'system.webServer/httpLogging'\r\n$name = \"DONTLOG\"\r\nif (!(Get-WebConfigurationProperty -PSPath 'IIS:\\Straße' -Filter $filter -Name $name)) {\r\n\texit\r\n}",
      }),
      scripted({ ScriptBlockText: '"false" > logfile.enabled; set-itemproperty', Path: null }),
    ],
    miss: [
      // One group less each time.
      scripted({ ScriptBlockText: 'Set-WebConfigurationProperty httpLogging dontLog' }),
      scripted({ ScriptBlockText: 'Set-ItemProperty "IIS:\\Sites\\x" -Name state -Value $false' }),
      scripted({
        ScriptBlockText: 'Set-ItemProperty "IIS:\\Sites\\x" -Name logFile.enabled -Value 0',
      }),
      // The dot is a dot.
      scripted({ ScriptBlockText: 'Set-ItemProperty IIS:\\x -Name logFile-enabled -Value $false' }),
      // The words spread over two fields; another id; no text.
      scripted({
        ScriptBlockText: 'Set-ItemProperty $site -Value $false',
        Path: 'C:\\scripts\\httpLogging.ps1',
      }),
      scripted({
        EventID: 4103,
        ScriptBlockText: 'Set-ItemProperty IIS:\\x -Name logFile.enabled -Value $false',
      }),
      scripted({ ScriptBlockText: null, Payload: 'Set-ItemProperty httpLogging false' }),
    ],
  },

  windows_powershell_iis_components_webglobalmodule_usage: {
    match: [
      scripted({
        ScriptBlockText:
          'New-WebGlobalModule -Name "HTTPParser" -Image "C:\\Windows\\System32\\inetsrv\\HTTPParser.dll"',
      }),
      scripted({
        EventID: '4104',
        ScriptBlockText: 'foreach ($m in 1) {\n\tENABLE-webglobalmodule m\n}',
      }),
      scripted({
        ScriptBlockText: '# für alle\nWebAdministration\\Set-WebGlobalModuleEx',
        Path: 'C:\\a b\\c.ps1',
      }),
    ],
    miss: [
      scripted({ ScriptBlockText: 'Get-WebGlobalModule | Disable-WebGlobalModule' }),
      scripted({ ScriptBlockText: 'New-WebModule; New WebGlobalModule' }),
      scripted({ ScriptBlockText: 'Set-WebGlobal`\nModule m' }),
      scripted({
        EventID: 4103,
        Payload: 'New-WebGlobalModule',
        ScriptBlockText: 'Set-WebGlobalModule',
      }),
      scripted({ Path: 'C:\\New-WebGlobalModule.ps1', ScriptBlockText: '' }),
      scripted({ Path: 'C:\\New-WebGlobalModule.ps1', ScriptBlockText: null }),
    ],
  },

  windows_server_software_component_gacutil_install_to_gac: {
    match: [
      started({
        Image: gacutil,
        CommandLine: `"${gacutil}" -i C:\\temp\\owa.auth.dll`,
        ParentImage: cmd,
      }),
      started({
        CommandLine: 'GACUTIL /nologo /I "C:\\Prüfung\\owa auth.dll"',
        Image: 'c:\\temp\\GacUtil.EXE',
        ParentImage: null,
      }),
      // An installer is no exception here.
      started({ Image: gacutil, CommandLine: 'gacutil.exe /i m.dll /f', ParentImage: msiexec }),
      // The blank may be the last.
      started({ Image: gacutil, CommandLine: 'gacutil m.dll -i ' }),
    ],
    miss: [
      started({ Image: gacutil, CommandLine: 'gacutil.exe C:\\temp\\m.dll /i', ParentImage: cmd }),
      started({ Image: gacutil, CommandLine: 'gacutil.exe /if C:\\temp\\m.dll', ParentImage: cmd }),
      started({ Image: gacutil, CommandLine: 'gacutil.exe -i\tC:\\temp\\m.dll', ParentImage: cmd }),
      started({ Image: gacutil, CommandLine: 'gacutil.exe \\i C:\\temp\\m.dll', ParentImage: cmd }),
      started({ Image: gacutil, CommandLine: 'gacutil.exe /u my-i-assembly i ', ParentImage: cmd }),
      started({
        Image: 'C:\\Temp\\xgacutil.exe',
        CommandLine: 'gacutil.exe -i C:\\temp\\m.dll',
        ParentImage: cmd,
      }),
      started({
        Image: cmd,
        CommandLine: 'cmd /c gacutil.exe -i C:\\temp\\m.dll',
        ParentImage: gacutil,
        OriginalFileName: 'gacutil.exe',
      }),
      started({ Image: gacutil, CommandLine: null, ParentCommandLine: 'cmd /c gacutil -i m.dll' }),
    ],
  },

  windows_shell_or_script_execution_from_iis_directory: {
    match: [
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CommandLine: 'whoami /all',
        CurrentDirectory: 'C:\\Windows\\System32\\inetsrv\\',
        ParentImage: cmd,
      }),
      started({
        ParentImage: 'C:\\WINDOWS\\SYSTEM32\\WINDOWSPOWERSHELL\\V1.0\\POWERSHELL.EXE',
        CurrentDirectory: 'd:\\windows\\system32\\INETSRV\\config\\Größe "1"\\',
        Image: null,
        CommandLine: null,
      }),
      started({
        Image: 'C:\\Windows\\System32\\net.exe',
        CurrentDirectory: '\\\\?\\C:\\Windows\\System32\\inetsrv\\',
        ParentImage: 'C:\\Program Files\\PowerShell\\7\\pwsh.exe',
      }),
    ],
    miss: [
      // No backslash at the end, another folder, a share.
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CurrentDirectory: 'C:\\Windows\\System32\\inetsrv',
        ParentImage: cmd,
      }),
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CurrentDirectory: 'C:\\Windows\\SysWOW64\\inetsrv\\',
        ParentImage: cmd,
      }),
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CurrentDirectory: '\\\\web02\\c$\\Windows\\System32\\inetsrv\\',
        ParentImage: cmd,
      }),
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CurrentDirectory: 'C:\\backup\\Windows\\System32\\inetsrv\\',
        ParentImage: cmd,
      }),
      // The shell is the child, not the parent.
      started({
        Image: cmd,
        CommandLine: 'cmd.exe /c whoami',
        CurrentDirectory: 'C:\\Windows\\System32\\inetsrv\\',
        ParentImage: w3wp,
      }),
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CurrentDirectory: 'C:\\Windows\\System32\\inetsrv\\',
        ParentImage: 'C:\\Temp\\mycmd.exe',
      }),
      started({
        Image: 'C:\\Windows\\System32\\whoami.exe',
        CurrentDirectory: 'C:\\Windows\\System32\\inetsrv\\',
        ParentImage: null,
      }),
      started({
        Image: 'C:\\Windows\\System32\\inetsrv\\x.exe',
        CommandLine: 'C:\\Windows\\System32\\inetsrv\\x.exe',
        CurrentDirectory: null,
        ParentImage: cmd,
      }),
    ],
  },
}
