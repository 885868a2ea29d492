/** The printer: walks a condition and asks a language's tables for every piece. */
import type { Condition, Keyword, Matches, Predicate, Test, TestOf } from '../ast/nodes.js'
import { opposite, type Polarity } from '../ast/visit.js'
import type { Language, PrintTest, Worded } from './backend.js'
import { conjunctsOf } from './plan.js'

/** The whole condition. It must hold nothing that the language cannot say; throws an Error where it does. */
export const printCondition = (condition: Condition, language: Language): string =>
  print(condition, language, 'positive').text

/** The conjuncts of a condition, each as it has to stand beside others. */
export const printConjuncts = (condition: Condition, language: Language): readonly string[] =>
  conjunctsOf(condition).map((conjunct) =>
    operand(print(conjunct, language, 'positive'), 'and', language),
  )

function print(condition: Condition, language: Language, polarity: Polarity): Worded {
  const worded = language.words?.get(condition)
  if (worded !== undefined) return worded
  switch (condition.kind) {
    case 'and':
      return join(
        condition.operands.map((part) => print(part, language, polarity)),
        'and',
        language,
      )
    case 'or':
      return join(alternatives(condition.operands, language, polarity), 'or', language)
    case 'not': {
      const inner = print(condition.operand, language, opposite(polarity))
      return { text: language.operators.not(operand(inner, 'not', language)), binds: 'not' }
    }
    case 'predicate':
      return { text: printTest(condition, language, polarity), binds: 'atom' }
    case 'keyword':
      return { text: printKeyword(condition, language), binds: 'atom' }
    case 'always':
      return { text: required(language.always, 'a condition that is always true'), binds: 'atom' }
    case 'never':
      return { text: required(language.never, 'a condition that is never true'), binds: 'atom' }
  }
}

function join(pieces: readonly Worded[], kind: 'and' | 'or', language: Language): Worded {
  if (pieces.length === 1) return pieces[0]!
  const { longestChain = pieces.length, group } = language.operators
  if (pieces.length > longestChain) {
    const groups = Array.from({ length: Math.ceil(pieces.length / longestChain) }, (_, index) =>
      join(pieces.slice(index * longestChain, (index + 1) * longestChain), kind, language),
    )
    const asAtom = (piece: Worded): Worded =>
      piece.binds === kind ? { text: group(piece.text), binds: 'atom' } : piece
    return join(groups.map(asAtom), kind, language)
  }
  const text = pieces.map((piece) => operand(piece, kind, language)).join(language.operators[kind])
  return { text, binds: kind }
}

/** Mixed AND and OR always get brackets: Splunk, Kusto and Kibana disagree on which binds tighter. */
function operand(
  { text, binds }: Worded,
  parent: 'and' | 'or' | 'not',
  { operators }: Language,
): string {
  const bare =
    binds === 'atom' ||
    binds === parent ||
    (binds === 'not' && parent !== 'not') ||
    (parent === 'not' && operators.notDelimits === true) ||
    (parent === 'or' && binds === 'and' && operators.andInsideOr === true)
  return bare ? text : operators.group(text)
}

/** Alternatives on one field that the language has a list for. */
interface List {
  readonly kind: 'list'
  readonly name: string
  readonly first: Predicate
  /** What the language's lists are told apart by. */
  readonly of: string
  readonly tests: Matches[]
}

/** The operands of an OR, those that a list can say joined into one at the place of the first. */
function alternatives(
  operands: readonly Condition[],
  language: Language,
  polarity: Polarity,
): readonly Worded[] {
  const items: (Condition | List)[] = []
  const lists = new Map<string, List>()
  // The values of one item share their field, whose name need not be printed each time.
  let latest: List | undefined
  for (const part of operands) {
    if (
      part.kind !== 'predicate' ||
      part.test.kind !== 'matches' ||
      language.words?.has(part) === true ||
      language.list?.accepts(part.test, part.field) !== true
    ) {
      items.push(part)
      continue
    }
    const of = language.list.kind?.(part.test) ?? ''
    if (latest?.first.field !== part.field || latest.of !== of) {
      const name = language.fieldName(part.field)
      const key = `${of} ${name}`
      latest = lists.get(key)
      if (latest === undefined) {
        latest = { kind: 'list', name, first: part, of, tests: [] }
        lists.set(key, latest)
        items.push(latest)
      }
    }
    latest.tests.push(part.test)
  }
  return items.map((item) =>
    item.kind === 'list'
      ? { text: printList(item, language, polarity), binds: 'atom' }
      : print(item, language, polarity),
  )
}

const printList = ({ name, first, tests }: List, language: Language, polarity: Polarity): string =>
  tests.length === 1
    ? printTest(first, language, polarity)
    : required(language.list, 'a list').print(name, tests, first.field)

const printTest = ({ field, test }: Predicate, language: Language, polarity: Polarity): string =>
  required(printerOf(test, language), test.kind)(language.fieldName(field), test, field, polarity)

// The table gives each kind the printer of its own test.
const printerOf = <K extends Test['kind']>(
  test: TestOf<K>,
  language: Language,
): PrintTest<TestOf<K>> | null => language.print[test.kind]

const printKeyword = ({ test }: Keyword, language: Language): string =>
  required(language.keyword, 'a keyword')(test)

function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the language cannot print ${what}`)
  return value
}
