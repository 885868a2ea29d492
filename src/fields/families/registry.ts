/** Changes of the Windows registry: categories registry_*, Sysmon 12 to 14. */
import type { FieldFamily } from '../types.js'
import { actor, raw } from './actor.js'
import { also, basenameOf, inEventTable, keyword, row, text, wildcard } from './row.js'

export const registry: FieldFamily = {
  rows: inEventTable([
    // The path of a value ends with its name. The other tables keep the name apart, so theirs is a joined column.
    // What Splunk's data model holds is what Sysmon wrote, `HKLM\…`; Elastic's integration copies TargetObject too.
    row('registry.path', {
      sigma: 'TargetObject',
      sysmon: also('TargetObject', 'registry_path', 'object_path'),
      cim: 'registry_path',
      ecs: keyword('registry.path'),
      xdr: text('RegistryPath', { conversion: 'registryHive' }),
      asim: text('RegistryPath', { conversion: 'registryHive' }),
    }),
    row('registry.key', {
      sysmon: 'registry_key_name',
      cim: 'registry_key_name',
      ecs: keyword('registry.key', {
        difference: { effect: 'approximate', text: 'holds the key without its hive' },
      }),
      xdr: text('RegistryKey', { conversion: 'registryHive' }),
      asim: text('RegistryKey', { conversion: 'registryHive' }),
    }),
    // No basename of the path: where a key was changed, the path ends with the key's own name.
    row('registry.value', {
      sigma: basenameOf('TargetObject'),
      sysmon: basenameOf('TargetObject', 'registry_value_name'),
      cim: 'registry_value_name',
      ecs: keyword('registry.value'),
      xdr: 'RegistryValueName',
      asim: 'RegistryValue',
    }),
    // Splunk's add-on keeps the hexadecimal number of `DWORD (0x00000001)`; Elastic and Defender write it in decimal. How the
    // tables call the type: Microsoft Sentinel, "ASIM Registry Event schema", from memory; of Defender, public hunting queries.
    row('registry.data', {
      sigma: 'Details',
      sysmon: also('Details', 'RegistryValueData'),
      cim: text('registry_value_data', { conversion: 'registryDword' }),
      ecs: wildcard('registry.data.strings', { conversion: 'registryDwordDecimal' }),
      xdr: text('RegistryValueData', {
        conversion: 'registryData',
        typed: { column: 'RegistryValueType', number: 'Dword' },
      }),
      asim: text('RegistryValueData', {
        conversion: 'registryData',
        typed: { column: 'RegistryValueType', number: 'Reg_DWord' },
      }),
    }),
    row('registry.action', {
      sigma: text('EventType', { writeOnly: true }),
      sysmon: text('EventType', { writeOnly: true }),
      cim: text('action', { conversion: 'registryAction' }),
      xdr: text('ActionType', { conversion: 'registryEventType', writeOnly: true }),
      asim: text('EventType', { conversion: 'registryEventType', writeOnly: true }),
    }),
    // CIM's `action` has no name for each of these.
    row('registry.event_type', {
      sigma: 'EventType',
      sysmon: 'EventType',
      ecs: keyword('winlog.event_data.EventType'),
      xdr: text('ActionType', { conversion: 'registryEventType' }),
      asim: text('EventType', { conversion: 'registryEventType' }),
    }),
    row('registry.new_name', {
      sigma: 'NewName',
      sysmon: 'NewName',
      ecs: keyword('winlog.event_data.NewName'),
    }),
    ...actor,
  ]),
  others: raw,
}
