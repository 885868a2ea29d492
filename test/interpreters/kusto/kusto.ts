/** Microsoft's own parser of Kusto queries, the one behind the portal's editor, and what it has to say of a query. */
import { createRequire } from 'node:module'

/** A node or token of the parser's syntax tree, as far as the tests look at it. */
export interface SyntaxElement {
  readonly Kind: number
  readonly Text: string
  readonly IsToken: boolean
  readonly ChildCount: number
  readonly NameInParent: string | null
  readonly GetChild: (index: number) => SyntaxElement | null
  /** Of a literal or name: its value. */
  readonly LiteralValue?: unknown
  readonly SimpleName?: string
}

interface List<T> {
  readonly Count: number
  readonly getItem: (index: number) => T
}

interface KustoDiagnostic {
  readonly Code: string
  readonly Message: string
  readonly Severity: string
  readonly Start: number
  readonly Length: number
}

interface Parsed {
  readonly Syntax: SyntaxElement
  readonly GetDiagnostics: () => List<KustoDiagnostic>
}

/** A table of the scope; only handed from one call to another. */
interface TableSymbol {
  readonly WithName: (name: string) => TableSymbol
}

interface State {
  readonly WithDatabase: (database: object) => State
}

interface Globals {
  readonly Kusto: {
    readonly Language: {
      readonly GlobalState: { readonly Default: State }
      readonly KustoCode: { readonly ParseAndAnalyze: (query: string, scope: State) => Parsed }
      readonly Symbols: {
        readonly TableSymbol: { readonly From: (schema: string) => TableSymbol }
        readonly DatabaseSymbol: {
          readonly $ctor1: new (name: string, tables: object) => object
        }
      }
      readonly Syntax: { readonly SyntaxKind: object }
    }
  }
  readonly System: {
    readonly Array: { readonly init: (items: readonly TableSymbol[], type: object) => object }
    readonly Enum: { readonly toString: (type: object, value: number) => string }
  }
}

/** Columns by table: Kusto types by column. */
export type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What the parser complains about. */
export interface Complaint {
  readonly code: string
  readonly message: string
  readonly start: number
  readonly length: number
}

let loaded: Globals | undefined

/** Loads the parser on first use: 3 MB of script that writes itself on the global object. */
function globals(): Globals {
  if (loaded !== undefined) return loaded
  const require = createRequire(import.meta.url)
  require('@kusto/language-service-next/bridge.min.js')
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js')
  loaded = globalThis as unknown as Globals
  return loaded
}

const scopes = new WeakMap<Tables, State>()

function scopeOf(tables: Tables): State {
  const known = scopes.get(tables)
  if (known !== undefined) return known
  const { Kusto, System } = globals()
  const { Symbols, GlobalState } = Kusto.Language
  const symbols = Object.entries(tables).map(([table, columns]) => {
    const schema = Object.entries(columns).map(([name, type]) => `['${name}']:${type}`)
    return Symbols.TableSymbol.From(`(${schema.join(', ')})`).WithName(table)
  })
  const list = System.Array.init(symbols, Symbols.TableSymbol)
  const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('db', list))
  scopes.set(tables, state)
  return state
}

let latest: { readonly query: string; readonly tables: Tables; readonly parsed: Parsed } | undefined

/** Parses and analyses a query against tables; the latest is kept, as one query is run on many rows. */
export function analyse(query: string, tables: Tables): Parsed {
  if (latest?.query === query && latest.tables === tables) return latest.parsed
  const parsed = globals().Kusto.Language.KustoCode.ParseAndAnalyze(query, scopeOf(tables))
  latest = { query, tables, parsed }
  return parsed
}

/** The name of an element's kind: `FilterOperator`. */
export const kindOf = (element: SyntaxElement): string =>
  globals().System.Enum.toString(globals().Kusto.Language.Syntax.SyntaxKind, element.Kind)

/** Everything that the parser complains about in a query: syntax, unknown tables and columns, types. */
export function diagnose(query: string, tables: Tables): readonly Complaint[] {
  const list = analyse(query, tables).GetDiagnostics()
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index))
    .filter(({ Severity }) => Severity === 'Error' || Severity === 'Warning')
    .map(({ Code, Message, Start, Length }) => ({
      code: Code,
      message: Message,
      start: Start,
      length: Length,
    }))
}
