/** Runs the command line in this process, with a folder of its own and nothing of the real surroundings. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from '@jest/globals'
import { main } from '../../src/cli/main.js'

/** What a run printed and ended with. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** What a run finds around it. */
export interface Surroundings {
  readonly cwd?: string
  readonly stdin?: string | Uint8Array
  readonly terminal?: boolean
  readonly env?: Readonly<Record<string, string>>
}

const folders: string[] = []

afterEach(() => {
  for (const root of folders.splice(0)) rmSync(root, { recursive: true, force: true })
})

/** A new folder with these files, which is removed after the test. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'siemantic-test-')))
  folders.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

/** Runs a command line. */
export async function run(
  words: readonly string[],
  { cwd = folder(), stdin = '', terminal = false, env = {} }: Surroundings = {},
): Promise<Outcome> {
  const printed = { out: '', err: '' }
  const code = await main(words, {
    stdout: {
      write: (text) => {
        printed.out += text
      },
      isTerminal: terminal,
    },
    stderr: {
      write: (text) => {
        printed.err += text
      },
      isTerminal: terminal,
    },
    stdin: async function* () {
      yield typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin
    },
    env,
    cwd,
  })
  return { code, ...printed }
}

/** A Sigma rule about a command line; `detection` replaces what it looks for, indented by two. */
export const rule = (title = 'A rule', detection = plainDetection): string => `title: ${title}
id: 0f8fad5b-d9cb-469f-a165-70867728950e
status: test
logsource:
  category: process_creation
  product: windows
detection:
${detection}
`

const plainDetection = `  selection:
    CommandLine|contains: appcmd
  condition: selection`

/** A detection of which some targets can only say more widely: KQL has no `?`. */
export const widerDetection = `  selection:
    CommandLine|contains: app?md
  condition: selection`
