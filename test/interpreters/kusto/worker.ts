/** Standard input: tables and queries as JSON. Standard output: what the parser complains about in each query. */
import { readFileSync } from 'node:fs'
import { diagnose, type Tables } from './kusto.js'

const { queries, tables } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly queries: readonly string[]
  readonly tables: Tables
}
console.log(JSON.stringify(queries.map((query) => diagnose(query, tables))))
