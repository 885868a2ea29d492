/** The folder of `convert -o`: what is to be written, and where. The writing itself is in transaction.ts. */
import { posix } from 'node:path'
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { reasonOf } from '../input/file.js'
import { writeAll } from './transaction.js'

/** What a query's file is called after. */
export interface QueryFile {
  readonly target: string
  /** The input's path below the folder that it was found in. */
  readonly mirror: string
  /** Counts the rules of a file from 1; undefined where there is only one. */
  readonly number: number | undefined
  readonly extension: string
}

/** Collects queries and writes all of them or none. */
export class Folder {
  readonly #location: string
  readonly #shownAs: string
  readonly #texts = new Map<string, string>()
  readonly #clashes = new Set<string>()

  constructor(location: string, shownAs: string) {
    this.#location = location
    this.#shownAs = shownAs
  }

  /** Takes a query for its file. */
  add(file: QueryFile, query: string): void {
    const path = pathOf(file)
    if (this.#texts.has(path)) this.#clashes.add(path)
    this.#texts.set(path, query.endsWith('\n') ? query : `${query}\n`)
  }

  /** Writes everything. Nothing is written where the result is not empty: cli/output-clash, cli/output-failed. */
  write(): readonly Diagnostic[] {
    if (this.#clashes.size > 0) {
      return [...this.#clashes].map((path) =>
        diagnostic('cli/output-clash', { path: posix.join(this.#shownAs, path) }),
      )
    }
    try {
      writeAll(this.#location, this.#texts)
      return []
    } catch (error) {
      return [diagnostic('cli/output-failed', { path: this.#shownAs, reason: reasonOf(error) })]
    }
  }
}

/** The path below the folder: `sentinel-kql/windows/rule.2.kql` of the second rule of `windows/rule.yml`. */
function pathOf({ target, mirror, number, extension }: QueryFile): string {
  const stem = mirror.replace(/(?<=[^/])\.[^./]*$/, '')
  return `${target}/${stem}${number === undefined ? '' : `.${number}`}.${extension}`
}
