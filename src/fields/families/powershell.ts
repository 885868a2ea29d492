/**
 * PowerShell's own logs: script blocks (4104), modules (4103) and the classic log (400, 600, 800).
 *
 * ECS's column is what Elastic's Windows integration makes of these events: its pipelines rename most of the data, split
 * the payload into `powershell.command.invocation_details`, and drop what they split.
 */
import type { FieldFamily } from '../types.js'
import { analysed, keyword, number, row } from './row.js'
import { eventData, system, wholeMessage } from './windows.js'

export const powershell: FieldFamily = {
  rows: [
    ...system,
    row('powershell.script_block_text', {
      sigma: 'ScriptBlockText',
      windowsEvent: 'ScriptBlockText',
      ecs: analysed('powershell.file.script_block_text'),
      sentinelEvent: 'ScriptBlockText',
    }),
    row('powershell.script_block_id', {
      sigma: 'ScriptBlockId',
      windowsEvent: 'ScriptBlockId',
      ecs: keyword('powershell.file.script_block_id'),
      sentinelEvent: 'ScriptBlockId',
    }),
    row('powershell.path', {
      sigma: 'Path',
      windowsEvent: 'Path',
      ecs: keyword('file.path'),
      sentinelEvent: 'Path',
    }),
    row('powershell.message_number', {
      sigma: number('MessageNumber'),
      windowsEvent: number('MessageNumber'),
      ecs: number('powershell.sequence'),
      sentinelEvent: 'MessageNumber',
    }),
    row('powershell.message_total', {
      sigma: number('MessageTotal'),
      windowsEvent: number('MessageTotal'),
      ecs: number('powershell.total'),
      sentinelEvent: 'MessageTotal',
    }),
    // The integration keeps of both only what it makes of them; the message holds both whole.
    row('powershell.payload', {
      sigma: 'Payload',
      windowsEvent: 'Payload',
      ecs: wholeMessage,
      sentinelEvent: 'Payload',
    }),
    row('powershell.context', {
      sigma: 'ContextInfo',
      windowsEvent: 'ContextInfo',
      ecs: wholeMessage,
      sentinelEvent: 'ContextInfo',
    }),
    // Lines inside the context or the data of an event: fields only where someone takes those apart.
    row('powershell.host_application', {
      sigma: 'HostApplication',
      ecs: { name: 'process.command_line', type: 'wildcard' },
    }),
    row('powershell.host_name', { sigma: 'HostName', ecs: keyword('process.title') }),
    row('powershell.host_version', {
      sigma: 'HostVersion',
      ecs: keyword('powershell.process.executable_version'),
    }),
    row('powershell.engine_version', {
      sigma: 'EngineVersion',
      ecs: keyword('powershell.engine.version'),
    }),
    row('powershell.command_name', {
      sigma: 'CommandName',
      ecs: keyword('powershell.command.name'),
    }),
    row('powershell.command_path', {
      sigma: 'CommandPath',
      ecs: keyword('powershell.command.path'),
    }),
    row('powershell.command_type', {
      sigma: 'CommandType',
      ecs: keyword('powershell.command.type'),
    }),
    row('powershell.command_line', {
      sigma: 'CommandLine',
      ecs: analysed('powershell.command.value'),
    }),
    row('powershell.script_name', { sigma: 'ScriptName', ecs: keyword('file.path') }),
    row('powershell.new_engine_state', {
      sigma: 'NewEngineState',
      ecs: keyword('powershell.engine.new_state'),
    }),
    row('powershell.provider_name', {
      sigma: 'ProviderName',
      ecs: keyword('powershell.provider.name'),
    }),
    row('powershell.new_provider_state', {
      sigma: 'NewProviderState',
      ecs: keyword('powershell.provider.new_state'),
    }),
  ],
  others: eventData,
}
