/** Which fields results have behind each command, as far as commands say so. */
import { mapPiece } from '../source/mapped.js'
import {
  isOfAny,
  isOfForm,
  optionOf,
  readTstats,
  unquoted,
  wordsOf,
  type WrittenStage,
} from '../splunk/written.js'

/** All fields of results, and the command that left no others. */
export interface Kept {
  readonly fields: ReadonlySet<string>
  readonly command: string
  readonly stage: number
}

/** For each stage, the fields that it finds; of a stage that may find others, nothing. */
export function keptFields(stages: readonly WrittenStage[]): ReadonlyMap<WrittenStage, Kept> {
  const found = new Map<WrittenStage, Kept>()
  let kept: Kept | undefined
  for (const stage of stages) {
    if (kept !== undefined) found.set(stage, kept)
    if (stage.expanded === undefined) kept = undefined
    else {
      for (const text of stage.expanded) {
        const command = /^\w+/.exec(text)?.[0].toLowerCase() ?? ''
        const isSearch = stage.number === 1 && stage.command === 'search'
        const fields = isSearch ? undefined : fieldsAfter(command, text, kept?.fields)
        const isSame: boolean = fields !== undefined && fields === kept?.fields
        const where: Pick<Kept, 'command' | 'stage'> =
          kept !== undefined && (isSame || adding.has(command))
            ? kept
            : { command, stage: stage.number }
        kept =
          fields === undefined ? undefined : { fields, command: where.command, stage: where.stage }
      }
    }
  }
  return found
}

/** Commands that leave fields as they are. */
const keeping: ReadonlySet<string> = new Set(
  (
    'search where regex dedup sort head tail convert fieldformat bin bucket reverse uniq mvexpand nomv makemv ' +
    'mvcombine fillnull filldown replace outputlookup reltime'
  ).split(' '),
)

/** Commands that add fields to those that there are. */
const adding: ReadonlySet<string> = new Set(['eval', 'rex', 'rename', 'eventstats', 'streamstats'])

/** The fields behind a command; undefined where there may be others. */
function fieldsAfter(
  command: string,
  text: string,
  before: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const words = wordsOf(text, command.length)
  const texts = words.map((word) => word.text)
  switch (command) {
    case 'tstats': {
      const { measures, by } = readTstats(mapPiece(text, 0))
      return union(measured(measures.text), grouped(by?.text ?? ''))
    }
    case 'stats': {
      const at = texts.findIndex((word) => /^by$/i.test(word))
      const end = words[at]
      const aggregates = text.slice(command.length, end?.start)
      return union(measured(aggregates), grouped(end === undefined ? '' : text.slice(end.end)))
    }
    case 'table':
      return named(texts, before)
    case 'fields':
      if (texts[0] === '-') return without(texts.slice(1), before)
      return named(texts[0] === '+' ? texts.slice(1) : texts, before)
    default:
      return before === undefined ? undefined : changed(command, text, texts, before)
  }
}

/** What a command makes of fields that are all known. */
function changed(
  command: string,
  text: string,
  words: readonly string[],
  before: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  if (keeping.has(command)) return before
  switch (command) {
    case 'eval':
      return union(before, new Set(assigned(text.slice(command.length))))
    case 'rex':
      return union(before, new Set([...text.matchAll(/\(\?P?<(\w+)>/g)].map((match) => match[1]!)))
    case 'eventstats':
    case 'streamstats': {
      const [aggregates = ''] = text.slice(command.length).split(/\sby\s/i, 1)
      return union(before, measured(aggregates))
    }
    case 'rename':
      return renamed(words, before)
    default:
      return undefined
  }
}

const union = (
  left: ReadonlySet<string> | undefined,
  right: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined =>
  left === undefined || right === undefined ? undefined : new Set([...left, ...right])

/** The names of aggregates; undefined where a star makes many. */
function measured(text: string): ReadonlySet<string> | undefined {
  const words = wordsOf(text).filter((word) => optionOf(word) === undefined)
  const names = new Set<string>()
  for (const [index, { text: word }] of words.entries()) {
    if (/^as$/i.test(word) || /^as$/i.test(words[index - 1]?.text ?? '')) continue
    const isRenamed = /^as$/i.test(words[index + 1]?.text ?? '')
    const name = unquoted(words[index + (isRenamed ? 2 : 0)]?.text ?? word)
    if (name.includes('*')) return undefined
    names.add(isRenamed ? name : name.replaceAll(/\s+/g, ''))
  }
  return names
}

/** The fields of a by-clause. */
function grouped(text: string): ReadonlySet<string> | undefined {
  const words = wordsOf(text).filter((word) => optionOf(word) === undefined)
  const names = words.map((word) => unquoted(word.text))
  return names.some((name) => name.includes('*')) ? undefined : new Set(names)
}

/** The fields that a list keeps; a star keeps what there is. */
function named(
  words: readonly string[],
  before: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const names = words.map(unquoted)
  const stars = names.filter((name) => name.includes('*'))
  if (stars.length > 0 && before === undefined) return undefined
  const kept = [...(before ?? [])].filter((name) => isOfAny(stars, name))
  return new Set([...names.filter((name) => !name.includes('*')), ...kept])
}

function without(
  words: readonly string[],
  before: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const forms = words.map(unquoted)
  return before === undefined
    ? undefined
    : new Set([...before].filter((name) => !isOfAny(forms, name)))
}

/** `a as b, X.* as *`. */
function renamed(
  words: readonly string[],
  known: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  let fields = known
  for (let index = 0; index + 2 < words.length; index += 3) {
    const [from = '', as = '', to = ''] = words.slice(index, index + 3).map(unquoted)
    if (!/^as$/i.test(as)) return undefined
    if (from.includes('*')) {
      const [before, behind, ...more] = from.split('*')
      const [start, end, ...others] = to.split('*')
      if (before === undefined || behind === undefined || more.length > 0) return undefined
      if (start === undefined || end === undefined || others.length > 0) return undefined
      fields = new Set(
        [...fields].map((name) =>
          isOfForm(from, name)
            ? start + name.slice(before.length, name.length - behind.length) + end
            : name,
        ),
      )
    } else fields = new Set([...[...fields].filter((name) => name !== from), to])
  }
  return words.length % 3 === 0 ? fields : undefined
}

/** The fields that an eval gives a value. */
function assigned(text: string): readonly string[] {
  const names: string[] = []
  for (const match of text.matchAll(/(?:^|,)\s*(?:'([^']+)'|"([^"]+)"|([\w.:{}@-]+))\s*=(?!=)/g)) {
    names.push(match[1] ?? match[2] ?? match[3] ?? '')
  }
  return names
}
