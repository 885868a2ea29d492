/** Macros are replaced as text before anything is parsed. */
import type { Span } from '../ast/nodes.js'
import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { spanOf, type MappedText } from '../source/mapped.js'
import { OriginsBuilder, originsFrom } from '../source/origins.js'
import type { Expansion } from './expansion.js'
import { parseCall, valuesFor, type MacroCall } from './macro-call.js'
import { problemOfEval, textOfEval, type Arguments } from './macro-eval.js'
import { keyOf, type Macro, type MacroSet, type SiteData } from './macros.js'
import { grainAt, isBlank, nextOf } from './scan.js'

/** What starts a macro call, or hides one. */
const hiding = /["`\\]/g

/** How much text the macros of one search may make or read, in UTF-16 code units. */
const maxSize = 500_000
const maxNesting = 100

/**
 * Replaces macro calls, also those in definitions, but none inside quotes. Diagnostics: splunk/unknown-macro,
 * splunk/macro-arity, splunk/macro-arguments, splunk/macro-validation, splunk/macro-eval, splunk/macro-cycle,
 * splunk/macro-size and splunk/site-macro, each at the call.
 */
export function expandMacros(written: MappedText, macros: MacroSet): Result<Expansion> {
  if (!written.text.includes('`')) return { value: withoutMacros(written), diagnostics: [] }
  const expander = new Expander(written, macros)
  expander.run()
  return { value: expander.expansion(), diagnostics: expander.diagnostics }
}

const withoutMacros = (written: MappedText): Expansion => ({
  written,
  text: written.text,
  origins: originsFrom(0, written.text.length + 1),
  callEnds: new Map(),
  calls: [],
  sites: new Map(),
  complete: true,
})

const siteNames: { readonly [S in SiteData]: string } = {
  endpoints: 'the data of its endpoints',
  windowsEventLog: 'its Windows event logs',
}

class Expander {
  readonly diagnostics: Diagnostic[] = []
  readonly #written: MappedText
  readonly #macros: MacroSet
  readonly #pieces: string[] = []
  readonly #origins = new OriginsBuilder()
  readonly #callEnds = new Map<number, number>()
  readonly #calls: MacroCall[] = []
  readonly #sites = new Map<number, SiteData>()
  #size = 0
  #complete = true
  /** The outermost call being replaced; undefined outside of calls. */
  #call: Span | undefined

  constructor(written: MappedText, macros: MacroSet) {
    this.#written = written
    this.#macros = macros
  }

  run(): void {
    const { text } = this.#written
    this.#expand(text, [])
    this.#origins.add(1, text.length)
  }

  expansion(): Expansion {
    return {
      written: this.#written,
      text: this.#pieces.join(''),
      origins: this.#origins.build(),
      callEnds: this.#callEnds,
      calls: this.#calls,
      sites: this.#sites,
      complete: this.#complete,
    }
  }

  #expand(text: string, chain: readonly string[]): void {
    let copied = 0
    for (let at = nextOf(hiding, text, 0); at < text.length;) {
      const { kind, end } = grainAt(text, at)
      if (kind === 'macro') {
        this.#copy(text, copied, at)
        copied = end
        if (chain.length === 0) {
          this.#call = { start: at, end }
          this.#callEnds.set(at, end)
        }
        const isStage = isStageAt(text, at, end)
        this.#replace(text.slice(at + 1, end - 1), chain, isStage)
        if (chain.length === 0) this.#call = undefined
        if (this.#size > maxSize) return
      } else if (kind === 'comment') {
        this.#copy(text, copied, at)
        copied = end
      }
      at = nextOf(hiding, text, end)
    }
    this.#copy(text, copied, text.length)
  }

  #copy(text: string, start: number, end: number): void {
    if (end <= start) return
    this.#pieces.push(text.slice(start, end))
    if (this.#call === undefined) this.#origins.add(end - start, start)
    else this.#origins.addFixed(end - start, this.#call.start)
  }

  #replace(written: string, chain: readonly string[], isStage: boolean): void {
    const call = parseCall(written)
    if (chain.length === 0) this.#calls.push(call)
    const { name, parameters } = call
    const key = keyOf(name, parameters.length)
    const macro = this.#macros.get(key)
    if (macro === undefined) return this.#missing(call, isStage)
    if (chain.includes(key)) {
      const names = [...chain.slice(chain.indexOf(key)), key].join(' → ')
      return this.#fail(diagnostic('splunk/macro-cycle', { name, chain: names }, this.#where()))
    }
    if (chain.length >= maxNesting) {
      return this.#fail(diagnostic('grammar/too-deep', { limit: maxNesting }, this.#where()))
    }
    const given = valuesFor(macro.parameters, parameters)
    if ('problem' in given) {
      const details = { name, reason: given.problem }
      return this.#fail(diagnostic('splunk/macro-arguments', details, this.#where()))
    }
    const refusal = refusalOf(macro, given.values)
    if (refusal !== undefined) {
      const details = { name, reason: refusal }
      return this.#fail(diagnostic('splunk/macro-validation', details, this.#where()))
    }
    const made = expansionOf(macro, given.values)
    if ('problem' in made) {
      const details = { name, reason: made.problem }
      return this.#fail(diagnostic('splunk/macro-eval', details, this.#where()))
    }
    const definition = made.text
    // Definitions count too: calls that make nothing but more calls would never end otherwise.
    this.#size += definition.length + 1
    if (this.#size > maxSize) {
      return this.#fail(diagnostic('splunk/macro-size', { limit: maxSize }, this.#where()))
    }
    if (macro.site !== undefined) this.#noteSite(name, macro.site)
    this.#expand(definition, [...chain, key])
  }

  #noteSite(name: string, site: SiteData): void {
    const start = this.#call?.start ?? 0
    if (this.#sites.get(start) !== 'windowsEventLog') this.#sites.set(start, site)
    const details = { ...this.#where(), effect: 'wider' } as const
    this.diagnostics.push(diagnostic('splunk/site-macro', { name, data: siteNames[site] }, details))
  }

  /**
   * A filter macro is where its users put what they want to leave out: until they do, it keeps everything, as a stage or
   * as a part of a search.
   */
  #missing({ name, written, parameters }: MacroCall, isStage: boolean): void {
    if (name.endsWith('_filter') && parameters.length === 0) {
      const definition = isStage ? 'search *' : '*'
      if (!isStage)
        this.diagnostics.push(diagnostic('splunk/filter-macro', { name }, this.#where()))
      this.#pieces.push(definition)
      this.#origins.addFixed(definition.length, this.#call?.start ?? 0)
      return
    }
    const others = [...this.#macros.values()].filter((macro) => macro.name === name)
    if (others.length === 0) {
      const names = new Set([...this.#macros.values()].map((macro) => macro.name))
      const suggestion = didYouMean(name, names)
      this.#fail(diagnostic('splunk/unknown-macro', { call: written, suggestion }, this.#where()))
      return
    }
    const expected = others.map((macro) => macro.parameters.length).join(' or ')
    const actual = parameters.length
    this.#fail(diagnostic('splunk/macro-arity', { name, expected, actual }, this.#where()))
  }

  #fail(problem: Diagnostic): void {
    this.#complete = false
    this.diagnostics.push(problem)
  }

  #where(): { readonly span?: Span } {
    const { start, end } = this.#call ?? { start: 0, end: 0 }
    return { span: spanOf(this.#written, start, end) }
  }
}

const valuesOf = ({ parameters }: Macro, values: readonly string[]): Arguments =>
  new Map(parameters.map((name, index) => [name, values[index] ?? '']))

/** Why a macro does not take these values; undefined where it does. */
function refusalOf(macro: Macro, values: readonly string[]): string | undefined {
  if (macro.validation === undefined) return undefined
  const { expression, message } = macro.validation
  const source = substitute({ ...macro, definition: expression }, values, maxSize)
  return problemOfEval(source, valuesOf(macro, values), message)
}

/** What a call makes. In an expression the arguments stand for `$parameter$` and for fields of their names. */
function expansionOf(
  macro: Macro,
  values: readonly string[],
): { readonly text: string } | { readonly problem: string } {
  const text = substitute(macro, values, maxSize)
  return macro.evaluated === true ? textOfEval(text, valuesOf(macro, values)) : { text }
}

/** Whether nothing stands beside a call in its stage. */
function isStageAt(text: string, start: number, end: number): boolean {
  let [before, behind] = [start - 1, end]
  while (isBlank(text[before])) before--
  while (isBlank(text[behind])) behind++
  const isEnd = (at: number): boolean => text[at] === undefined || text[at] === '|'
  return isEnd(before) && isEnd(behind)
}

/** The definition with its parameters replaced, as soon as it is longer than `limit` no further. */
function substitute(
  { parameters, definition }: Macro,
  values: readonly string[],
  limit: number,
): string {
  if (parameters.length === 0) return definition
  let size = definition.length
  return definition.replaceAll(/\$([^$\s]+)\$/g, (written, name: string) => {
    const index = parameters.indexOf(name)
    const value = index < 0 ? written : values[index]!
    size += value.length
    return size > limit * 2 ? '' : value
  })
}
