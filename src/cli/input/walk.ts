/** Finds the files of a folder that may hold rules. */
import { readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs'
import { join } from 'node:path'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { unreadable } from './file.js'

/** A file, or a folder that cannot be read, by its path from the folder that was walked. */
export interface Found {
  readonly path: string
  readonly problem?: Diagnostic
}

/** Whether a file's name says that it may hold rules, and not their tests. Of Splunk's configuration, one file does. */
export const isRuleFile = (name: string): boolean =>
  !/\.test\.ya?ml$/i.test(name) && /\.(?:ya?ml|spl)$|(?:^|[./\\])savedsearches\.conf$/i.test(name)

/** Whether a file's name says that it may hold macros of Splunk. */
export const isMacroFile = (name: string): boolean =>
  /\.ya?ml$|(?:^|[./\\])macros\.conf$/i.test(name)

/** Whether a walk passes an entry by: what is hidden, and other people's packages. */
export const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules'

/** The names in a folder, in an order that is the same everywhere. */
export const entriesOf = (folder: string): readonly Dirent[] =>
  readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  )

/**
 * The files below a folder whose names are wanted, sorted. Each folder is entered once, however many links lead to it;
 * `except` never.
 */
export function walk(
  root: string,
  except?: string,
  isWanted: (name: string) => boolean = isRuleFile,
): readonly Found[] {
  const entered = new Set(except === undefined ? [] : [except])
  const visit = (path: string): readonly Found[] => {
    try {
      const location = join(root, path)
      const real = realpathSync(location)
      if (entered.has(real)) return []
      entered.add(real)
      return entriesOf(location)
        .filter(({ name }) => !isSkipped(name))
        .flatMap((entry) => {
          const inside = join(path, entry.name)
          const type = typeOf(join(root, inside), entry)
          if (type === 'folder') return visit(inside)
          return isWanted(entry.name) ? [asFound(inside, type)] : []
        })
    } catch (error) {
      return [{ path, problem: unreadable(error) }]
    }
  }
  return visit('')
}

type EntryType = 'file' | 'folder' | 'other'

/** What an entry is, or what it links to. A broken link counts as a file: reading it says what is wrong. */
function typeOf(location: string, entry: Dirent): EntryType {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (!entry.isSymbolicLink()) return 'other'
  const target = followed(location)
  if (target === undefined || target.isFile()) return 'file'
  return target.isDirectory() ? 'folder' : 'other'
}

/** Whether a path leads to a folder. */
export const isFolder = (location: string): boolean => followed(location)?.isDirectory() ?? false

function followed(location: string): Stats | undefined {
  try {
    return statSync(location)
  } catch {
    return undefined
  }
}

const asFound = (path: string, type: EntryType): Found =>
  type === 'file'
    ? { path }
    : // A named pipe would be waited for without end.
      { path, problem: diagnostic('input/unreadable', { reason: 'it is not a regular file' }) }
