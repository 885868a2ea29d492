/** Does something again whenever a file changes. */
import { watch as watchPath, type FSWatcher } from 'node:fs'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { UsageError } from '../usage.js'
import { Console } from '../output/console.js'
import type { Io } from '../io.js'

/** Editors write a file in several steps: this long nothing has to happen before it counts, in milliseconds. */
const quiet = 100

/** Runs, and runs again after each change below the paths, until the process is interrupted. The result is the last run's. */
export async function watch(
  paths: readonly string[],
  run: () => Promise<number>,
  io: Io,
): Promise<number> {
  let code = await attempt(run, io)
  let running = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const changed = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(async () => {
        code = await attempt(run, io)
      })
    }, quiet)
  }
  const watchers = paths.map((path): FSWatcher =>
    watchPath(resolve(io.cwd, path), { recursive: true }, changed),
  )
  await once(process, 'SIGINT')
  clearTimeout(timer)
  for (const watcher of watchers) watcher.close()
  await running
  return code
}

/** What is wrong with the call may be right after the next change. */
async function attempt(run: () => Promise<number>, io: Io): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const console = new Console(io)
    for (const found of error.diagnostics) console.complain(found)
    return 2
  }
}
