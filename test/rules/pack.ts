/** The rule pack as the tests see it. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { macroSet, readRules, type Backend, type ReadRule, type SourceText } from 'siemantic'
import { backends } from 'siemantic/backends'
import { projectRoot } from '../project.js'

/** One file of a folder of rules, read. */
export interface PackFile {
  /** The file's name without its extension. */
  readonly name: string
  readonly source: SourceText
  readonly rules: readonly ReadRule[]
}

/** Reads every rule file of a folder of the project, in the order of their names. */
export async function readPack(folder: string): Promise<readonly PackFile[]> {
  const names = readdirSync(join(projectRoot, folder))
    .filter((name) => ['.yml', '.spl'].includes(extname(name)) && !name.endsWith('.test.yml'))
    .toSorted()
  const files: PackFile[] = []
  // One after the other: jest's module loader does not bear dynamic imports at the same time.
  for (const name of names) {
    const path = `${folder}/${name}`
    const source = { path, text: readFileSync(join(projectRoot, path), 'utf8') }
    const { rules } = await readRules(source, macroSet())
    files.push({ name: basename(name, extname(name)), source, rules })
  }
  return files
}

/** Every target, loaded one after the other. */
export async function loadTargets(): Promise<readonly Backend[]> {
  const targets: Backend[] = []
  for (const load of Object.values(backends)) targets.push(await load())
  return targets
}
