/** Elasticsearch's side: analysis of text, and the `query_string` query that Kibana turns wildcards into. */

/** A pattern: texts with a wildcard between each two. */
export type Pieces = readonly string[]

/** Whether a whole text is of the pattern; minds case. */
export function likePieces(pieces: Pieces, text: string): boolean {
  const source = pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('.*')
  return new RegExp(`^(?:${source})$`, 'su').test(text)
}

/** Lower case a character at a time, as Lucene's filter does. */
export const lowerCase = (text: string): string =>
  Array.from(text, (character) => {
    const lower = Array.from(character.toLowerCase())
    return lower[0] ?? ''
  }).join('')

/**
 * Roughly Elasticsearch's standard analyzer: runs of letters, digits and `_` in lower case; a dot, and between letters
 * an apostrophe or colon, does not end a token where it has such characters on both sides.
 */
export const tokens = (text: string): readonly string[] =>
  lowerCase(text).match(/[\p{L}\p{N}_]+(?:[.'’][\p{L}\p{N}_]+)*/gu) ?? []

/** Whether the tokens of a phrase stand side by side among those of a text. A phrase of no token matches nothing. */
export function hasPhrase(text: string, phrase: string): boolean {
  const wanted = tokens(phrase)
  const found = tokens(text)
  return (
    wanted.length > 0 &&
    found.some((_, start) => wanted.every((token, index) => found[start + index] === token))
  )
}

/**
 * A `query_string` of one pattern, as Kibana writes it: everything but white space escaped. So it is split at white
 * space, the parts are alternatives, and AND, OR and NOT in capitals among them are operators.
 */
export function queryString(pieces: Pieces, matchesTerm: (term: Pieces) => boolean): boolean {
  let must = true
  let mustNot = false
  let should = false
  let counted = { must: 0, should: 0 }
  for (const { term, occur } of clauses(pieces)) {
    const found = matchesTerm(term)
    if (occur === 'must') must &&= found
    else if (occur === 'mustNot') mustNot ||= found
    else should ||= found
    if (occur === 'must') counted = { ...counted, must: counted.must + 1 }
    if (occur === 'should') counted = { ...counted, should: counted.should + 1 }
  }
  return must && !mustNot && (counted.must > 0 || counted.should === 0 || should)
}

interface Clause {
  readonly term: Pieces
  occur: 'must' | 'mustNot' | 'should'
}

/** The clauses as Lucene's classic parser sees them: AND makes both of its neighbours obligatory. */
function clauses(pieces: Pieces): readonly Clause[] {
  const result: Clause[] = []
  let conjunction = ''
  let negated = false
  for (const term of splitAtWhiteSpace(pieces)) {
    const word = term.length === 1 ? term[0] : undefined
    if (word === 'AND' || word === 'OR') conjunction = word
    else if (word === 'NOT') negated = true
    else {
      const previous = result.at(-1)
      if (conjunction === 'AND' && previous?.occur === 'should') previous.occur = 'must'
      result.push({ term, occur: negated ? 'mustNot' : conjunction === 'AND' ? 'must' : 'should' })
      conjunction = ''
      negated = false
    }
  }
  return result
}

function splitAtWhiteSpace(pieces: Pieces): readonly Pieces[] {
  const terms: string[][] = [['']]
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) terms.at(-1)!.push('')
    for (const [part, text] of piece.split(/[ \t\n\r\u3000]+/).entries()) {
      if (part > 0) terms.push([''])
      const term = terms.at(-1)!
      term[term.length - 1] += text
    }
  }
  return terms.filter((term) => term.length > 1 || term[0] !== '')
}
