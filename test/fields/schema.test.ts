import { expect, test } from '@jest/globals'
import { tables } from '../../backends/sentinel/schema.js'
import type { FieldType, Vocabulary } from '../../src/ast/nodes.js'
import { families } from '../../src/fields/correspondences.js'
import { logSourceRows } from '../../src/fields/log-sources.js'
import type { Column, Family, LogSourceRow, TableEvents } from '../../src/fields/types.js'
import { ecsFields, sentinelTables, skipped } from './schemas.js'

/** Fields that Elastic's integrations add to ECS, with the types of their field definitions. */
const integrationFields: Readonly<Record<string, string>> = {
  'powershell.command.name': 'keyword',
  'powershell.command.path': 'keyword',
  'powershell.command.type': 'keyword',
  'powershell.command.value': 'text',
  'powershell.engine.new_state': 'keyword',
  'powershell.engine.version': 'keyword',
  'powershell.file.script_block_id': 'keyword',
  'powershell.file.script_block_text': 'text',
  'powershell.process.executable_version': 'keyword',
  'powershell.provider.name': 'keyword',
  'powershell.provider.new_state': 'keyword',
  'powershell.sequence': 'long',
  'powershell.total': 'long',
  'aws.cloudtrail.additional_eventdata': 'keyword',
  'aws.cloudtrail.error_code': 'keyword',
  'aws.cloudtrail.error_message': 'keyword',
  'aws.cloudtrail.event_type': 'keyword',
  'aws.cloudtrail.recipient_account_id': 'keyword',
  'aws.cloudtrail.request_parameters': 'keyword',
  'aws.cloudtrail.response_elements': 'keyword',
  'aws.cloudtrail.user_identity.arn': 'keyword',
  'aws.cloudtrail.user_identity.invoked_by': 'keyword',
  'aws.cloudtrail.user_identity.session_context.session_issuer.arn': 'keyword',
  'aws.cloudtrail.user_identity.session_context.session_issuer.type': 'keyword',
  'aws.cloudtrail.user_identity.type': 'keyword',
  'azure.activitylogs.operation_name': 'keyword',
  'azure.auditlogs.operation_name': 'keyword',
  'azure.auditlogs.properties.activity_display_name': 'keyword',
  'azure.auditlogs.properties.category': 'keyword',
  'azure.auditlogs.properties.logged_by_service': 'keyword',
  'azure.identityprotection.properties.risk_event_type': 'keyword',
  'azure.signinlogs.properties.app_display_name': 'keyword',
  'azure.signinlogs.properties.client_app_used': 'keyword',
  'azure.signinlogs.properties.conditional_access_status': 'keyword',
  'azure.signinlogs.properties.device_detail.device_id': 'keyword',
  'azure.signinlogs.properties.device_detail.trust_type': 'keyword',
  'azure.signinlogs.properties.resource_display_name': 'keyword',
  'azure.signinlogs.properties.risk_state': 'keyword',
  'azure.signinlogs.properties.user_principal_name': 'keyword',
  'azure.signinlogs.result_description': 'keyword',
  'azure.signinlogs.result_type': 'keyword',
  'fortinet.firewall.cfgpath': 'keyword',
  'github.org': 'keyword',
  'github.repo': 'keyword',
  'github.team': 'keyword',
  'kubernetes.audit.objectRef.apiGroup': 'keyword',
  'kubernetes.audit.objectRef.namespace': 'keyword',
  'kubernetes.audit.objectRef.resource': 'keyword',
  'kubernetes.audit.objectRef.subresource': 'keyword',
  'kubernetes.audit.requestURI': 'keyword',
  'kubernetes.audit.user.username': 'keyword',
  'kubernetes.audit.verb': 'keyword',
  'okta.actor.alternate_id': 'keyword',
  'okta.actor.display_name': 'keyword',
  'okta.actor.id': 'keyword',
  'okta.actor.type': 'keyword',
  'okta.debug_context.debug_data.request_uri': 'keyword',
  'okta.display_message': 'keyword',
  'okta.event_type': 'keyword',
  'okta.outcome.reason': 'keyword',
  'okta.outcome.result': 'keyword',
  'okta.security_context.is_proxy': 'boolean',
  'winlog.channel': 'keyword',
  'winlog.computer_name': 'keyword',
  'winlog.event_data.EventType': 'keyword',
  'winlog.event_data.GrantedAccess': 'keyword',
  'winlog.event_data.IntegrityLevel': 'keyword',
  'winlog.event_data.IpAddress': 'keyword',
  'winlog.event_data.LogonId': 'keyword',
  'winlog.event_data.LogonType': 'keyword',
  'winlog.event_data.NewName': 'keyword',
  'winlog.event_data.ObjectName': 'keyword',
  'winlog.event_data.ParentUser': 'keyword',
  'winlog.event_data.ProcessName': 'keyword',
  'winlog.event_data.SubjectLogonId': 'keyword',
  'winlog.event_data.SubjectUserName': 'keyword',
  'winlog.event_data.TargetUserName': 'keyword',
  'winlog.provider_name': 'keyword',
  'winlog.user.identifier': 'keyword',
  'zeek.dce_rpc.endpoint': 'keyword',
  'zeek.dce_rpc.named_pipe': 'keyword',
  'zeek.dce_rpc.operation': 'keyword',
  'zeek.smb_files.action': 'keyword',
  'zeek.smb_files.name': 'keyword',
  'zeek.smb_files.path': 'keyword',
}

/** Tables that Microsoft documents, and the schemas beside this project lack. */
const documented = new Set(['AADUserRiskEvents'])

/** How Elasticsearch and Kusto call the types that the tables use. */
const typesOf: Readonly<Record<FieldType, readonly string[]>> = {
  string: ['string'],
  keyword: ['keyword'],
  caseless: [],
  filled: [],
  wildcard: ['wildcard'],
  text: ['text', 'match_only_text'],
  number: ['long', 'int', 'real', 'float'],
  boolean: ['boolean', 'bool'],
  ip: ['ip'],
  datetime: ['date', 'datetime'],
  eventXml: ['string'],
}

const columnsOf = (family: Family, vocabulary: Vocabulary): readonly Column[] =>
  families[family].rows.flatMap(({ columns }) => columns[vocabulary] ?? [])

const targets: readonly { readonly row: LogSourceRow; readonly table: TableEvents }[] =
  logSourceRows.flatMap((row) => row.sentinel.map((table) => ({ row, table })))

test.each(targets)('$table.table has the columns that its log source needs', ({ row, table }) => {
  const columns = tables[table.table]!
  expect(columns).toBeDefined()
  const inXml = table.table === 'Event' ? ['EventType'] : []
  for (const { field } of table.where) {
    expect([...Object.keys(columns), ...inXml]).toContain(field)
  }
  const joined = table.joined ?? []
  for (const { name, joins } of joined) {
    // What is made of itself and another column is there; everything else is not.
    expect(Object.keys(columns).includes(name)).toBe(joins.some((part) => part.includes(name)))
    for (const part of joins.flat()) expect(columns[part]).toBe('string')
  }
  const wrong = columnsOf(row.family, table.vocabulary)
    .filter(({ name }) => !joined.some((column) => column.name === name))
    // Data that an event names for itself is inside the table's EventData.
    .filter(({ name }) => table.table !== 'Event' || name in columns)
    // What is inside of a column that holds JSON is read as text.
    .filter(({ name }) => columns[/^(\w+)\./.exec(name)?.[1] ?? ''] !== 'dynamic')
    .filter(({ name, type }) => !typesOf[type].includes(columns[name] ?? 'no such column'))
  expect(wrong).toEqual([])
})

test('only data of an event is missing from the table Event', () => {
  const system = columnsOf('windows_event', 'sentinelEvent').map(({ name }) => name)
  expect(Object.keys(tables['Event']!)).toEqual(expect.arrayContaining(system))
})

/** The fields of ECS that the tables name and ECS does not have, or has with another type. */
function wrongInEcs(): readonly string[] {
  if (ecsFields === undefined) return []
  const known: Readonly<Record<string, string>> = { ...ecsFields, ...integrationFields }
  const wrong = Object.keys(families)
    .flatMap((family) => columnsOf(family as Family, 'ecs'))
    .filter(({ name, type }) => !typesOf[type].includes(known[name] ?? 'no such field'))
  const filters = logSourceRows.flatMap(({ ecs = [] }) => ecs.map(({ field }) => field))
  return [
    ...wrong.map(({ name }) => name),
    ...filters.filter((field) => known[field] === undefined),
  ]
}

test(`${skipped(ecsFields, 'ecs-fields.json')}every field of ECS exists with its type`, () => {
  expect(wrongInEcs()).toEqual([])
})

test('every integration field is used', () => {
  const used = new Set([
    ...Object.keys(families).flatMap((family) =>
      columnsOf(family as Family, 'ecs').map(({ name }) => name),
    ),
    ...logSourceRows.flatMap(({ ecs = [] }) => ecs.map(({ field }) => field)),
  ])
  expect(Object.keys(integrationFields).filter((field) => !used.has(field))).toEqual([])
})

/** The columns of the public schemas that the Sentinel backend's lacks, or has with another type. */
function wrongInSentinel(): readonly string[] {
  if (sentinelTables === undefined) return []
  const products = Object.values(sentinelTables)
  const kusto = new Set(['string', 'int', 'long', 'datetime', 'real', 'bool'])
  return Object.entries(tables).flatMap(([table, columns]) => {
    const schema = products.find((product) => table in product)?.[table]
    if (schema === undefined) return documented.has(table) ? [] : [table]
    return Object.entries(schema)
      .filter(([name]) => !name.includes(' '))
      .filter(
        ([name, type]) =>
          columns[name] === undefined || (kusto.has(type) && type !== columns[name]),
      )
      .map(([name]) => `${table}.${name}`)
  })
}

test(`${skipped(sentinelTables, 'sentinel-tables.json')}the Sentinel backend has every column`, () => {
  expect(wrongInSentinel()).toEqual([])
})
