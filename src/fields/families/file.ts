/** What is done to files: categories file_*, Sysmon 2, 11, 23 and 26. */
import type { FieldFamily } from '../types.js'
import { actor, raw } from './actor.js'
import { also, basenameOf, inEventTable, keyword, row } from './row.js'

export const file: FieldFamily = {
  rows: inEventTable([
    // SigmaHQ's file_access has the path as FileName.
    row(
      'file.path',
      {
        sigma: also('TargetFilename', 'FileName'),
        sysmon: also('TargetFilename', 'file_path'),
        cim: 'file_path',
        ecs: keyword('file.path'),
        xdr: 'FolderPath',
        asim: 'TargetFilePath',
      },
      'file.name',
    ),
    row('file.name', {
      sigma: basenameOf('TargetFilename'),
      sysmon: basenameOf('TargetFilename', 'file_name'),
      cim: 'file_name',
      ecs: keyword('file.name'),
      xdr: 'FileName',
      asim: 'TargetFileName',
    }),
    row('file.source.path', { sigma: 'SourceFilename', asim: 'SrcFilePath' }),
    row('file.created', {
      sigma: 'CreationUtcTime',
      sysmon: also('CreationUtcTime', 'file_create_time'),
      cim: 'file_create_time',
    }),
    // All digests in one text, `SHA256=…,MD5=…`.
    row('file.hashes', {
      sigma: 'Hashes',
      sysmon: also('Hashes', 'file_hash'),
      cim: 'file_hash',
    }),
    row('process.command_line', {
      sigma: 'CommandLine',
      ecs: { name: 'process.command_line', type: 'wildcard' },
      xdr: 'InitiatingProcessCommandLine',
      asim: 'ActingProcessCommandLine',
    }),
    ...actor,
  ]),
  others: raw,
}
