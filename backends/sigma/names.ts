/** What selections are called: after what they hold, as SigmaHQ's rules call theirs. */
import type { Condition } from '../../src/ast/nodes.js'
import { walk } from '../../src/ast/visit.js'

/** What fields are about, in the words that SigmaHQ's rules have for it most often. */
const concepts: Readonly<Record<string, readonly string[]>> = {
  img: [
    'Image',
    'NewProcessName',
    'OriginalFileName',
    'Product',
    'Description',
    'Company',
    'FileVersion',
  ],
  cli: ['CommandLine'],
  parent: [
    'ParentImage',
    'ParentProcessName',
    'ParentCommandLine',
    'ParentUser',
    'ParentProcessId',
  ],
  eid: ['EventID'],
  provider: ['Provider_Name', 'Channel'],
  user: ['User', 'SubjectUserName', 'TargetUserName', 'SubjectUserSid', 'TargetUserSid'],
  integrity: ['IntegrityLevel'],
  hashes: ['Hashes', 'Imphash', 'md5', 'sha1', 'sha256'],
  dir: ['CurrentDirectory'],
  target: ['TargetImage', 'TargetFilename'],
  source: ['SourceImage'],
  dll: ['ImageLoaded'],
  signature: ['Signed', 'Signature', 'SignatureStatus'],
  key: ['TargetObject'],
  details: ['Details'],
  type: ['EventType'],
  script: ['ScriptBlockText'],
  payload: ['Payload', 'ContextInfo', 'HostApplication'],
  data: ['Data', 'Message'],
  pipe: ['PipeName'],
  service: ['ServiceName', 'ServiceFileName', 'ImagePath'],
  destination: ['DestinationIp', 'DestinationHostname', 'DestinationPort', 'DestinationIsIpv6'],
  query: ['QueryName', 'query'],
  status: ['Status', 'status', 'errorCode'],
  uri: ['c-uri', 'cs-uri', 'cs-uri-stem', 'cs-uri-query'],
  useragent: ['c-useragent', 'cs-user-agent', 'userAgent'],
}

const conceptOfField = new Map(
  Object.entries(concepts).flatMap(([concept, fields]) =>
    fields.map((field) => [field, concept] as const),
  ),
)

/** Whether a selection is of what the rule is after, or of what it leaves out. */
export type Role = 'selection' | 'filter_main'

const mixed: Readonly<Record<Role, string>> = { selection: 'main', filter_main: 'generic' }

/** The name that a selection should have, if no other has it. */
export const wantedName = (condition: Condition, role: Role): string =>
  `${role}_${conceptOf(condition, role)}`

function conceptOf(condition: Condition, role: Role): string {
  if (role === 'filter_main' && condition.kind === 'predicate') {
    const { test } = condition
    if (test.kind === 'isNull') return 'null'
    if (test.kind === 'matches' && test.pattern.length === 0) return 'empty'
  }
  const found = new Set<string>()
  walk(condition, (node) => {
    if (node.kind === 'keyword') found.add('keywords')
    else if (node.kind === 'predicate') found.add(ofField(node.field.name))
  })
  const [only] = found
  return only !== undefined && found.size === 1 ? only : mixed[role]
}

const longestName = 40

/** The concept of a field; of others their own name, as far as a condition can say it. */
function ofField(name: string): string {
  const known = conceptOfField.get(name)
  if (known !== undefined) return known
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, longestName)
  return plain.replaceAll(/^_|_$/g, '') || 'field'
}

/** A name for each wish, all different and none of those taken: the same wish twice is numbered from 1. */
export function uniqueNames(
  wishes: readonly string[],
  taken: ReadonlySet<string>,
): readonly string[] {
  const counts = new Map<string, number>()
  for (const wish of wishes) counts.set(wish, (counts.get(wish) ?? 0) + 1)
  const used = new Set(taken)
  const next = new Map<string, number>()
  return wishes.map((wish) => {
    let name = wish
    if (counts.get(wish) !== 1 || used.has(name)) {
      let number = next.get(wish) ?? 1
      while (used.has(`${wish}_${number}`)) number++
      next.set(wish, number + 1)
      name = `${wish}_${number}`
    }
    used.add(name)
    return name
  })
}
