/** Macros inside of conditions: what goes back to Splunk has their calls, everything else what they stand for. */
import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { backends } from '../../backends/index.js'
import { bareMetadata, fingerprint, simplify } from '../../src/ast/build.js'
import type { Condition, Detection } from '../../src/ast/nodes.js'
import { transpile } from '../../src/transpile.js'
import { inOrder } from './in-order.js'
import { macro, read } from './reading.js'

const macros = [
  macro('shells', '(process_name=cmd.exe OR process_name=powershell.exe)'),
  macro('either', 'user=x OR user=y'),
  macro('both', 'user=x dest=y'),
  macro('reversed', 'dest=y user=x'),
  macro('other', 'NOT user=z'),
  macro('unequal', 'user!=z'),
  macro('one', 'user=x'),
  macro('names', 'a.exe, "b c.exe"'),
  macro('name', 'a.exe'),
  macro('start', 'user=x OR'),
  macro('outer', '`shells` OR `one`'),
  macro('is', '$field$="*\\\\$value$*"', 'field', 'value'),
  macro('nothing', ''),
  macro('model', '| tstats count from datamodel=Endpoint.Processes where Processes.user=q'),
  macro(
    'processes',
    'tstats count from datamodel=Endpoint.Processes where Processes.user=q by Processes.dest | search Processes.dest=y',
  ),
  macro('found', 'search index=a user=q | where like(dest, "%y")'),
]

function detectionOf(search: string): Detection {
  const { value, diagnostics } = read(search, ...macros)
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join(' '))
  return { kind: 'detection', metadata: bareMetadata('t'), selections: [], ...value }
}

async function printed(search: string, target: string): Promise<string> {
  const { queries } = await transpile(detectionOf(search), await backends[target]!())
  return queries.join('\n')
}

/** A search of events, printed back. */
const again = (search: string): Promise<string> => printed(search, 'splunk-search')

test.each([
  ['`shells` dest=q', 'dest="q" `shells`'],
  ['dest=q NOT `shells`', 'dest="q" NOT `shells`'],
  ['dest=q (`shells` OR `one` OR dest=r)', 'dest="q" (`shells` OR `one` OR dest="r")'],
  ['dest=q NOT (`shells` OR `one`)', 'dest="q" NOT (`shells` OR `one`)'],
  ['(dest=q `both`) OR `shells`', '((dest="q" `both`) OR `shells`)'],
  // Without brackets in the definition the call needs them where its text would be torn apart.
  ['dest=q `either`', 'dest="q" (`either`)'],
  ['dest=q NOT (`either`)', 'dest="q" NOT (`either`)'],
  ['dest=q NOT (`both`)', 'dest="q" NOT (`both`)'],
  ['dest=r OR (`both`)', '(dest="r" OR (`both`))'],
  ['`both`', '`both`'],
  ['`either`', '(`either`)'],
  ['dest=q `other`', 'dest="q" `other`'],
  ['dest=q `unequal`', 'dest="q" `unequal`'],
  ['dest=q NOT `unequal`', 'dest="q" NOT `unequal`'],
  ['dest=q `outer`', 'dest="q" (`outer`)'],
  ['dest=q `is(process, "w3wp")`', 'dest="q" `is(process, "w3wp")`'],
  ['dest=q NOT `is( process,a )` `is(user,b)`', 'dest="q" `is(user,b)` NOT `is( process,a )`'],
  ['dest=q process_name IN ( x, `names`)', 'dest="q" process_name IN ( x, `names`)'],
  ['dest=q `my_filter` user=x', 'dest="q" user="x" `my_filter`'],
  ['dest=q process_name = `name`', 'dest="q" process_name = `name`'],
])('%s goes back as %s', async (search, expected) => {
  expect(await again(search)).toBe(expected)
})

test.each([
  // As text the definition is torn apart: (dest=r OR user=x) dest=y.
  ['dest=r OR `both`', 'dest="y" (dest="r" OR user="x")'],
  ['NOT `either`', '(NOT user="x" OR user="y")'],
  ['`start` dest=r', '(user="x" OR dest="r")'],
  // What is simplified is no longer what the macro says.
  ['dest=q NOT `other`', 'dest="q" user="z"'],
  ['dest=q `nothing`', 'dest="q"'],
])('%s goes back without its macro, as %s', async (search, expected) => {
  expect(await again(search)).toBe(expected)
})

const tstats = (where: string): string =>
  `| tstats count from datamodel=Endpoint.Processes where ${where} by Processes.dest`

test('in the words of tstats too, and in no others', async () => {
  const search = tstats('Processes.user=q `is(Processes.process, "w3wp")`')
  expect(await printed(search, 'splunk-tstats')).toBe(
    tstats('Processes.user="q" `is(Processes.process, "w3wp")`'),
  )
  expect(await printed(search, 'splunk-search')).toContain(String.raw`CommandLine="*\\w3wp*"`)
  expect(await printed('EventCode=4688 source=WinEventLog:Security `one`', 'splunk-search')).toBe(
    'source=WinEventLog:Security EventCode=4688 `one`',
  )
})

test.each([
  ['`model` by Processes.dest', 'splunk-tstats', '`model` by Processes.dest'],
  ['`model` Processes.dest=y', 'splunk-tstats', '`model` Processes.dest=y'],
  ['| `processes` | table dest', 'splunk-tstats', '| `processes`\n| table dest'],
  ['| `found`|search x=1', 'splunk-search', '| `found`\n| search x=1'],
])(
  'the search %s, which a macro starts, goes back to %s as %s',
  async (search, target, expected) => {
    const query = await printed(search, target)
    expect(query).toBe(expected)
    expect(sorted(detectionOf(query).condition)).toBe(sorted(detectionOf(search).condition))
  },
)

test('elsewhere goes what a macro that starts a search stands for', async () => {
  const query = await printed('| `processes` | table dest', 'splunk-search')
  expect(query).toMatch(/ EventCode=\d+ \w+="q" \w+="y"$/)
  expect(query).not.toContain('`')
})

test('a call that stands twice is said once, as what it stands for is', async () => {
  expect(await again('dest=q `is(process, "a")` `is(process, "a")`')).toBe(
    'dest="q" `is(process, "a")`',
  )
})

test('a name whose dataset is in other case goes back as it was', async () => {
  expect(await printed(tstats('processes.user=q'), 'splunk-tstats')).toBe(
    tstats('processes.user="q"'),
  )
})

const leaves = [
  '`shells`',
  '`either`',
  '`both`',
  '`reversed`',
  '`other`',
  '`unequal`',
  '`one`',
  '`outer`',
  '`is(user, "x")`',
  '`is(dest,y)`',
  'user IN (`names`)',
  'user=`name`',
  '`nothing`',
  'user=x',
  'user=y',
  'dest=y',
  'NOT user=z',
  'process_name=cmd.exe',
]

const searches = fc.letrec<{ all: string; any: string; not: string; primary: string }>((tie) => ({
  all: fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
  any: fc.array(tie('not'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' OR ')),
  not: fc.oneof(
    { maxDepth: 3 },
    tie('primary'),
    tie('primary').map((text) => `NOT ${text}`),
  ),
  primary: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: fc.constantFrom(...leaves) },
    { weight: 1, arbitrary: tie('all').map((text) => `(${text})`) },
  ),
})).all

/** In one order before what is repeated is found: calls may bring operands together that stood apart. */
const sorted = (condition: Condition): string =>
  fingerprint(inOrder(simplify(inOrder(simplify(condition)))))

test('what is printed back reads as the same condition', async () => {
  let kept = 0
  await fc.assert(
    fc.asyncProperty(searches, async (search) => {
      const { value } = read(search, ...macros)
      fc.pre(value !== undefined)
      const { condition } = detectionOf(search)
      const { status, queries } = await transpile(
        detectionOf(search),
        await backends['splunk-search']!(),
      )
      const [query = ''] = queries
      // What is true of every event, or of none, is no search that can be read.
      if (status === 'refused' || query === '*') return
      if (query.includes('`')) kept++
      expect(sorted(detectionOf(query).condition)).toBe(sorted(condition))
    }),
    { numRuns: 500 },
  )
  expect(kept).toBeGreaterThan(200)
})
