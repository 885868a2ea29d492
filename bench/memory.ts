/** How much memory a command takes. */
import { spawnSync } from 'node:child_process'

/** Says at its end how much memory a process had, in kilobytes. */
const reportMemory = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => process.stderr.write(`\\nmemory ${process.resourceUsage().maxRSS}\\n`))',
)}`

/** The most memory that node had while it ran these words, in megabytes. */
export function peakMemory(words: readonly string[]): number {
  const { stderr } = spawnSync(process.execPath, ['--import', reportMemory, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: Infinity,
  })
  return Number(/^memory (\d+)$/m.exec(stderr)?.[1]) / 1024
}
