/** Traps that converters of detections are known to fall into: one small rule each, and what is right. */
import { describe, expect, test } from '@jest/globals'
import {
  macroSet,
  readRules,
  transpile,
  type Conversion,
  type Detection,
  type Options,
} from 'siemantic'
import { tables } from '../backends/sentinel/schema.js'
import { elasticDocument, elasticTypes, sentinelRow, splunkEvent } from './conformance/shapes.js'
import { evaluate as runKibana } from './interpreters/kibana/evaluate.js'
import { evaluate as runKusto } from './interpreters/kusto/evaluate.js'
import { diagnose } from './interpreters/kusto/kusto.js'
import { matchesLine } from './interpreters/regex/pcre.js'
import { evaluate as runSpl } from './interpreters/spl/evaluate.js'
import type { Event } from './rules/events.js'
import { loadTargets } from './rules/pack.js'
import { processorTime } from './time.js'

type Target = 'splunk-tstats' | 'splunk-search' | 'elastic-kql' | 'sentinel-kql' | 'regex'

const targets = new Map((await loadTargets()).map((target) => [target.name, target]))

const processes = 'category: process_creation, product: windows'
const security = 'product: windows, service: security'
const registry = 'category: registry_set, product: windows'

interface Read {
  readonly detection: Detection | undefined
  readonly codes: readonly string[]
}

async function readText(text: string): Promise<readonly Read[]> {
  const { rules } = await readRules({ path: 'rule.yml', text }, macroSet())
  return rules.map(({ detection, diagnostics }) => ({
    detection,
    codes: diagnostics.map(({ code }) => code),
  }))
}

/** Reads a rule from the lines of its detection. */
async function read(lines: string, source = processes): Promise<Read> {
  const detection = lines.replaceAll(/^/gm, '  ')
  const rules = await readText(`title: t\nlogsource: {${source}}\ndetection:\n${detection}\n`)
  return rules[0]!
}

async function convert(
  lines: string,
  target: Target,
  source = processes,
  options: Options = {},
): Promise<Conversion> {
  const { detection, codes } = await read(lines, source)
  if (detection === undefined) throw new Error(codes.join(', '))
  return transpile(detection, targets.get(target)!, { options })
}

/** The query without its first words, which select the log source. */
async function query(lines: string, target: Target, source = processes): Promise<string> {
  const { queries, diagnostics } = await convert(lines, target, source)
  const [text] = queries
  if (text === undefined) throw new Error(diagnostics.map(({ message }) => message).join(' '))
  return text.replace(/^source IN \([^)]*\) (?:EventCode=\d+ ?)?/, '').trim()
}

/** Whether each of the events about processes is selected. */
async function selected(
  lines: string,
  target: Exclude<Target, 'splunk-tstats'>,
  ...events: readonly Event[]
): Promise<readonly boolean[]> {
  const { queries } = await convert(lines, target)
  const [text = ''] = queries
  const run = {
    'splunk-search': (event: Event) => runSpl(text, splunkEvent(event, 'process')),
    'elastic-kql': (event: Event) =>
      runKibana(text, elasticDocument(event, 'process'), elasticTypes),
    'sentinel-kql': (event: Event) => runKusto(text, sentinelRow(event, 'SecurityEvent'), tables),
    regex: (event: Event) => matchesLine(text, JSON.stringify(event)),
  }[target]
  return events.map(run)
}

const regexRule = (source: string): string => `s: {CommandLine|re: '${source}'}\ncondition: s`

const both = ['splunk-search', 'sentinel-kql'] as const

describe('logic', () => {
  test.each(both)('%s: an alternative to a regex is no second condition', async (target) => {
    const rule = 'a: {Image: x}\nb: {CommandLine|re: foo+}\ncondition: a or b'
    expect(
      await selected(rule, target, { Image: 'x' }, { CommandLine: 'a foo b' }, { Image: 'y' }),
    ).toEqual([true, true, false])
  })

  test('a query with a regex starts with a search of events', async () => {
    const rule = 'a: {CommandLine|re: foo+}\nb: {Image: x}\ncondition: a or b'
    expect((await convert(rule, 'splunk-search')).queries[0]).toMatch(/^source IN /)
    expect((await convert(rule, 'splunk-tstats')).queries[0]).toMatch(
      /^\| tstats .* where \(Processes\.process="\*foo\*" OR Processes\.process_path="x"\) by .*\n\| where match\(/,
    )
  })

  test('two regexes do not share a variable, and no query depends on the one before', async () => {
    const rule = 'a: {CommandLine|re: fo+}\nb: {Image|re: ba+r}\ncondition: a or b'
    const first = await query(rule, 'splunk-search')
    expect(first).toBe('| where match(CommandLine, "fo+") OR match(Image, "ba+r")')
    expect(await query(rule, 'splunk-search')).toBe(first)
  })

  test.each(both)('%s: a regex inside of a negated group stays negated', async (target) => {
    const rule = 'a: {CommandLine|re: fo+, Image: i}\nb: {ParentImage: p}\ncondition: b and not a'
    expect(
      await selected(
        rule,
        target,
        { ParentImage: 'p', CommandLine: 'foo', Image: 'i' },
        { ParentImage: 'p', CommandLine: 'foo', Image: 'j' },
        { ParentImage: 'p', CommandLine: 'bar', Image: 'i' },
        { ParentImage: 'p' },
      ),
    ).toEqual([false, true, true, true])
  })

  test('two fields compared inside of a negated group stay negated', async () => {
    const rule =
      'a: {CommandLine|fieldref: Image, User: u}\nb: {ParentImage: p}\ncondition: b and not a'
    expect(
      await selected(
        rule,
        'splunk-search',
        { ParentImage: 'p', CommandLine: 'x', Image: 'X', User: 'u' },
        { ParentImage: 'p', CommandLine: 'x', Image: 'X', User: 'v' },
        { ParentImage: 'p', CommandLine: 'x', Image: 'y', User: 'u' },
      ),
    ).toEqual([false, true, true])
  })

  test('a data model is asked for no field that it does not have', async () => {
    const text = await query('a: {CommandLine|re: "fo\\\\d+"}\ncondition: a', 'splunk-tstats')
    expect(text).not.toMatch(/where \*|Condition/)
    expect(text).toContain('\n| where match(\'Processes.process\', "fo\\\\d+")')
  })

  test.each(['splunk-search', 'sentinel-kql', 'elastic-kql', 'regex'] as const)(
    '%s: an event without the field of a filter is selected',
    async (target) => {
      const rule = 'a: {Image: x}\nb: {CommandLine: y}\ncondition: a and not b'
      expect(
        await selected(rule, target, { Image: 'x' }, { Image: 'x', CommandLine: 'y' }),
      ).toEqual([true, false])
    },
  )

  test('neq negates what is linked, with every other modifier', async () => {
    expect(
      await query(
        "s: {CommandLine|contains|all|neq: [a, b], Image|neq: 'C\\x'}\ncondition: s",
        'splunk-search',
      ),
    ).toBe('NOT Image="C\\\\x" NOT (CommandLine="*a*" CommandLine="*b*")')
  })

  test.each(['splunk-tstats', 'splunk-search', 'elastic-kql', 'regex'] as const)(
    '%s: a part of a date is not dropped',
    async (target) => {
      const field = target === 'splunk-tstats' ? 'Image' : 'UtcTime'
      const { status, diagnostics } = await convert(
        `s: {${field}|hour|gt: 0}\ncondition: s`,
        target,
      )
      expect(status).toBe('refused')
      expect(diagnostics.map(({ message }) => message).join(' ')).toContain('a part of a date')
    },
  )

  test('sentinel-kql: a part of a date is asked for', async () => {
    expect(await query('s: {Image|hour|gt: 0}\ncondition: s', 'sentinel-kql')).toContain(
      'datetime_part("hour", todatetime(',
    )
  })
})

describe('reading', () => {
  test('keys that stand twice in a selection are both required; selections that do are an error', async () => {
    const rule = 's:\n  CommandLine|contains: foo\n  CommandLine|contains: bar\ncondition: s'
    expect((await read(rule)).codes).toEqual(['yaml/duplicate-detection-key'])
    expect(await query(rule, 'splunk-search')).toBe('CommandLine="*foo*" CommandLine="*bar*"')
    expect(await read('a: {Image: x}\na: {Image: y}\ncondition: a')).toEqual({
      detection: undefined,
      codes: ['yaml/duplicate-key'],
    })
  })

  test.each(['a and 1 of f_*', '1 of f_*', 'not 1 of f_*', 'a and all of f_*'])(
    'a selector of nothing is an error: %s',
    async (condition) => {
      const { detection, codes } = await read(`a: {Image: x}\ncondition: ${condition}`)
      expect(detection).toBeUndefined()
      expect(codes).toContain('sigma/selector-matches-nothing')
    },
  )

  test('names that start with not, and or or are names', async () => {
    expect(
      await query('epad: {Image: x}\nnotepad: {Image: y}\ncondition: notepad', 'splunk-search'),
    ).toBe('Image="y"')
    expect(
      await query(
        'orig: {Image: o}\nandroid: {Image: d}\nnota: {Image: n}\na: {Image: a}\ncondition: orig and android and not nota',
        'splunk-search',
      ),
    ).toBe('Image="o" Image="d" NOT Image="n"')
    expect(
      (await read('a: {Image: a}\nb: {Image: b}\ncondition: a andb')).detection,
    ).toBeUndefined()
  })

  test.each([
    ['1 of sel-*', 'Image="a"'],
    ['sel-a AND sel.b', 'Image="a" Image="b"'],
    ['2 of sel*', 'Image="a" Image="b"'],
  ])('dashes, dots, capitals and numbers in conditions: %s', async (condition, expected) => {
    expect(
      await query(`sel-a: {Image: a}\nsel.b: {Image: b}\ncondition: ${condition}`, 'splunk-search'),
    ).toBe(expected)
  })

  test.each([
    ["base64: 'foo\\*bar'", '"Zm9vKmJhcg=="'],
    ["base64offset|contains: 'caféx'", 'IN ("*Y2Fmw6l4*", "*NhZsOpe*", "*jYWbDqX*")'],
    ['utf16|base64: cmd', '"//5jAG0AZAA="'],
    ['utf16le|base64: cmd', '"YwBtAGQA"'],
    ['wide|base64: café', '"YwBhAGYA6QA="'],
  ])('bytes are encoded, not characters: %s', async (item, expected) => {
    const text = await query(`s: {CommandLine|${item}}\ncondition: s`, 'splunk-search')
    expect(text.replace(/^CommandLine[= ]/, '')).toBe(expected)
  })

  test('no digit of a long number is lost', async () => {
    expect(
      await query(
        's: {Image: [9007199254740993, 18446744073709551615]}\ncondition: s',
        'splunk-search',
      ),
    ).toBe('Image IN (9007199254740993, 18446744073709551615)')
  })

  test('values are those of YAML 1.2', async () => {
    const values = '[010, 12:30:45, 0x3e7, 1_000, yes, no, on, 2021-01-01]'
    expect(await query(`s: {Image: ${values}}\ncondition: s`, 'splunk-search')).toBe(
      'Image IN (10, "12:30:45", 999, "1_000", "yes", "no", "on", "2021-01-01")',
    )
  })

  test('many flags do not explode', async () => {
    const start = processorTime()
    expect(await read("s: {CommandLine|windash: ' -a -b -c -d -e -f'}\ncondition: s")).toEqual({
      detection: undefined,
      codes: ['sigma/too-many-variants'],
    })
    expect(processorTime() - start).toBeLessThan(1_000)
  })

  test('keywords are searched, encoded or not, and are no null', async () => {
    expect(await query("k: [foo, 'ba r']\ncondition: k", 'splunk-search')).toBe(
      '("*foo*" OR "*ba r*")',
    )
    expect(await query("k: {'|windash': ' -foo'}\ncondition: k", 'splunk-search')).toContain(
      '"* /foo*"',
    )
    expect((await read('k: [a, null]\ncondition: k')).codes).toEqual(['sigma/wrong-type'])
  })

  test('what cannot be said is named once, also where it became two tests', async () => {
    const { diagnostics } = await convert("k: ['ba r']\ncondition: k", 'elastic-kql')
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(1)
  })

  test('a timeframe is no selection', async () => {
    const rule = 'a: {Image: x}\ntimeframe: 5m\ncondition: all of them'
    expect((await read(rule)).codes).toEqual(['sigma/timeframe'])
    expect(await query(rule, 'splunk-search')).toBe('Image="x"')
  })

  test.each(['correlation: {type: event_count}', 'filter: {rules: any}', 'action: global'])(
    'a document that is no whole rule is an error, never a query: %s',
    async (line) => {
      const [only] = await readText(`title: t\n${line}\n`)
      expect(only?.detection).toBeUndefined()
      expect(only?.codes[0]).toMatch(/^sigma\/(?:missing-key|global-alone)$/)
    },
  )

  test.each(['4624: x', '- a\n- b', 'Image: [[[x]]]', '{}'])(
    'what is no selection has a diagnostic: %s',
    async (selection) => {
      const { detection, codes } = await read(
        `s:\n${selection.replaceAll(/^/gm, '  ')}\ncondition: s`,
      )
      expect(detection !== undefined || codes.length > 0).toBe(true)
    },
  )

  test('a last document of nothing is passed over', async () => {
    const rule = `title: t\nlogsource: {${processes}}\ndetection:\n  s: {Image: x}\n  condition: s\n---\n`
    expect((await readText(rule)).map(({ codes }) => codes)).toEqual([[]])
  })

  test('40 brackets and 90 negations are read', async () => {
    for (const condition of [`${'('.repeat(40)}s${')'.repeat(40)}`, `${'not '.repeat(90)}s`]) {
      expect(await query(`s: {Image: x}\ncondition: ${condition}`, 'splunk-search')).toContain(
        'Image="x"',
      )
    }
  })
})

describe('values', () => {
  test.each([
    ['splunk-tstats', 'Registry.registry_path="*\\\\CurrentVersion\\\\Run\\\\*"'],
    ['splunk-search', 'TargetObject="*\\\\CurrentVersion\\\\Run\\\\*"'],
    ['elastic-kql', 'registry.path: *\\\\CurrentVersion\\\\Run\\\\*'],
    ['sentinel-kql', '| where RegistryPath contains @"\\CurrentVersion\\Run\\"'],
    ['regex', '\\\\\\\\CurrentVersion\\\\\\\\Run\\\\\\\\))'],
  ] as const)('%s: a backslash before a wildcard stays', async (target, expected) => {
    const rule = "s: {TargetObject|contains: '\\CurrentVersion\\Run\\'}\ncondition: s"
    expect(await query(rule, target, registry)).toContain(expected)
  })

  test('Sentinel: the start of a registry path is a start, with its hive', async () => {
    const rule = "s: {TargetObject|startswith: 'HKLM\\Software\\Foo\\'}\ncondition: s"
    expect(await query(rule, 'sentinel-kql', registry)).toContain(
      '| where RegistryPath startswith @"HKEY_LOCAL_MACHINE\\Software\\Foo\\"',
    )
  })

  test('a language that minds case says so', async () => {
    const rule = 's: {Image|contains: AbC}\ncondition: s'
    expect(await convert(rule, 'elastic-kql')).toMatchObject({ status: 'narrower' })
    for (const target of ['splunk-search', 'sentinel-kql', 'regex'] as const) {
      expect(await selected(rule, target, { Image: 'xABCy' })).toEqual([true])
    }
  })

  test.each(['splunk-search', 'sentinel-kql', 'elastic-kql', 'regex'] as const)(
    '%s: cased minds case and keeps its wildcards',
    async (target) => {
      const rule = 's: {Image|cased|contains: AbC}\ncondition: s'
      expect(await selected(rule, target, { Image: 'xAbCy' }, { Image: 'xabcy' })).toEqual([
        true,
        false,
      ])
    },
  )

  test.each(['splunk-search', 'sentinel-kql', 'regex'] as const)(
    '%s: a question mark is one character, and an escaped star a star',
    async (target) => {
      const rule = "s: {CommandLine: ['a?c', 'x\\*z']}\ncondition: s"
      const lines = ['abc', 'AbC', 'ac', 'abbc', 'zabc', 'x*z', 'xyz']
      const events = lines.map((CommandLine) => ({ CommandLine }))
      expect(await selected(rule, target, ...events)).toEqual([
        true,
        true,
        false,
        false,
        false,
        true,
        false,
      ])
    },
  )

  test('Sentinel: wildcards inside keep their order, and the whole value', async () => {
    const rule = "s: {CommandLine: ['a*b', c]}\ncondition: s"
    const lines = ['a-b', 'b-a', 'xa-b', 'c', 'C', 'xc']
    expect(
      await selected(rule, 'sentinel-kql', ...lines.map((CommandLine) => ({ CommandLine }))),
    ).toEqual([true, false, false, true, true, false])
  })

  test('Sentinel: numbers are compared with numbers', async () => {
    expect(await query('s: {EventID: [4656, 4663]}\ncondition: s', 'sentinel-kql', security)).toBe(
      'SecurityEvent\n| where EventID in (4656, 4663)',
    )
  })

  test('Sentinel: a null is an empty text, as no text is ever null', async () => {
    const rule = 's: {CommandLine: null}\ncondition: s'
    expect(await selected(rule, 'sentinel-kql', {}, { CommandLine: 'x' })).toEqual([true, false])
    const negated = `${rule.slice(0, -1)}not s`
    expect(await selected(negated, 'sentinel-kql', {}, { CommandLine: 'x' })).toEqual([false, true])
  })

  test('Sentinel: all of a list is equality with each, and no line end leaves its string', async () => {
    expect(
      await query(
        's: {CommandLine|all: ["a*", "*b"], Image: "a\\nb"}\ncondition: s',
        'sentinel-kql',
      ),
    ).toBe(
      'SecurityEvent\n| where EventID == 4688\n| where NewProcessName =~ "a\\nb"\n| where CommandLine startswith "a"\n| where CommandLine endswith "b"',
    )
  })

  test('Sentinel: networks of IPv6 are tested as such, and what is no address is in none', async () => {
    const rule =
      "f: {IpAddress|cidr: ['10.0.0.0/8', '::1/128']}\ns: {EventID: 4624}\ncondition: s and not f"
    const text = await query(rule, 'sentinel-kql', security)
    expect(diagnose(text, tables)).toEqual([])
    const events = ['10.1.2.3', '::1', '8.8.8.8', '-', '']
    expect(events.map((IpAddress) => runKusto(text, { EventID: 4624, IpAddress }, tables))).toEqual(
      [false, false, true, true, true],
    )
  })

  test('a network of IPv6 is not read as a prefix of its text', async () => {
    const rule = "s: {IpAddress|cidr: '2001:db8::/64'}\ncondition: s"
    const text = await query(rule, 'splunk-search', security)
    const addresses = ['2001:db8::1', '2001:db8:0:0:1::', '2001:db8:1::1', '2001:db8::1:0:0:0:1']
    const source = 'WinEventLog:Security'
    expect(
      addresses.map((IpAddress) => runSpl(`source="*" ${text}`, { IpAddress, source })),
    ).toEqual([true, true, false, false])
  })

  test('a regex is looked for anywhere, with its own slashes, quotes, flags and case', async () => {
    for (const target of both) {
      const lines = [{ CommandLine: 'xfoox' }, { CommandLine: 'FOO' }, { CommandLine: 'a"b/c' }]
      expect(await selected(regexRule('fo+'), target, ...lines)).toEqual([true, false, false])
      expect(await selected(regexRule('(?i)fo+'), target, ...lines)).toEqual([true, true, false])
      expect(await selected(regexRule('a"b\\/[c]'), target, ...lines)).toEqual([false, false, true])
    }
    expect(await convert(regexRule('^fo+$'), 'elastic-kql')).toMatchObject({ status: 'refused' })
  })

  test('a regex that contains alternatives contains each, and may be empty', async () => {
    const rule = "s: {CommandLine|re|contains: 'fo+|ba+r'}\ncondition: s"
    const lines = [{ CommandLine: 'xfoo' }, { CommandLine: 'barx' }, { CommandLine: 'x' }]
    expect(await selected(rule, 'splunk-search', ...lines)).toEqual([true, true, false])
    const empty = "s: {CommandLine|re|contains: ''}\ncondition: s"
    expect(await selected(empty, 'splunk-search', ...lines)).toEqual([true, true, true])
  })

  test('a regex that needs lookaround is refused where the engine has none, at the construct', async () => {
    const rule = "s: {CommandLine|re: 'a\\sb(?!c)'}\ncondition: s"
    const refused = await convert(rule, 'sentinel-kql')
    expect(refused).toMatchObject({ status: 'refused' })
    expect(refused.diagnostics.map(({ message }) => message)).toEqual([
      'Sentinel cannot say a negative lookahead in a regex.',
    ])
    expect(await convert(rule, 'splunk-search')).toMatchObject({ status: 'exact' })
  })

  test('what an engine takes for something else is said otherwise', async () => {
    // In Kusto, \s and \b are those of Unicode, brackets nest, and \< is the start of a word.
    const rule = String.raw`s: {CommandLine|re: '\s\<[\w[&&]\b$'}` + '\ncondition: s'
    const { queries } = await convert(rule, 'sentinel-kql')
    expect(queries.join('')).toContain(
      String.raw`matches regex @"[[:space:]]<[0-9A-Za-z_\[\&\&](?-u:\b)$"`,
    )
  })
})

describe('fields and log sources', () => {
  test('names with blanks, dashes and quotes are quoted in every place', async () => {
    const rule = `s:
  'A B|exists': true
  'A B|cidr': 10.0.0.0/8
  'a"b': y
  c-uri: NOT
  'F x|fieldref': 'G "y'
  'A B|re': x+
condition: s`
    expect(await query(rule, 'splunk-search', security)).toBe(
      '"a\\"b"="y" c-uri="NOT" "A B"="10.0.0.0/8"\n| where "x".lower(\'F x\')="x".lower(\'G "y\') AND match(\'A B\', "x+")',
    )
    const kibana = await query(
      `s: {'A B|exists': true, 'A B': 'a<b>c', N: NOT}\ncondition: s`,
      'elastic-kql',
      security,
    )
    expect(kibana).toContain('"winlog.event_data.A B": "a<b>c"')
    expect(kibana).toContain('winlog.event_data.N: "NOT"')
  })

  test('Sentinel: a column that the table lacks is an error, not a text', async () => {
    const rule = "s: {'New Value': a}\ncondition: s"
    expect(await convert(rule, 'sentinel-kql', security)).toMatchObject({
      status: 'refused',
      diagnostics: [{ code: 'mapping/no-field' }],
    })
  })

  test('Sentinel: the path of a parent that the table lacks does not become an empty text', async () => {
    const rule = "s: {ParentImage|contains: '\\Temp\\'}\ncondition: s"
    const { status } = await convert(rule, 'sentinel-kql', 'category: file_event, product: windows')
    expect(status).toBe('refused')
  })

  test('Sentinel: processes on Linux are not looked for among those of Windows', async () => {
    const rule = "s: {Image|endswith: '/nc'}\ncondition: s"
    expect(await query(rule, 'sentinel-kql', 'category: process_creation, product: linux')).toMatch(
      /^DeviceProcessEvents\n/,
    )
  })

  test('Sentinel: the table does not hang on the name of a selection', async () => {
    for (const name of ['x', 'sel', 'filter']) {
      expect(
        await query(`${name}: {EventID: 4624}\ncondition: ${name}`, 'sentinel-kql', security),
      ).toBe('SecurityEvent\n| where EventID == 4624')
    }
  })

  test('Sentinel: a table is taken that has the columns, and that is said', async () => {
    const rule = 's: {OriginalFileName: a}\ncondition: s'
    const { queries, diagnostics } = await convert(rule, 'sentinel-kql')
    expect(queries[0]).toMatch(/^DeviceProcessEvents\n/)
    expect(diagnostics.map(({ code }) => code)).toEqual(['mapping/table-chosen'])
    expect(diagnose(queries[0] ?? '', tables)).toEqual([])
  })

  test.each([
    ['elastic-kql', 'network.direction: "egress"', {}],
    // Sysmon's own event has Sysmon's own field.
    ['sentinel-kql', 'tostring(EventFields.Initiated) =~ "true"', {}],
    ['sentinel-kql', 'ActionType =~ "ConnectionSuccess"', { table: 'DeviceNetworkEvents' }],
  ] as const)(
    '%s: the direction of a connection is not dropped: %s',
    async (target, expected, options) => {
      const rule = "s: {Initiated: 'true', DestinationPort: 445}\ncondition: s"
      const source = 'category: network_connection, product: windows'
      const { queries } = await convert(rule, target, source, options)
      expect(queries[0]).toContain(expected)
    },
  )

  test.each([
    ['splunk-tstats', 'datamodel=Endpoint.Processes'],
    ['splunk-search', 'Microsoft-Windows-Sysmon/Operational'],
    [
      'elastic-kql',
      'event.category: "process" and event.type: "start" and host.os.type: "windows"',
    ],
    ['sentinel-kql', 'EventID == 4688'],
  ] as const)('%s: the log source is a part of the query', async (target, expected) => {
    const { queries } = await convert("s: {Image|endswith: '\\nc.exe'}\ncondition: s", target)
    expect(queries[0]).toContain(expected)
  })
})

describe('formats', () => {
  test('a title is no setting, and two conditions are one stanza', async () => {
    const rules = await readRules(
      {
        path: 'rule.yml',
        text: `title: "T\\nsearch = | delete"\nlogsource: {${processes}}\ndetection:\n  s: {Image: x}\n  t: {Image: y}\n  condition: [s, t]\n`,
      },
      macroSet(),
    )
    const { detection } = rules.rules[0]!
    const { queries } = await transpile(detection!, targets.get('splunk-search')!, {
      format: 'savedsearches',
    })
    const lines = queries.join('\n').split('\n')
    expect(queries.length).toBe(1)
    expect(lines.filter((line) => line.startsWith('['))).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('search ='))).toEqual([
      expect.stringContaining('Image IN ("x", "y")'),
    ])
  })
})
