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
