/** Writes many files into a folder: all of them or, where anything fails, none. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { isFolder } from '../input/walk.js'

/**
 * Writes texts by their paths below a folder, which is made where it is missing. The texts go to a folder beside their
 * places first, and are renamed at the end; what a rename replaces is kept until all are done. Throws an Error, with
 * everything as it was, for what cannot be written and for what would lead out of the folder.
 */
export function writeAll(folder: string, texts: ReadonlyMap<string, string>): void {
  const undo: (() => void)[] = []
  let staging: string | undefined
  try {
    makeFolders(folder, undo)
    const root = realpathSync(folder)
    staging = mkdtempSync(join(root, '.siemantic-'))
    stage(join(staging, 'new'), texts)
    for (const path of texts.keys()) checkPlace(root, path)
    for (const path of texts.keys()) put(root, path, staging, undo)
  } catch (error) {
    for (const step of undo.splice(0).toReversed()) {
      // Folders that were made go last, and those of others may have come into them by now.
      attempt(step, staging)
    }
    throw error
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
}

/** One step back. The folder of the temporary files has to go before the folder that it stands in can. */
function attempt(step: () => void, staging: string | undefined): void {
  try {
    step()
  } catch {
    if (staging === undefined) return
    rmSync(staging, { recursive: true, force: true })
    try {
      step()
    } catch {
      // Somebody else needs what stands there; it is not ours to remove.
    }
  }
}

/** `wx` finds paths that differ only by case where the file system does not tell them apart. */
function stage(folder: string, texts: ReadonlyMap<string, string>): void {
  for (const [path, text] of texts) {
    const location = join(folder, path)
    mkdirSync(dirname(location), { recursive: true })
    writeFileSync(location, text, { flag: 'wx' })
  }
}

/** Throws where a path leaves the folder, by `..` or by a link that stands in its way, or where a folder stands. */
function checkPlace(root: string, path: string): void {
  const location = resolve(root, path)
  if (!isInside(root, location)) throw new Error(`${path} leads out of the folder`)
  const parts = location.slice(root.length + 1).split(sep)
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join(sep)
    const here = join(root, part)
    const status = statusOf(here)
    if (status === undefined) return
    if (index === parts.length - 1) {
      if (status.isDirectory()) throw new Error(`${part} is a folder`)
    } else if (!status.isDirectory() && !isFolder(here)) {
      throw new Error(`${part} is not a folder`)
    } else if (!isInside(root, realpathSync(here))) {
      throw new Error(`${part} is a link that leads out of the folder`)
    }
  }
}

const isInside = (root: string, location: string): boolean =>
  location.startsWith(root.endsWith(sep) ? root : root + sep)

/** Moves a staged file to its place, and what stood there to where it can come back from. */
function put(root: string, path: string, staging: string, undo: (() => void)[]): void {
  const place = join(root, path)
  makeFolders(dirname(place), undo)
  if (statusOf(place) !== undefined) {
    const kept = join(staging, 'old', path)
    mkdirSync(dirname(kept), { recursive: true })
    renameSync(place, kept)
    undo.push(() => {
      renameSync(kept, place)
    })
  }
  renameSync(join(staging, 'new', path), place)
  undo.push(() => {
    rmSync(place)
  })
}

/** Makes a folder and those above it that are missing. Node's own way to do so never ends where nothing can be made. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (statusOf(folder) !== undefined) return
  makeFolders(dirname(folder), undo)
  mkdirSync(folder)
  undo.push(() => {
    rmdirSync(folder)
  })
}

/** What stands at a path itself, not behind its links. */
const statusOf = (location: string): Stats | undefined =>
  lstatSync(location, { throwIfNoEntry: false })
