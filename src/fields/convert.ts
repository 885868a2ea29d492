/** Conversions of values between vocabularies, on patterns. They run forth, from the Sigma taxonomy, and back. */
import {
  anyRun,
  isAny,
  isRun,
  literalText,
  matchesPattern,
  pattern,
  shapeOf,
  withoutOuterRuns,
  type Pattern,
} from '../ast/pattern.js'
import type { Effect } from '../diagnostics/diagnostic.js'
import type { Conversion } from './types.js'

/** A converted pattern; not `exact` where it could not be converted, or matches other values now. */
export interface Converted {
  readonly pattern: Pattern
  readonly exact: boolean
  /** What a positive test of it is, where it is not exact and that is known. */
  readonly effect?: Effect
  /** It is of a number, where the same characters may be a text as well. */
  readonly isNumber?: true
}

/** What a pattern of the Sigma taxonomy is in a column with this conversion. */
export const convertPattern = (conversion: Conversion, value: Pattern): Converted =>
  converters[conversion].forth(value)

/** What a pattern of a column with this conversion is in the Sigma taxonomy. */
export const revertPattern = (conversion: Conversion, value: Pattern): Converted =>
  converters[conversion].back(value)

interface Converter {
  readonly forth: (value: Pattern) => Converted
  readonly back: (value: Pattern) => Converted
}

const result = (value: Pattern, exact: boolean): Converted => ({ pattern: value, exact })

/** Not exact, in a direction. */
const nearly = (value: Pattern, effect: Effect): Converted => ({
  pattern: value,
  exact: false,
  effect,
})

// ----------------------------------------------------------------------------------------------------- hives

/**
 * How Sysmon and how Defender call the roots of the registry. What Sysmon has below HKU Defender has below
 * HKEY_CURRENT_USER as well, `HKEY_CURRENT_USER\S-1-5-21-…`, so that a path below HKU is never converted exactly.
 */
const hives = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
  HKCR: 'HKEY_CLASSES_ROOT',
} as const

/** Only the start of a path is a hive: the same letters further on are a key's own name. */
function renameHive(value: Pattern, names: ReadonlyMap<string, string>): Converted {
  const [first, second] = value
  if (first === undefined) return result(value, true)
  if (typeof first !== 'string') {
    return result(value, isAny(value) || (isRun(first) && !touchesHive(second, names)))
  }
  const [root = '', ...keys] = first.split('\\')
  const name = names.get(root.toUpperCase())
  const rootIsWhole = keys.length > 0 || second === undefined || isRun(second)
  if (name !== undefined && rootIsWhole) {
    return result(pattern([name, ...keys].join('\\'), ...value.slice(1)), name !== hives.HKU)
  }
  // What begins as both spellings do, or as no hive at all, means the same in either.
  const both = [...names].flat()
  const begins = both.filter((hive) => hive.startsWith(root.toUpperCase()))
  const matchesNone = keys.length > 0 ? !both.includes(root.toUpperCase()) : begins.length === 0
  const matchesAll = keys.length === 0 && isRun(second) && begins.length === both.length
  return result(value, matchesNone || matchesAll)
}

/** Whether what stands after a leading `*` may be a hive, or a part of one: `*LM\Software`, `*key*`. */
function touchesHive(
  next: Pattern[number] | undefined,
  names: ReadonlyMap<string, string>,
): boolean {
  if (typeof next !== 'string') return true
  const [root = '', ...keys] = next.toUpperCase().split('\\')
  if (root === '') return false
  const both = [...names].flat()
  return both.some((hive) => (keys.length > 0 ? hive.endsWith(root) : hive.includes(root)))
}

const longHives = new Map<string, string>(Object.entries(hives))
const shortHives = new Map<string, string>([...longHives].map(([short, long]) => [long, short]))

// ---------------------------------------------------------------------------------------------------- DWORDs

const dword = /^DWORD \((0x[\da-f]{8})\)$/i
const hexadecimal = /^0x[\da-f]{8}$/i

/** Whether a text can be a part of this form, in which `#` is any hexadecimal digit. */
function fits(text: string, form: string): boolean {
  const letters = text.toLowerCase().split('')
  return form.split('').some((_, start) =>
    letters.every((letter, index) => {
      const expected = form[start + index]
      return expected === '#' ? /[\da-f]/.test(letter) : expected === letter
    }),
  )
}

/** Whether a pattern with wildcards may match Sysmon's form of a DWORD, or a part of it that others write alone. */
const mayBeDword = (value: Pattern): boolean =>
  value.every((part) => typeof part !== 'string' || fits(part, 'dword (0x########)'))

/** Whether a pattern asks only for something inside the number: then it does not matter what stands around it. */
function isInside(value: Pattern): boolean {
  const shape = shapeOf(value)
  if (shape.shape !== 'contains') return shape.shape === 'any'
  return fits(shape.text, '0x########') && !fits(shape.text, 'dword (')
}

/**
 * The hexadecimal number of a pattern that only one DWORD is of, also where it may stand inside of more: a text that is
 * spelled as Sysmon spells a number is none that anybody writes.
 */
const dwordDigits = (value: Pattern): string | undefined =>
  dword.exec(literalText(withoutOuterRuns(value)) ?? '')?.[1]

/** `DWORD (0x00000001)` as its hexadecimal number. */
function dwordToHexadecimal(value: Pattern): Converted {
  const digits = dwordDigits(value)
  if (digits !== undefined) return result(pattern(digits), true)
  const text = literalText(value)
  return result(
    value,
    text === undefined ? isInside(value) || !mayBeDword(value) : !hexadecimal.test(text),
  )
}

/** A hexadecimal number as Sysmon writes a DWORD. */
function hexadecimalToDword(value: Pattern): Converted {
  const text = literalText(value)
  if (text === undefined) return result(value, isInside(value) || !mayBeDword(value))
  return hexadecimal.test(text)
    ? result(pattern(`DWORD (${text})`), true)
    : result(value, !dword.test(text))
}

/** `DWORD (0x00000001)` as its decimal number. A decimal number in a rule is a text there, and a number as well here. */
function dwordToDecimal(value: Pattern): Converted {
  const digits = dwordDigits(value)
  if (digits !== undefined)
    return { pattern: pattern(String(Number.parseInt(digits, 16))), exact: true, isNumber: true }
  const text = literalText(value)
  return result(
    value,
    text === undefined ? isAny(value) || !mayBeNumber(value) : !/^\d+$/.test(text),
  )
}

/** What Sysmon writes of data that are no text, and of a text that is empty, and others do not. Source: its events. */
const standIns = ['(Empty)', 'Binary Data']

/** Data of a value as Sysmon writes them, where others have the number of a DWORD in decimal, and no words for the rest. */
function withoutStandIns(value: Pattern): Converted {
  const converted = dwordToDecimal(value)
  const asksOthers =
    standIns.some((text) => matchesPattern(value, text, false)) ||
    value.every((part) => typeof part !== 'string' || fits(part, 'qword (0x########-0x########)'))
  return asksOthers && !isAny(value) && converted.isNumber !== true
    ? result(value, false)
    : converted
}

/** A decimal number may have been a DWORD, or a text of digits: nobody can tell. */
function decimalToDword(value: Pattern): Converted {
  const text = literalText(value)
  if (text === undefined) return result(value, isAny(value) || !mayBeNumber(value))
  return result(value, !/^\d+$/.test(text) && !dword.test(text))
}

/** Whether a pattern with wildcards may match a DWORD in either spelling. */
const mayBeNumber = (value: Pattern): boolean =>
  mayBeDword(value) || value.every((part) => typeof part !== 'string' || /^\d+$/.test(part))

// ----------------------------------------------------------------------------------------------- event types

/** What Sysmon and what Defender call that which happened to the registry. */
const eventTypes = bothWays({
  CreateKey: 'RegistryKeyCreated',
  DeleteKey: 'RegistryKeyDeleted',
  DeleteValue: 'RegistryValueDeleted',
  RenameKey: 'RegistryKeyRenamed',
  SetValue: 'RegistryValueSet',
})

function rename(value: Pattern, names: ReadonlyMap<string, string>): Converted {
  const name = names.get((literalText(value) ?? '').toLowerCase())
  return name === undefined ? result(value, isAny(value)) : result(pattern(name), true)
}

// --------------------------------------------------------------------------------------------- connections

/** Which end of a connection started it: Sysmon's `Initiated`, and how others call that. */
const actions = bothWays({ true: 'ConnectionSuccess', false: 'InboundConnectionAccepted' })
const directions = bothWays({ true: 'egress', false: 'ingress' })

/** Names and those that stand for them, as rename() looks them up in both directions. */
function bothWays(names: Readonly<Record<string, string>>): Converter {
  const pairs = Object.entries(names)
  const forth = new Map(pairs.map(([from, to]) => [from.toLowerCase(), to]))
  const back = new Map(pairs.map(([from, to]) => [to.toLowerCase(), from]))
  return { forth: (value) => rename(value, forth), back: (value) => rename(value, back) }
}

/** Messages of DNS as ASIM and as CIM call them. */
const dnsMessages = bothWays({ request: 'query', response: 'response' })

/**
 * What CIM calls that which happened to the registry. It does not tell a deleted key from a deleted value, so one word
 * stands for both of Sysmon's.
 */
const actionWords = new Map([
  ['created', pattern('CreateKey')],
  ['modified', pattern('SetValue')],
  ['deleted', pattern('Delete', anyRun)],
])

function registryActionBack(value: Pattern): Converted {
  const word = actionWords.get((literalText(value) ?? '').toLowerCase())
  return word === undefined ? result(value, isAny(value)) : result(word, true)
}

/** Sysmon's words for both kinds of deletion, where a pattern asks for both, are Defender's with something in between. */
function registryEventForth(value: Pattern): Converted {
  const shape = shapeOf(value)
  return shape.shape === 'startswith' && shape.text.toLowerCase() === 'delete'
    ? result(pattern('Registry', anyRun, 'Deleted'), true)
    : eventTypes.forth(value)
}

/** The keywords of the Security log that say whether what was audited succeeded. From memory. */
const auditResults = bothWays({
  '0x8020000000000000': 'success',
  '0x8010000000000000': 'failure',
})

// ------------------------------------------------------------------------------------------------ services

/** Google's services as its audit logs and as its Reports API call them. */
const googleServices = bothWays({
  'admin.googleapis.com': 'admin',
  'login.googleapis.com': 'login',
})

// ------------------------------------------------------------------------------------------------- extensions

/** The extension of a path as the end of that path. */
function endOfPath(value: Pattern): Converted {
  const isWhole = value.every((part) => typeof part === 'string' && !/[./]/.test(part))
  return result(pattern(anyRun, '.', ...value), isWhole && value.length > 0)
}

/** The end of a path as its extension. */
function extensionOfPath(value: Pattern): Converted {
  const shape = shapeOf(value)
  const isExtension = shape.shape === 'endswith' && /^\.[^./]+$/.test(shape.text)
  return isExtension ? result(pattern(shape.text.slice(1)), true) : result(value, false)
}

// --------------------------------------------------------------------------------------------------- accounts

/**
 * `DOMAIN\name` without its domain, of which there is one at most: a name never has a backslash. What asks for a domain
 * finds names of any. What asks for none asks the name alone, where it may mean the domain as well.
 */
function dropDomain(value: Pattern): Converted {
  const at = value.findLastIndex((part) => typeof part === 'string' && part.includes('\\'))
  const part = value[at]
  if (typeof part === 'string') {
    const rest = pattern(part.slice(part.lastIndexOf('\\') + 1), ...value.slice(at + 1))
    return rest.length === 0 ? result(value, false) : nearly(rest, 'wider')
  }
  const shape = shapeOf(value)
  if (shape.shape === 'any' || shape.shape === 'endswith') return result(value, true)
  if (isRun(value[0])) return nearly(value, 'narrower')
  return shape.shape === 'equals' ? nearly(value, 'wider') : result(value, false)
}

/** A bare name is that of an account of any domain, or of none. */
function anyDomain(value: Pattern): Converted {
  if (isAny(value)) return result(value, true)
  return isRun(value[0])
    ? nearly(value, 'wider')
    : nearly(pattern(anyRun, '\\', ...value), 'narrower')
}

// -------------------------------------------------------------------------------------------------- addresses

/** What is behind the first `?` of an address: a pattern that may begin anywhere behind one may as well behind the first. */
function queryOfAddress(value: Pattern): Converted {
  const whole = pattern(anyRun, '?', ...value)
  return isRun(value[0]) ? result(whole, true) : nearly(whole, 'wider')
}

// ------------------------------------------------------------------------------------------------- the table

const converters: Readonly<Record<Conversion, Converter>> = {
  registryHive: {
    forth: (value) => renameHive(value, longHives),
    back: (value) => renameHive(value, shortHives),
  },
  registryDword: { forth: dwordToHexadecimal, back: hexadecimalToDword },
  registryData: { forth: withoutStandIns, back: decimalToDword },
  registryDwordDecimal: { forth: dwordToDecimal, back: decimalToDword },
  accountName: { forth: dropDomain, back: anyDomain },
  addressQuery: { forth: queryOfAddress, back: (value) => result(value, false) },
  registryEventType: { ...eventTypes, forth: registryEventForth },
  registryAction: { forth: (value) => result(value, isAny(value)), back: registryActionBack },
  dnsMessage: dnsMessages,
  auditResult: auditResults,
  connectionAction: actions,
  networkDirection: directions,
  googleService: googleServices,
  pathExtension: { forth: endOfPath, back: extensionOfPath },
}
