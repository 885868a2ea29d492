/** The table of correspondences: one concept in every vocabulary that has it, by families of log sources. */
import { file } from './families/file.js'
import { powershell } from './families/powershell.js'
import { processCreation } from './families/process.js'
import { registry } from './families/registry.js'
import { windowsEvent } from './families/windows.js'
import type { Family, FieldFamily } from './types.js'

export const families: Readonly<Record<Family, FieldFamily>> = {
  process_creation: processCreation,
  registry,
  file,
  powershell,
  windows_event: windowsEvent,
}
