/** Annotations of GitHub Actions: "Workflow commands for GitHub Actions", in GitHub's documentation. */
import type { Located, Severity } from '../../index.js'

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
}

/** The command that shows a finding beside its line; its columns count only on one line. */
export function annotation(found: Located): string {
  const { severity, path, line, column, endLine, endColumn, code, message, help } = found
  const properties: readonly (readonly [string, string | number])[] = [
    ['file', path.replaceAll('\\', '/')],
    ['line', line],
    ['endLine', endLine],
    ['col', column],
    ...(endLine === line ? [['endColumn', endColumn] as const] : []),
    ['title', code],
  ]
  const written = properties.map(([name, value]) => `${name}=${inProperty(String(value))}`)
  const text = help === undefined ? message : `${message} ${help}`
  return `::${commands[severity]} ${written.join(',')}::${inMessage(text)}`
}

/** A line end would end the command, and what follows would be another. */
const inMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const inProperty = (text: string): string =>
  inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
