/** When a detection is run, and over which time. */
import type { Schedule } from '../ast/nodes.js'
import type { Said } from './said.js'

/**
 * What contentctl gives detections that name no schedule: those of its file deployments, for all types of detections;
 * a baseline is run once a day.
 */
const defaults: Readonly<Record<'detection' | 'baseline', Schedule>> = {
  detection: {
    cron: '0 * * * *',
    earliest: '-70m@m',
    latest: '-10m@m',
    window: 3600,
    from: 'default',
  },
  baseline: {
    cron: '10 0 * * *',
    earliest: '-1450m@m',
    latest: '-10m@m',
    window: 86_400,
    from: 'default',
  },
}

/** The schedule that a document names; undefined where it names none. */
export function scheduleOf(said: Said): Schedule | undefined {
  const cron = said.text('cron')
  const earliest = said.text('earliest')
  const latest = said.text('latest')
  if (cron === undefined && earliest === undefined && latest === undefined) return undefined
  // Without an end, a search goes up to now.
  const window = earliest === undefined ? undefined : windowOf(earliest, latest ?? 'now')
  const span = (said.node('earliest') ?? said.node('latest') ?? said.node('cron'))?.span
  return {
    from: 'detection',
    ...(cron === undefined ? {} : { cron }),
    ...(earliest === undefined ? {} : { earliest }),
    ...(latest === undefined ? {} : { latest }),
    ...(window === undefined ? {} : { window }),
    ...(span === undefined ? {} : { span }),
  }
}

/** The schedule of a detection of security_content that names none itself. */
export const defaultSchedule = (type: string | undefined): Schedule =>
  defaults[type?.toLowerCase() === 'baseline' ? 'baseline' : 'detection']

/** The schedule of a search that names its time range itself, which counts instead. */
export const inTimeRange = (
  schedule: Schedule | undefined,
  range: Schedule | undefined,
): Schedule | undefined =>
  range === undefined || schedule?.cron === undefined
    ? (range ?? schedule)
    : { ...range, cron: schedule.cron }

/** Search Reference, "Time modifiers". Months, quarters and years have no fixed length. */
const seconds: readonly (readonly [names: string, seconds: number])[] = [
  ['s sec secs second seconds', 1],
  ['m min mins minute minutes', 60],
  ['h hr hrs hour hours', 3600],
  ['d day days', 86_400],
  ['w week weeks', 604_800],
]

const lengthOf = (unit: string): number | undefined =>
  seconds.find(([names]) => names.split(' ').includes(unit.toLowerCase()))?.[1]

interface Moment {
  /** From now, in seconds. */
  readonly offset: number
  /** The unit whose start it goes back to, in seconds. */
  readonly snap: number
}

function momentOf(text: string): Moment | undefined {
  const written = text.trim()
  if (/^now(?:\(\))?$/i.test(written)) return { offset: 0, snap: 1 }
  const match = /^(?:([+-])(\d{0,6})([a-z]+))?(?:@([a-z]+))?$/i.exec(written)
  if (match === null || written === '') return undefined
  const [, sign, count, unit, to] = match
  const length = unit === undefined ? 0 : lengthOf(unit)
  const snap = to === undefined ? 1 : lengthOf(to)
  if (length === undefined || snap === undefined) return undefined
  const amount = (count === '' || count === undefined ? 1 : Number(count)) * length
  return { offset: sign === '-' ? -amount : amount, snap }
}

/**
 * The seconds between two relative times; undefined where it depends on when the search is run, as from `-24h@h` to
 * `now`.
 */
export function windowOf(earliest: string, latest: string): number | undefined {
  const from = momentOf(earliest)
  const to = momentOf(latest)
  if (from === undefined || to === undefined || from.snap !== to.snap) return undefined
  const window = to.offset - from.offset
  return window > 0 && window % from.snap === 0 ? window : undefined
}
