/** From the paths of a command line to the files that are meant. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { diagnostic, type Diagnostic, type Result } from '../../diagnostics/diagnostic.js'
import { codeOf, unreadable } from './file.js'
import { baseOf, expandGlob, isGlob } from './glob.js'
import { isFolder, isRuleFile, walk } from './walk.js'

/** One file to read. */
export interface Input {
  /** As people know it: the argument, and the way from there. */
  readonly path: string
  /** The absolute path; none for standard input. */
  readonly location: string | undefined
  /** Its path below the folder that it was found in, with slashes: where its queries go below an output folder. */
  readonly mirror: string
  /** Why it cannot be read, where that is known before. */
  readonly problem?: Diagnostic
}

/** How standard input is called, and the path that means it. */
export const standardInput = '<stdin>'

/** The surroundings that paths are read in. */
export interface Place {
  readonly cwd: string
  /** A folder whose files are not taken, such as that of earlier results. */
  readonly except?: string | undefined
  /** Which files are taken of a folder or a pattern; those of rules where it is missing. */
  readonly isWanted?: (name: string) => boolean
}

/**
 * The files that paths name: files, folders, patterns and `-`. Each file once. Diagnostics: input/not-found,
 * input/no-rules; a file or folder that cannot be read is an input with a problem.
 */
export function findInputs(paths: readonly string[], place: Place): Result<readonly Input[]> {
  const found = paths.map((path) => inputsOf(path, place))
  const byLocation = new Map(
    found
      .flatMap(({ value }) => value)
      .toReversed()
      .map((input) => [input.location ?? standardInput, input] as const),
  )
  return {
    value: [...byLocation.values()].toReversed(),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  }
}

function inputsOf(path: string, place: Place): Result<readonly Input[]> {
  if (path === standardInput) {
    const input = { path: standardInput, location: undefined, mirror: 'stdin' }
    return { value: [input], diagnostics: [] }
  }
  if (path === '') return { value: [], diagnostics: [diagnostic('input/not-found', { path })] }
  const location = resolve(place.cwd, path)
  if (isGlob(path) && !existsSync(location)) return orNoRules(path, globInputs(path, place))
  try {
    if (!statSync(location).isDirectory()) {
      return { value: [{ path, location, mirror: basename(location) }], diagnostics: [] }
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) {
      return { value: [], diagnostics: [diagnostic('input/not-found', { path })] }
    }
    const problem = unreadable(error)
    return { value: [{ path, location, mirror: basename(location), problem }], diagnostics: [] }
  }
  return orNoRules(path, folderInputs(path, place))
}

const orNoRules = (path: string, value: readonly Input[]): Result<readonly Input[]> => ({
  value,
  diagnostics: value.length > 0 ? [] : [diagnostic('input/no-rules', { path })],
})

function folderInputs(path: string, { cwd, except, isWanted }: Place): readonly Input[] {
  const root = resolve(cwd, path)
  const real = except !== undefined && existsSync(except) ? realpathSync(except) : undefined
  return walk(root, real, isWanted).map((found) => ({
    path: join(path, found.path),
    location: join(root, found.path),
    mirror: slashes(found.path),
    ...(found.problem === undefined ? {} : { problem: found.problem }),
  }))
}

function globInputs(glob: string, place: Place): readonly Input[] {
  const base = resolve(place.cwd, baseOf(glob))
  const { isWanted = isRuleFile } = place
  return expandGlob(glob, place.cwd).flatMap((path) => {
    const location = resolve(place.cwd, path)
    if (isFolder(location)) {
      return folderInputs(path, place).map((input) => ({
        ...input,
        mirror: mirrorBelow(base, input.location ?? location),
      }))
    }
    return isWanted(path) ? [{ path, location, mirror: mirrorBelow(base, location) }] : []
  })
}

/** The way from the base; a pattern may climb out of its base again by `..`, and then only the name is left. */
function mirrorBelow(base: string, location: string): string {
  const path = relative(base, location)
  return isAbsolute(path) || path.split(sep).includes('..') ? basename(location) : slashes(path)
}

const slashes = (path: string): string => path.split(sep).join('/')
