/** Does something again whenever a file changes. */
import { statSync, watch as watchPath, type FSWatcher } from 'node:fs'
import { once } from 'node:events'
import { dirname, resolve } from 'node:path'
import { exit, UsageError } from '../usage.js'
import { Console } from '../output/console.js'
import type { Io } from '../io.js'

/** Editors write a file in several steps: this long nothing has to happen before it counts, in milliseconds. */
const quiet = 100

/**
 * Runs, and runs again after each change, until the process is interrupted. The result is the last run's. Of a folder,
 * everything below counts, and of a file its folder: editors put a new file in the place of the old one, and a rule's tests
 * stand beside it. With nothing to watch it runs once.
 */
export async function watch(
  paths: readonly string[],
  run: () => Promise<number>,
  io: Io,
): Promise<number> {
  let code = 0
  const attempts = async (): Promise<void> => {
    code = await attempt(run, io)
  }
  let timer: NodeJS.Timeout | undefined
  // What changes during a run is not lost.
  const watchers = watchersOf(paths, io, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(attempts)
    }, quiet)
  })
  let running = attempts()
  if (watchers.length > 0) await once(process, 'SIGINT')
  clearTimeout(timer)
  for (const watcher of watchers) watcher.close()
  await running
  return code
}

function watchersOf(
  paths: readonly string[],
  { cwd }: Io,
  changed: () => void,
): readonly FSWatcher[] {
  return paths.flatMap((path) => {
    const location = resolve(cwd, path)
    const found = statSync(location, { throwIfNoEntry: false })
    if (found === undefined) return []
    return found.isDirectory()
      ? [watchPath(location, { recursive: true }, changed)]
      : [watchPath(dirname(location), changed)]
  })
}

/** What is wrong with the call may be right after the next change. */
async function attempt(run: () => Promise<number>, io: Io): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const console = new Console(io)
    for (const found of error.diagnostics) console.complain(found)
    return exit.usage
  }
}
