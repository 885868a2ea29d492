/** Names that only Splunk has: they go back as they are, and are no field of an event anywhere else. */
import { expect, test } from '@jest/globals'
import { macroSet, readRules, transpile } from 'siemantic'
import { backends } from 'siemantic/backends'

async function convert(text: string, target: string) {
  const { rules } = await readRules({ path: 'a.spl', text }, macroSet())
  const { queries, diagnostics } = await transpile(rules[0]!.detection!, await backends[target]!())
  return { queries, said: diagnostics.map(({ code }) => code) }
}

const sysmon = 'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational" Image="x"'

test.each([
  'sourcetype',
  'NOT tag',
  'NOT index',
  '_raw',
  'punct',
  'date_hour',
  'tag::host',
  'user',
])('%s is no data of an event of Sysmon', async (name) => {
  const text = `${sysmon} ${name}="a*"`
  for (const target of ['sentinel-kql', 'elastic-kql', 'sigma']) {
    const { queries, said } = await convert(text, target)
    expect([target, queries, said]).toEqual([target, [], ['mapping/no-field']])
  }
  const { queries } = await convert(text, 'splunk-search')
  expect(queries).toEqual([text])
})

test('a name of the data is one, in whatever case it is written', async () => {
  const { queries } = await convert(`${sysmon} param1="a"`, 'elastic-kql')
  expect(queries[0]).toContain('winlog.event_data.param1: "a"')
})

test.each([
  'datamodel=Web.Proxy where Web.url="x" by Web.dest',
  'datamodel=Web.Proxy where Web.Proxy.url="x" by Web.dest',
  'datamodel=Change.All_Changes where All_Changes.Account_Management.src_user="x"',
  'datamodel=Endpoint where Filesystem.file_name="y" Processes.process="x"',
  'datamodel=Endpoint.Processes where Processes.process="x" Filesystem.file_name="y"',
  'datamodel=Endpoint.Processes where Processes.Processes.process="x"',
  'datamodel=Endpoint.Processes where Processes.host="x" host="y"',
  'datamodel=Endpoint.Processes where Processes.process="x" splunk_server="z" punct="p" linecount=3',
])('names of tstats stay as they are qualified: %s', async (text) => {
  const search = `| tstats count from ${text}`
  const { queries } = await convert(search, 'splunk-tstats')
  expect(queries).toEqual([search])
})

test.each(['nodename="Processes"', 'Filesystem.file_name="y"', 'NOT url_length=5'])(
  '%s of a data model is nothing of an event',
  async (filter) => {
    const { queries, said } = await convert(
      `| tstats count from datamodel=Endpoint.Processes where Processes.process="x" ${filter}`,
      'splunk-search',
    )
    expect([queries, said]).toEqual([[], ['mapping/no-field']])
  },
)
