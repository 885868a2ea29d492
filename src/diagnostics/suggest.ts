/** Suggestions for names that are nearly right. */

/** The nearest of the candidates by edit distance, where near enough to be a slip; case counts half a slip. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  // Of a name of one letter nothing would be left: only its case can be a slip.
  const slips = Math.min(3, name.length - 1, Math.max(1, Math.floor(name.length / 3)))
  let bestDistance = slips + 0.6
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > 3) continue
    const distance =
      editDistance(name.toLowerCase(), candidate.toLowerCase()) + (candidate === name ? 0 : 0.5)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** ` Did you mean 'x'?`, or nothing: to stand at the end of a message. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const guess = nearest(name, candidates)
  return guess === undefined ? '' : ` Did you mean '${guess}'?`
}

/**
 * The candidate that a name can only mean: the one nearest of all, by one slip, or two in a long name. To be written in
 * place of the name without asking; of short names nobody knows.
 */
export function certain(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length < 4) return undefined
  const limit = name.length < 8 ? 1 : 2
  const near = [...new Set(candidates)]
    .filter((candidate) => Math.abs(candidate.length - name.length) <= limit)
    .map((candidate) => ({
      candidate,
      distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((left, right) => left.distance - right.distance)
  const [best, second] = near
  return best === undefined || best.distance === second?.distance ? undefined : best.candidate
}

/** Letters left out, put in, exchanged, or swapped with their neighbour; only called for short names. */
function editDistance(left: string, right: string): number {
  let before: readonly number[] = []
  let row: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      next.push(
        Math.min(
          row[j]! + 1,
          next[j - 1]! + 1,
          row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1),
          isSwap ? before[j - 2]! + 1 : Infinity,
        ),
      )
    }
    before = row
    row = next
  }
  return row[right.length]!
}
