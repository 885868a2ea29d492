import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { loadTargets } from '../rules/pack.js'

const targets = await loadTargets()

/** The notes on a search that each target gives, but for those on mapping. */
async function notes(search: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rules } = await readRules({ path: 'a.spl', text: search }, macroSet())
  const said: Record<string, readonly string[]> = {}
  for (const backend of targets) {
    const { diagnostics } = await transpile(rules[0]!.detection!, backend)
    said[backend.name] = diagnostics
      .filter(({ code }) => code.startsWith('splunk/'))
      .map(({ message }) => message)
  }
  return said
}

const left = (target: string) => [
  `The search groups by x|y, and so leaves out events that lack one; ${target} finds those too.`,
  'Stages that only display results are left out: security_content_ctime, table.',
  "The macro `z_filter` is taken as its default, 'search *', which keeps every result.",
]

test('what is left out of a search is told where it is, and not where it is printed back', async () => {
  expect(
    await notes(
      '`sysmon` EventCode=1 Image=x | stats count by "x|y" | `security_content_ctime(first)` | `z_filter` | table *',
    ),
  ).toEqual({
    'splunk-tstats': left('a Splunk data model'),
    'splunk-search': [],
    'elastic-kql': left('Elastic KQL'),
    'sentinel-kql': left('Sentinel'),
    regex: left('a regex'),
    sigma: left('a Sigma rule'),
  })
})

test('a threshold asks for the fields of its groups, so that nothing is to be said of them', async () => {
  const said = await notes(
    '`wineventlog_security` EventCode=4625 | stats count by IpAddress | where count>5',
  )
  expect(said['sentinel-kql']).toEqual([])
})

test('with style=escu the table of results leaves out no event that lacks a field', async () => {
  const text = `title: t
logsource: {product: aws, service: cloudtrail}
detection: {s: {eventName: x, errorCode: [Success, null], errorMessage: [y, z]}, condition: s}
`
  const { rules } = await readRules({ path: 'r.yml', text }, macroSet())
  const search = targets.find(({ name }) => name === 'splunk-search')!
  const { queries } = await transpile(rules[0]!.detection!, search, { options: { style: 'escu' } })
  expect(queries.join('')).toContain(' by eventName errorMessage\n')
})
