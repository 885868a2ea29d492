/** The targets: the only list to touch for a new backend. Each is loaded when it is first asked for. */
import type { Registry } from '../src/transpile.js'

export const backends: Registry = {
  'splunk-tstats': async () => (await import('./splunk/tstats.js')).default,
  'splunk-search': async () => (await import('./splunk/search.js')).default,
  'elastic-kql': async () => (await import('./elastic/index.js')).default,
  'sentinel-kql': async () => (await import('./sentinel/index.js')).default,
  regex: async () => (await import('./regex/index.js')).default,
  sigma: async () => (await import('./sigma/index.js')).default,
}
