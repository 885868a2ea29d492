/** How checks are called where they are disabled. */
import { codes, type Code, type Severity } from '../diagnostics/codes.js'

/** The names of all checks. */
export const checkNames: readonly string[] = Object.keys(codes)
  .filter((code) => code.startsWith('lint/'))
  .map((code) => code.slice('lint/'.length))

const severities: Readonly<Record<string, { readonly severity: Severity }>> = codes

/**
 * The code that a name disables: a check's by its name, or any other by the whole of it. Undefined of unknown names, and
 * of errors: a rule that cannot be read stays so.
 */
export function codeNamed(name: string): Code | undefined {
  const code = name.includes('/') ? name : `lint/${name}`
  const entry = Object.hasOwn(severities, code) ? severities[code] : undefined
  return entry === undefined || entry.severity === 'error' ? undefined : (code as Code)
}
