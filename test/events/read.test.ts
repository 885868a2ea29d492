import { expect, test } from '@jest/globals'
import * as fc from '../random.js'
import { readEvents, timeOf, type EventRecord } from '../../src/events/read.js'

async function read(chunks: readonly string[]): Promise<readonly EventRecord[]> {
  const records: EventRecord[] = []
  for await (const record of readEvents(chunks)) records.push(record)
  return records
}

const eventsOf = async (text: string): Promise<readonly unknown[]> =>
  (await read([text])).map((record) => ('event' in record ? record.event : record))

test('a JSON object a line, and what is none with its line', async () => {
  expect(await read(['{"a": 1}\n{"a": \n\n{"a": 2}\r\n[1]'])).toEqual([
    { event: { a: 1 }, line: 1 },
    { problem: expect.stringContaining('JSON'), line: 2 },
    { event: { a: 2 }, line: 4 },
    { problem: 'it is no object', line: 5 },
  ])
})

test('JSON over several lines, one after another and in a list', async () => {
  const objects = '{\n "a": "}\\"{",\n "b": {"c": 1}}'
  expect(await read([`${objects}\n${objects}`])).toEqual([
    { event: { a: '}"{', 'b.c': 1 }, line: 1 },
    { event: { a: '}"{', 'b.c': 1 }, line: 4 },
  ])
  expect(await eventsOf(`[${objects},\n${objects}]`)).toHaveLength(2)
})

test('an object that does not end is a problem of its first line', async () => {
  expect(await read(['[{"a": 1},\n{"a": {'])).toEqual([
    { event: { a: 1 }, line: 1 },
    { problem: 'it does not end', line: 2 },
  ])
})

const windows = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System><Provider Name="P"/><EventID Qualifiers="0">4104</EventID>
  <TimeCreated SystemTime="2025-01-01T00:00:00.5Z"/></System>
  <EventData><Data Name="A">x &amp; y</Data><Data Name="B"/><Data>bare</Data><Data>more</Data></EventData>
</Event>`

const fields = {
  Provider_Name: 'P',
  EventID: '4104',
  EventID_Qualifiers: '0',
  TimeCreated_SystemTime: '2025-01-01T00:00:00.5Z',
  A: 'x & y',
  B: '',
  Data: ['bare', 'more'],
}

test('Windows events as XML', async () => {
  const text = `<?xml version="1.0"?>\n<Events>${windows}\n<Event><System></Event>\n${windows}<Event>`
  expect(await read([text])).toEqual([
    { event: fields, line: 2 },
    { problem: expect.stringContaining('System'), line: 7 },
    { event: fields, line: 8 },
    { problem: 'it does not end', line: 12 },
  ])
})

test('entities that expand are not XML that is read', async () => {
  const text = '<!DOCTYPE x [<!ENTITY a "aaaa">]><Event><System/>&a;</Event>'
  expect(await read([text])).toEqual([{ problem: expect.stringContaining('entity'), line: 1 }])
})

test.each([
  ['#attributes', { '#attributes': { Name: 'P' } }, { '#attributes': { Name: 'A' }, '#text': 'x' }],
  ['@', { '@Name': 'P' }, { '@Name': 'A', '#text': 'x' }],
])('Windows events as JSON, attributes by %s', async (_, provider, data) => {
  const event = {
    Event: { System: { Provider: provider, EventID: 1 }, EventData: { Data: [data] } },
  }
  expect(await eventsOf(JSON.stringify(event))).toEqual([
    { Provider_Name: 'P', EventID: 1, A: 'x' },
  ])
  const named = { System: { EventID: 1 }, EventData: { A: 'x' } }
  expect(await eventsOf(JSON.stringify(named))).toEqual([{ EventID: 1, A: 'x' }])
})

test('lists are several values, and paths are names', async () => {
  const event = { process: { args: ['a', 'b'], parent: { name: 'c' } }, 'host.name': 'd', n: null }
  expect(await eventsOf(JSON.stringify(event))).toEqual([
    { 'process.args': ['a', 'b'], 'process.parent.name': 'c', 'host.name': 'd', n: null },
  ])
})

test('key=value, with quotes, paths and values that stand twice', async () => {
  const line = String.raw`Nov 21 Image="C:\Program Files\a.exe", User=x;y='it\'s' A=1 A=2 junk`
  expect(await eventsOf(`${line}\n\nnothing`)).toEqual([
    { Image: 'C:\\Program Files\\a.exe', User: 'x', y: "it's", A: ['1', '2'] },
    { problem: "it has no 'key=value'", line: 3 },
  ])
})

test('however a text is cut, its events are the same', async () => {
  const texts = [
    '{"a": "x\\\\\\"}"}\n{"b": [1, {"c": 2}]}\n',
    '[{"a": "\\\\"},\n {"b": "]}"}]',
    `<Events>\n${windows}${windows}</Events>`,
    'a=1 b="2 3"\nc=4',
  ]
  const whole = new Map<string, readonly EventRecord[]>()
  for (const text of texts) whole.set(text, await read([text]))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (text, sizes) => {
        const chunks: string[] = []
        for (let at = 0, index = 0; at < text.length; index++) {
          const size = sizes[index % sizes.length]!
          chunks.push(text.slice(at, at + size))
          at += size
        }
        expect(await read(chunks)).toEqual(whole.get(text))
      },
    ),
  )
})

test('a line that never ends is a problem, and what follows is read', async () => {
  const chunks = [
    '{"a": 1}\n',
    ...Array.from({ length: 110 }, () => 'x'.repeat(100_000)),
    '\n{"a": 2}',
  ]
  expect(await read(chunks)).toEqual([
    { event: { a: 1 }, line: 1 },
    { problem: expect.stringContaining('longer'), line: 2 },
    { event: { a: 2 }, line: 3 },
  ])
})

test.each([
  [{ '@timestamp': '2025-01-01T00:00:00Z' }, 1_735_689_600],
  [{ UtcTime: '2025-01-01 00:00:00.250' }, 1_735_689_600.25],
  [{ _time: '1735689600.5' }, 1_735_689_600.5],
  [{ TimeGenerated: 1_735_689_600_000 }, 1_735_689_600],
  [{ timestamp: 'soon' }, undefined],
  [{}, undefined],
])('the time of %j', (event, seconds) => {
  expect(timeOf(event)).toBe(seconds)
})
