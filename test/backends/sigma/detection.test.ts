/** The `detection` of what the target sigma writes: selections, their names, modifiers, values and the condition. */
import { describe, expect, test } from '@jest/globals'
import { macroSet, readRules } from 'siemantic'
import { and, field, matches, not, or, predicate } from '../../../src/ast/build.js'
import type { Condition, Test } from '../../../src/ast/nodes.js'
import { processorTime } from '../../time.js'
import { anyRun, oneCharacter, pattern } from '../../../src/ast/pattern.js'
import { detectionOf, readBack, rewrite, write } from './written.js'

/** What stands between `detection:` and the end, without its indent. */
const detectionIn = (text: string): string =>
  (/^detection:\n((?: .*\n?)*)/m.exec(text)?.[1] ?? text).replaceAll(/^ {4}/gm, '').trimEnd()

const head = 'title: T\nlogsource: {category: process_creation, product: windows}\ndetection:\n'
const indented = (detection: string): string => detection.replaceAll(/^(?=.)/gm, '    ')

/** A Sigma detection, as it is written again. */
const again = async (detection: string): Promise<string> =>
  detectionIn((await rewrite('rule.yml', head + indented(detection))).text)

const sysmon = 'source="XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"'

/** A Splunk search over processes, as a Sigma detection. */
const ofSearch = async (search: string): Promise<string> =>
  detectionIn((await rewrite('x.spl', `${sysmon} EventCode=1 ${search}`)).text.split('\n---\n')[0]!)

/** One test of a field, as an entry of a selection. */
const entryOf = async (of: Test, name = 'F'): Promise<string> => {
  const { queries, diagnostics } = await write(detectionOf(predicate(field(name), of)))
  return queries[0] === undefined
    ? diagnostics.map(({ message }) => message).join('\n')
    : (/selection:\n {8}([^]*?)\n {4}condition: selection/.exec(queries[0])?.[1] ?? queries[0])
}

test.each<readonly [Test, string]>([
  [matches('cmd.exe'), "F: 'cmd.exe'"],
  [matches(''), "F: ''"],
  [matches(pattern(anyRun, 'cmd', anyRun)), "F|contains: 'cmd'"],
  [matches(pattern('cmd', anyRun)), "F|startswith: 'cmd'"],
  [matches(pattern(anyRun, 'cmd')), "F|endswith: 'cmd'"],
  [matches(pattern(anyRun)), "F: '*'"],
  [matches(pattern(anyRun, 'a', anyRun, 'b', anyRun)), "F|contains: 'a*b'"],
  [matches(pattern('a', anyRun, 'b')), "F: 'a*b'"],
  [matches(pattern(oneCharacter, 'a', anyRun)), "F|startswith: '?a'"],
  [matches('a*b?'), String.raw`F: 'a\*b\?'`],
  [matches(String.raw`C:\Windows\cmd.exe`), String.raw`F: 'C:\Windows\cmd.exe'`],
  [matches(String.raw`\\host\share`), String.raw`F: '\\\\host\share'`],
  [matches('C:\\'), "F: 'C:\\'"],
  [matches(pattern('C:\\', anyRun)), "F|startswith: 'C:\\'"],
  [matches(pattern('C:\\', anyRun, '.exe')), String.raw`F: 'C:\\*.exe'`],
  [matches(String.raw`a\*b`), String.raw`F: 'a\\\*b'`],
  [matches("it's"), "F: 'it''s'"],
  [matches('a\nb'), String.raw`F: "a\nb"`],
  [matches('yes'), "F: 'yes'"],
  [matches('29', { written: 'number' }), 'F: 29'],
  [matches('007', { written: 'number' }), "F: '007'"],
  [matches('29'), "F: '29'"],
  [matches('true', { written: 'boolean' }), 'F: true'],
  [matches('Cmd', { cased: true }), "F|cased: 'Cmd'"],
  [matches(pattern(anyRun, 'Cmd', anyRun), { cased: true }), "F|contains|cased: 'Cmd'"],
  [regex('a.c'), "F|re: 'a.c'"],
  [regex('a.c', 'ignoreCase', 'multiline', 'dotAll'), "F|re|i|m|s: 'a.c'"],
  [regex(String.raw`a\z`), "F|re: 'a$'"],
  [regex(String.raw`(^a\z)|[\\]\z`), String.raw`F|re: '(^a$)|[\\]$'`],
  [regex(String.raw`a\\z`), String.raw`F|re: 'a\\z'`],
  [{ kind: 'compare', operator: 'gte', value: '1.5' }, 'F|gte: 1.5'],
  [{ kind: 'cidr', version: 4, address: '10.0.0.0', prefix: 8 }, "F|cidr: '10.0.0.0/8'"],
  [{ kind: 'exists' }, 'F|exists: true'],
  [{ kind: 'isNull' }, 'F: null'],
  [sameAs('equals', false), 'F|fieldref: Other'],
  [sameAs('endswith', true), 'F|fieldref|endswith|cased: Other'],
  [{ kind: 'datePart', part: 'hour', operator: 'eq', value: 20 }, 'F|hour: 20'],
  [{ kind: 'datePart', part: 'week', operator: 'lt', value: 5 }, 'F|week|lt: 5'],
  [{ kind: 'placeholder', name: 'admins' }, "F|expand: '%admins%'"],
  [{ kind: 'inList', list: 'admins' }, "F|expand: '%admins%'"],
])('%j', async (of, entry) => {
  expect(await entryOf(of)).toBe(entry)
})

function regex(source: string, ...flags: readonly ('ignoreCase' | 'multiline' | 'dotAll')[]): Test {
  const has = (flag: (typeof flags)[number]): boolean => flags.includes(flag)
  return {
    kind: 'regex',
    source,
    ignoreCase: has('ignoreCase'),
    multiline: has('multiline'),
    dotAll: has('dotAll'),
  }
}

function sameAs(relation: 'equals' | 'endswith', cased: boolean): Test {
  return { kind: 'sameAs', field: field('Other'), relation, cased }
}

test.each<readonly [Test, string, string]>([
  [matches('x'), 'a|b', "a field without a name, or with a '|' in it"],
  [matches('x'), '', "a field without a name, or with a '|' in it"],
  [{ kind: 'compare', operator: 'lt', value: 'many' }, 'F', 'a comparison with this number'],
  [regex('(a'), 'F', 'a regex with this syntax'],
  [{ kind: 'placeholder', name: 'a%b' }, 'F', 'a placeholder with this name'],
])('what Sigma cannot say is refused: %j of %j', async (of, name, what) => {
  expect(await entryOf(of, name)).toBe(`A Sigma rule cannot say ${what}.`)
})

test.each<readonly [Condition, string]>([
  [
    { kind: 'always' },
    'The rule selects by its log source alone: there is nothing for a Sigma rule to match.',
  ],
  [{ kind: 'never' }, 'A Sigma rule cannot say a rule that no event can match.'],
])('constants are refused: %j', async (condition, message) => {
  const { status, diagnostics } = await write(detectionOf(condition))
  expect(status).toBe('refused')
  expect(diagnostics.map((found) => found.message)).toEqual([message])
})

describe("a Sigma rule keeps its author's selections", () => {
  test.each([
    [
      'lists of maps, and selectors',
      `selection_img:
    - Image|endswith: '\\cmd.exe'
    - OriginalFileName: 'Cmd.Exe'
selection_cli:
    CommandLine|contains|all:
        - ' /c '
        - 'echo'
filter_main_empty:
    ParentImage: ''
filter_main_null:
    ParentImage: null
condition: all of selection_* and not 1 of filter_main_*`,
    ],
    [
      'every dash',
      `selection:
    CommandLine|contains|windash:
        - ' -f '
        - ' /enc'
        - 'plain'
condition: selection`,
    ],
    [
      'every dash, all of them',
      `selection:
    CommandLine|contains|all|windash:
        - ' -f '
        - ' -g '
condition: selection`,
    ],
    [
      'keywords',
      `keywords:
    - 'mimikatz'
    - 4104
all_of:
    '|all':
        - 'a'
        - 'b'
found:
    '|re|i': 'x+y'
condition: (keywords and not all_of) or found`,
    ],
    [
      'a selection that is used twice',
      `a:
    User: 'x'
b:
    User: 'y'
c:
    User: 'z'
condition: (a and b) or (a and c)`,
    ],
    [
      'them',
      `a:
    User: 'x'
b:
    Image: 'y'
c:
    CommandLine: 'z'
condition: 1 of them`,
    ],
    [
      'names without a common beginning',
      `a:
    User: 'x'
b:
    Image: 'y'
condition: a or b`,
    ],
    [
      'nested brackets',
      `a:
    User: 'x'
b:
    Image: 'y'
c:
    CommandLine: 'z'
condition: not (a or (b and not c))`,
    ],
  ])('%s', async (_name, detection) => {
    expect(await again(detection)).toBe(detection)
  })

  test('what a selection cannot say in one map is said in several', async () => {
    expect(
      await again(
        "s:\n    CommandLine|base64offset|contains|all:\n        - 'foo'\n        - 'bar'\ncondition: s",
      ),
    ).toBe(`selection_cli_1:
    CommandLine|contains:
        - 'Zm9v'
        - 'Zvb'
        - 'mb2'
selection_cli_2:
    CommandLine|contains:
        - 'YmFy'
        - 'Jhc'
        - 'iYX'
condition: all of selection_*`)
  })

  test('neq, as a filter', async () => {
    expect(await again("s:\n    User|neq: 'x'\n    Image: 'y'\ncondition: s")).toBe(`selection:
    Image: 'y'
filter_main_user:
    User: 'x'
condition: selection and not filter_main_user`)
  })

  test('selections that nothing uses are left out', async () => {
    const { text } = await rewrite(
      'rule.yml',
      `${head}    a:\n        User: x\n    b:\n        User: y\n    condition: a\n`,
    )
    expect(detectionIn(text)).toBe("a:\n    User: 'x'\ncondition: a")
  })

  test('names that a condition could not name are given others', async () => {
    const condition = predicate(field('User'), matches('x'))
    const selections = [{ name: 'not', condition }]
    const { queries } = await write(detectionOf(condition, { selections }))
    expect(detectionIn(queries[0] ?? '')).toBe("selection:\n    User: 'x'\ncondition: selection")
  })

  test('filters that are applied to it are its own now', async () => {
    const filter = `title: F
logsource: {category: process_creation}
filter:
    rules: any
    u:
        User|startswith: adm_
    condition: u
`
    const { rules } = await readRules(
      { path: 'x.yml', text: `${head}    s:\n        Image: x\n    condition: s\n---\n${filter}` },
      macroSet(),
    )
    const { queries } = await write(rules[0]!.detection!)
    expect(detectionIn(queries[0] ?? '')).toBe(`s:
    Image: 'x'
filter_main_user:
    User|startswith: 'adm_'
condition: s and not filter_main_user`)
  })
})

describe('a Splunk search has selections named for what they hold', () => {
  test.each([
    [
      'Image="*\\\\cmd.exe" CommandLine="*/c*"',
      `selection:
    Image|endswith: '\\cmd.exe'
    CommandLine|contains: '/c'
condition: selection`,
    ],
    [
      'process_name=cmd.exe',
      `selection:
    Image|endswith: '\\cmd.exe'
condition: selection`,
    ],
    [
      'CommandLine="*a*" CommandLine="*b*"',
      `selection:
    CommandLine|contains|all:
        - 'a'
        - 'b'
condition: selection`,
    ],
    [
      '(Image="*\\\\a.exe" OR OriginalFileName=a.exe) CommandLine="*x*" (CommandLine="*b*" OR CommandLine="*c*")',
      `selection_cli_1:
    CommandLine|contains: 'x'
selection_cli_2:
    CommandLine|contains:
        - 'b'
        - 'c'
selection_img:
    - Image|endswith: '\\a.exe'
    - OriginalFileName: 'a.exe'
condition: all of selection_*`,
    ],
    [
      'Image=a NOT (User=x OR ParentImage=y) NOT ParentImage=*',
      `selection:
    Image: 'a'
    ParentImage: null
filter_main_user:
    User: 'x'
filter_main_parent:
    ParentImage: 'y'
condition: selection and not 1 of filter_main_*`,
    ],
    [
      'Image=a NOT (User=x NOT ParentImage=y)',
      `selection:
    Image: 'a'
filter_main_user:
    User: 'x'
filter_main_parent:
    ParentImage: 'y'
condition: selection and not (filter_main_user and not filter_main_parent)`,
    ],
    [
      '(Image=a NOT User=x) OR (Image=b NOT User=y) OR Image=c OR CommandLine=d',
      `selection_main:
    - Image: 'c'
    - CommandLine: 'd'
selection_img_1:
    Image: 'a'
filter_main_user_1:
    User: 'x'
selection_img_2:
    Image: 'b'
filter_main_user_2:
    User: 'y'
condition: selection_main or (selection_img_1 and not filter_main_user_1) or (selection_img_2 and not filter_main_user_2)`,
    ],
    [
      'NOT User=x',
      `filter_main_user:
    User: 'x'
condition: not filter_main_user`,
    ],
    [
      'Image=a | where match(CommandLine, "(?i)foo\\\\.dll$") OR match(CommandLine, "a+")',
      `selection_img:
    Image: 'a'
selection_cli:
    - CommandLine|endswith: 'foo.dll'
    - CommandLine|re: 'a+'
condition: all of selection_*`,
    ],
    // What Splunk's first stage asks less exactly than the next is said once.
    [
      String.raw`Image=a CommandLine="* -f *" NOT User="bc" | where match(CommandLine, "(?i) -f \\*") AND NOT coalesce(match(User, "(?is)^b.*c\\z"), false())`,
      `selection:
    Image: 'a'
    CommandLine|contains: ' -f \\*'
filter_main_user:
    User: 'b*c'
condition: selection and not filter_main_user`,
    ],
    [
      'GrantedAccess=0x1410',
      `selection:
    GrantedAccess: '0x1410'
condition: selection`,
    ],
  ])('%s', async (search, detection) => {
    expect(await ofSearch(search)).toBe(detection)
  })
})

test('many alternatives are read back, in no time', async () => {
  const values = Array.from({ length: 3_000 }, (_, index) =>
    predicate(field('A'), matches(`v -${index}`)),
  )
  const others = Array.from({ length: 250 }, (_, index) =>
    and([
      predicate(field(`F${index}`), matches('x')),
      not(predicate(field('B'), matches(`${index}`))),
    ]),
  )
  const { queries } = await write(
    detectionOf(and([or(values), or(others.slice(0, 200)), ...others])),
  )
  const { detections, problems } = await readBack(queries[0] ?? '')
  expect(problems).toEqual([])
  expect(detections).toHaveLength(1)
})

test('20,000 conjuncts of one key are joined in time in proportion', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `w${index}`)
  const all = names.map((name) => predicate(field('F'), matches(name)))
  const started = processorTime()
  const { queries } = await write(detectionOf(and(all)))
  expect(queries[0]).toContain("F|all:\n            - 'w0'\n            - 'w1'\n")
  // Far above what it takes, far below what anything quadratic would.
  expect(processorTime() - started).toBeLessThan(2500)
})
