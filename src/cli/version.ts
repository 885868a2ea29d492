/** The version of this package. */
import { createRequire } from 'node:module'

/** As package.json has it. */
export function version(): string {
  const description: unknown = createRequire(import.meta.url)('#package.json')
  return typeof description === 'object' &&
    description !== null &&
    'version' in description &&
    typeof description.version === 'string'
    ? description.version
    : 'unknown'
}
