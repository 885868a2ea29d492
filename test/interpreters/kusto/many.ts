/** Many queries at once, in a process of their own: in jest's contexts the parser takes eight times as long. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Complaint, Tables } from './kusto.js'

const worker = fileURLToPath(new URL('./worker.js', import.meta.url))

/** What the parser complains about in each of the queries. */
export function diagnoseMany(
  queries: readonly string[],
  tables: Tables,
): readonly (readonly Complaint[])[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [worker], {
    input: JSON.stringify({ queries, tables }),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (status !== 0) throw new Error(`the parser ended with ${status}: ${stderr}`)
  return JSON.parse(stdout) as readonly (readonly Complaint[])[]
}
