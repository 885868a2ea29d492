/** Colours, where they are wanted. */
import type { Severity } from '../../index.js'
import type { Io, Output } from '../io.js'

/** What is coloured. */
export type Tone = Severity | 'head' | 'faint'

/** A text in the colour of its tone; as it is where colours are not wanted. */
export type Paint = (tone: Tone, text: string) => string

// Select Graphic Rendition, ECMA-48, section 8.3.117.
const tones: Readonly<Record<Tone, string>> = {
  error: '31',
  warning: '33',
  note: '36',
  head: '1',
  faint: '2',
}

/** Colours only for a terminal, unless the environment says otherwise: https://no-color.org, https://force-color.org. */
export function paintFor({ isTerminal }: Output, { env }: Io): Paint {
  const forced = env['FORCE_COLOR']
  const wanted =
    forced === undefined
      ? isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
      : forced !== '0' && forced !== 'false'
  return wanted ? (tone, text) => `\u001B[${tones[tone]}m${text}\u001B[0m` : (_, text) => text
}
