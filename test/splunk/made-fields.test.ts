/**
 * What commands write, as the Search Reference says under "Optional arguments" of each: a filter on it is no filter on the
 * event's own field of that name.
 */
import { expect, test } from '@jest/globals'
import { errors, read } from './reading.js'

const written: readonly (readonly [stage: string, field: string])[] = [
  ['addinfo', 'info_min_time'],
  ['addtotals', 'Total'],
  ['addtotals fieldname=Score x y', 'Score'],
  ['addtotals col=true x', 'x'],
  ['addcoltotals', 'x'],
  ['bin x', 'x'],
  ['bin x as y', 'y'],
  ['bucket span=10 x AS "a b"', 'a b'],
  ['convert num(x)', 'x'],
  ['convert timeformat="%H" ctime(x) AS y', 'y'],
  ['convert auto(*)', 'anything'],
  ['convert ctime(*Time)', 'firstTime'],
  ['eval {x}=1', 'anything'],
  ['eval "a_{x}"="1"', 'a_b'],
  ['eventstats list(x) as y', 'y'],
  ['extract', 'anything'],
  ['foreach a* [eval <<FIELD>>=1]', 'ab'],
  ['fromjson x', 'anything'],
  ['iplocation prefix=p_ x', 'p_Country'],
  ['iplocation x', 'City'],
  ['join type=left x [search y]', 'anything'],
  ['kv', 'anything'],
  ['lookup l x OUTPUT y AS z', 'z'],
  ['lookup l x', 'anything'],
  ['makemv delim="," x', 'x'],
  ['mvcombine x', 'x'],
  ['mvexpand x', 'x'],
  ['nomv x', 'x'],
  ['reltime', 'reltime'],
  ['reltime prefix=p_ timefield=x', 'p_x'],
  ['reltime timefield="x,y"', 'reltime_y'],
  ['replace a WITH b IN x', 'x'],
  ['replace a WITH b', 'anything'],
  ['rex mode=sed field=x "s/a/b/"', 'x'],
  ['rex field=x "(?<y>a)|b"', 'y'],
  ['rex field=x "(?\'y\'a)|b"', 'y'],
  ['rex field=x offset_field=o "(?<y>a)|b"', 'o'],
  ['rex field=x (?<y>a+)', 'y'],
  ['strcat x "-" y z', 'z'],
  ['streamstats count as c', 'c'],
  ['tags outputfield=t', 't'],
  ['xmlkv', 'anything'],
  ['xpath "//a/@b" outfield=y', 'y'],
  ['xpath "//a/@b"', 'xpath'],
]

test.each(
  written.flatMap((one) => (['where', 'search'] as const).map((by) => [...one, by] as const)),
)('%s makes %s, by %s', (stage, field, by) => {
  const name = field.includes(' ') ? (by === 'where' ? `'${field}'` : `"${field}"`) : field
  const { value, diagnostics } = read(`a=1 | ${stage} | ${by} ${name}="v"`)
  expect(value).toBeUndefined()
  expect(errors(diagnostics)).toEqual([expect.stringMatching(/^splunk\/unsupported-command@/)])
})

test.each([
  ['addtotals fieldname=Score x y', 'Total'],
  ['addtotals', 'x'],
  ['convert ctime(x) as y', 'x'],
  ['fieldformat x=1', 'x'],
  ['reverse', 'x'],
  ['xpath "//a/@b" outfield=y', 'x'],
])('%s leaves %s as it is', (stage, field) => {
  expect(read(`a=1 | ${stage} | where ${field}="v"`).value?.condition).toMatchObject({
    operands: [{}, { field: { name: field } }],
  })
})
