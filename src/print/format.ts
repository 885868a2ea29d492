/** Formats: what surrounds a query. The only user of handlebars, which is loaded when a format first needs it. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Detection, Joint } from '../ast/nodes.js'

/** What a template can name. */
export interface TemplateData {
  readonly query: string
  readonly detection: Detection | Joint
  readonly target: string
}

type Render = (data: TemplateData) => string

const compiled = new Map<string, Promise<Render>>()

/** Puts a query into a template of templates/, named by its path there. */
export async function fillTemplate(name: string, data: TemplateData): Promise<string> {
  const known = compiled.get(name) ?? compile(name)
  compiled.set(name, known)
  return (await known)(data)
}

async function compile(name: string): Promise<Render> {
  const [{ default: handlebars }, source] = await Promise.all([
    import('handlebars'),
    readFile(fileURLToPath(import.meta.resolve(`#templates/${name}`)), 'utf8'),
  ])
  const engine = handlebars.create()
  for (const [helper, escape] of Object.entries(escapes)) engine.registerHelper(helper, escape)
  const template = engine.compile<TemplateData>(source, { noEscape: true, strict: true })
  return (data) => template(data).trimEnd()
}

/** One escape for each kind of document: no value can end its line, its string or its stanza. */
export const escapes = {
  /** A value of a .conf file: further lines are continued, and no line is blank. */
  conf: (value: unknown): string => lines(value).join(' \\\n'),
  /** A stanza's name: one line, without the bracket that would end it. */
  stanza: (value: unknown): string => lines(value).join(' ').replaceAll(/[[\]]/g, ' ').trim(),
  json: (value: unknown): string => JSON.stringify(value ?? null),
} as const

const lines = (value: unknown): readonly string[] =>
  (typeof value === 'string' ? value : '')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F]/g, ' ')
    .trim()
    .split(/[\r\n\u0085\u2028\u2029]+/)
    // A backslash at the end of a line would continue it into the next setting.
    .map((line) => (line.endsWith('\\') ? `${line} ` : line))
