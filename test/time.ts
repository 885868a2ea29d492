/**
 * The processor time that this process has taken so far, in milliseconds. Tests that nothing is out of proportion compare it
 * with limits that are far from both: whatever else the machine does, it grows no faster.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
