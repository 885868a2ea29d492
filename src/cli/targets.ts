/** Loads the targets that are asked for. */
import { backends } from '../../backends/index.js'
import type { Backend } from '../index.js'

/** The names of all targets. */
export const targetNames: readonly string[] = Object.keys(backends)

/** The target of a name; undefined where there is none. */
export async function loadTarget(name: string): Promise<Backend | undefined> {
  return Object.hasOwn(backends, name) ? backends[name]?.() : undefined
}

/** All targets, one after the other: they share modules, and jest cannot load one module for two imports at once. */
export async function loadTargets(): Promise<readonly Backend[]> {
  const loaded: Backend[] = []
  for (const load of Object.values(backends)) loaded.push(await load())
  return loaded
}
