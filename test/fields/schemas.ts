/** The public schemas that the tables are checked against. They are not the project's to ship, so they may be missing. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const read = (file: string): unknown => {
  const location = path.resolve('..', 'shared', 'schemas', file)
  return existsSync(location) ? JSON.parse(readFileSync(location, 'utf8')) : undefined
}

/** Field to type, of the Elastic Common Schema. */
export const ecsFields = read('ecs-fields.json') as Readonly<Record<string, string>> | undefined

/** Product to table to column to type. */
export const sentinelTables = read('sentinel-tables.json') as
  Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> | undefined

/** What the title of a test that needs a schema begins with: whether it checks nothing for want of it. */
export const skipped = (schema: object | undefined, file: string): string =>
  schema === undefined ? `SKIPPED, no ../shared/schemas/${file}: ` : ''
