/** A rule that every check finds fine, and examples of checks put into it. */
import { expect } from '@jest/globals'
import type { Example, Profile } from '../../src/lint/check.js'
import { checksOf } from '../../src/lint/index.js'
import { lint } from '../../src/lint/lint.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { readRules } from '../../src/read.js'
import { macroSet } from '../../src/splunk/macros.js'

const blocks: readonly (readonly [key: string, block: string])[] = [
  ['title', 'title: IIS Native Module Installed With AppCmd\n'],
  ['id', 'id: 5bd3c2a1-7f0e-4c55-9f0a-2f6f2f0f3c11\n'],
  ['status', 'status: test\n'],
  [
    'description',
    'description: Detects appcmd installing a native module, which runs inside of the web server.\n',
  ],
  ['references', 'references:\n    - https://learn.microsoft.com/iis/manage\n'],
  ['author', 'author: A. Nalyst\n'],
  ['date', 'date: 2024-05-17\n'],
  ['tags', 'tags:\n    - attack.persistence\n    - attack.t1505.004\n'],
  ['logsource', 'logsource:\n    category: process_creation\n    product: windows\n'],
  [
    'detection',
    "detection:\n    selection:\n        Image|endswith: '\\appcmd.exe'\n    condition: selection\n",
  ],
  ['falsepositives', 'falsepositives:\n    - Installation of a web application\n'],
  ['level', 'level: medium\n'],
]

const contentBlocks: readonly (readonly [key: string, block: string])[] = [
  ['name', 'name: Windows IIS Components Add New Module\n'],
  ['id', 'id: 38fe731c-1f13-43d4-b878-a5bbe44807e3\n'],
  ['version', 'version: 4\n'],
  ['date', "date: '2024-05-17'\n"],
  ['author', 'author: A. Nalyst\n'],
  ['status', 'status: production\n'],
  ['type', 'type: Anomaly\n'],
  ['description', 'description: Detects appcmd installing a module.\n'],
  ['data_source', 'data_source:\n    - Sysmon EventID 1\n'],
  [
    'search',
    "search: 'index=windows user=system | stats count by user | `windows_iis_components_add_new_module_filter`'\n",
  ],
  ['how_to_implement', 'how_to_implement: Collect the events of processes.\n'],
  ['known_false_positives', 'known_false_positives: Installation of a web application.\n'],
  ['references', 'references:\n    - https://learn.microsoft.com/iis/manage\n'],
  [
    'tags',
    'tags:\n    mitre_attack_id: [T1505.004]\n    analytic_story: [IIS Components]\n    asset_type: Endpoint\n    product: [Splunk Enterprise]\n    security_domain: endpoint\n',
  ],
]

/** The name of the file that such a detection stands in. */
const contentPath = 'windows_iis_components_add_new_module.yml'

/** What a correlation and a filter do not have. */
const notOf: readonly (readonly [main: string, foreign: readonly string[]])[] = [
  ['correlation', ['logsource', 'detection']],
  ['filter', ['detection', 'status', 'level', 'tags', 'falsepositives', 'references', 'author']],
]

/** The whole text of an example. */
export const textOf = ({ text = '', content, without, search }: Example): string =>
  search ??
  (content ?? text)
    .split(/^---\n/m)
    .map((part) => {
      const given = part.trim() === '' ? [] : part.trim().split(/\n(?=\w)/)
      const keys = given.map((block) => block.slice(0, block.indexOf(':')))
      const foreign = notOf.find(([main]) => keys.includes(main))?.[1] ?? []
      const all = content === undefined ? blocks : contentBlocks
      const kept = all.filter(
        ([key]) => key !== without && !keys.includes(key) && !foreign.includes(key),
      )
      return [...kept.map(([, block]) => block), ...given.map((block) => `${block}\n`)].join('')
    })
    .join('---\n')

/** Everything that the readers and the checks of a profile find in a text. */
export async function findIn(
  text: string,
  path = 'proc_creation_win_appcmd_module.yml',
  profile: Profile = 'sigmahq',
): Promise<readonly Diagnostic[]> {
  const file = await readRules({ path, text }, macroSet())
  const [found] = lint([file], checksOf(profile))
  return found?.diagnostics ?? []
}

/** The codes that are found in an example, each once; every finding has a place inside of the text. */
export async function codesIn(
  example: Example,
  profile: Profile = 'sigmahq',
): Promise<readonly string[]> {
  const text = textOf(example)
  const byKind = example.content === undefined ? undefined : contentPath
  const path = example.search === undefined ? (example.path ?? byKind) : 'search.spl'
  const found = await findIn(text, path, profile)
  for (const { span, message, help = '' } of found) {
    expect(span).toBeDefined()
    expect(span!.end).toBeGreaterThan(span!.start)
    expect(span!.end).toBeLessThanOrEqual(text.length)
    expect(message + help).not.toMatch(/undefined|\{\w+\}/)
  }
  return [...new Set(found.map(({ code }) => code))]
}
