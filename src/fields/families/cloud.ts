/**
 * Logs of clouds and of services.
 *
 * Splunk's columns are the names that its add-ons extract from the JSON of an event: fields of objects, but not an object
 * as a whole. ECS's are what Elastic's integrations make of them (their ingest pipelines). Sentinel's are columns of the
 * tables that Microsoft's connectors fill. The taxonomy has the names of the services' own events.
 */
import type { Column, FieldFamily, FieldRow } from '../types.js'
import { also, inSplunkText, keyword, row, text } from './row.js'

type Elsewhere = Readonly<
  Partial<Record<'splunkEvent' | 'ecs' | 'sentinelTable', string | Column>>
> & { readonly also?: readonly string[] }

/** A field that Splunk calls as the event does, unless it says otherwise; ECS's are keywords. */
const named = (
  name: string,
  { also: others = [], ecs, splunkEvent, ...rest }: Elsewhere,
): FieldRow =>
  row(name, {
    sigma: text(name, others.length === 0 ? {} : { aliases: others }),
    splunkEvent: splunkEvent ?? name,
    ...(ecs === undefined ? {} : { ecs: typeof ecs === 'string' ? keyword(ecs) : ecs }),
    ...rest,
  })

/** A field that Splunk has no name for, as it is an object. */
const object = (
  name: string,
  cells: Readonly<Partial<Record<'ecs' | 'sentinelTable', string | Column>>>,
): FieldRow => row(name, { sigma: name, splunkEvent: inSplunkText, ...cells })

const sameInSplunk: FieldFamily['others'] = {
  splunkEvent: { template: '{name}', type: 'string' },
  // Of what is in lower case nobody knows whether the source or the add-on calls it so.
  sigma: { template: '{name}', type: 'string', names: /[.A-Z]/ },
}

/** Java's text of a map, in place of JSON. */
const asMap = {
  difference: { effect: 'approximate', text: 'holds the object as {name=value}, not as JSON' },
} as const

/** AWS CloudTrail: Amazon's "CloudTrail record contents", Sentinel's table AWSCloudTrail. */
export const cloudtrail: FieldFamily = {
  rows: [
    named('eventName', { ecs: 'event.action', sentinelTable: 'EventName' }),
    named('eventSource', { ecs: 'event.provider', sentinelTable: 'EventSource' }),
    named('eventType', { ecs: 'aws.cloudtrail.event_type', sentinelTable: 'EventTypeName' }),
    named('errorCode', { ecs: 'aws.cloudtrail.error_code', sentinelTable: 'ErrorCode' }),
    named('errorMessage', { ecs: 'aws.cloudtrail.error_message', sentinelTable: 'ErrorMessage' }),
    // Other names are those of the Splunk Add-on for AWS.
    named('userAgent', {
      splunkEvent: also('userAgent', 'user_agent'),
      ecs: 'user_agent.original',
      sentinelTable: 'UserAgent',
    }),
    named('sourceIPAddress', {
      splunkEvent: also('sourceIPAddress', 'src', 'src_ip'),
      ecs: 'source.address',
      sentinelTable: 'SourceIpAddress',
    }),
    named('awsRegion', { ecs: 'cloud.region', sentinelTable: 'AWSRegion' }),
    named('recipientAccountId', {
      splunkEvent: also('recipientAccountId', 'aws_account_id'),
      ecs: 'aws.cloudtrail.recipient_account_id',
      sentinelTable: 'RecipientAccountId',
    }),
    named('userIdentity.type', {
      splunkEvent: also('userIdentity.type', 'user_type'),
      ecs: 'aws.cloudtrail.user_identity.type',
      sentinelTable: 'UserIdentityType',
    }),
    named('userIdentity.arn', {
      splunkEvent: also('userIdentity.arn', 'user_arn'),
      ecs: 'aws.cloudtrail.user_identity.arn',
      sentinelTable: 'UserIdentityArn',
    }),
    named('userIdentity.principalId', {
      ecs: 'user.id',
      sentinelTable: 'UserIdentityPrincipalid',
    }),
    named('userIdentity.accountId', {
      ecs: 'cloud.account.id',
      sentinelTable: 'UserIdentityAccountId',
    }),
    named('userIdentity.invokedBy', {
      ecs: 'aws.cloudtrail.user_identity.invoked_by',
      sentinelTable: 'UserIdentityInvokedBy',
    }),
    // Elastic's pipeline writes the name of an assumed role over it.
    named('userIdentity.userName', { sentinelTable: 'UserIdentityUserName' }),
    named('userIdentity.sessionContext.sessionIssuer.type', {
      ecs: 'aws.cloudtrail.user_identity.session_context.session_issuer.type',
      sentinelTable: 'SessionIssuerType',
    }),
    named('userIdentity.sessionContext.sessionIssuer.arn', {
      ecs: 'aws.cloudtrail.user_identity.session_context.session_issuer.arn',
      sentinelTable: 'SessionIssuerArn',
    }),
    named('userIdentity.sessionContext.sessionIssuer.userName', {
      sentinelTable: 'SessionIssuerUserName',
    }),
    object('requestParameters', {
      ecs: keyword('aws.cloudtrail.request_parameters', asMap),
      sentinelTable: 'RequestParameters',
    }),
    object('responseElements', {
      ecs: keyword('aws.cloudtrail.response_elements', asMap),
      sentinelTable: 'ResponseElements',
    }),
    object('additionalEventData', {
      ecs: keyword('aws.cloudtrail.additional_eventdata', asMap),
      sentinelTable: 'AdditionalEventData',
    }),
    // Lists: Splunk marks them with braces.
    named('requestParameters.containerDefinitions.command', {
      splunkEvent: 'requestParameters.containerDefinitions{}.command{}',
    }),
    named('requestParameters.layers', { splunkEvent: 'requestParameters.layers{}' }),
    named('eventID', { sentinelTable: 'AwsEventId' }),
  ],
  others: {
    ...sameInSplunk,
    // What is inside of objects, as long as it is in no list.
    sentinelTable: {
      template: '{name}',
      type: 'string',
      names: /^(?:requestParameters|responseElements|additionalEventData)\.[^{}]+$/,
    },
  },
}

/** Azure's activity log, as a diagnostic setting writes it; Sentinel's table AzureActivity. */
export const azureActivity: FieldFamily = {
  rows: [
    named('operationName', {
      also: ['OperationNameValue', 'OperationName'],
      ecs: 'azure.activitylogs.operation_name',
      sentinelTable: 'OperationNameValue',
    }),
    row('ResourceProviderValue', {
      sigma: 'ResourceProviderValue',
      // Operations and resources start with the name of their provider.
      splunkEvent: inSplunkText,
      sentinelTable: 'ResourceProviderValue',
    }),
    named('CategoryValue', { splunkEvent: 'category', sentinelTable: 'CategoryValue' }),
    named('resourceId', { also: ['ResourceId'], sentinelTable: 'ResourceId' }),
  ],
  others: {},
}

/** Entra's audit log: rules call its fields as Sentinel's table AuditLogs does. */
export const azureAudit: FieldFamily = {
  rows: [
    named('OperationName', {
      also: ['operationName'],
      splunkEvent: 'operationName',
      ecs: 'azure.auditlogs.operation_name',
      sentinelTable: 'OperationName',
    }),
    // The event's own category is AuditLogs.
    named('Category', {
      also: ['properties.category', 'category'],
      splunkEvent: 'properties.category',
      ecs: 'azure.auditlogs.properties.category',
      sentinelTable: 'Category',
    }),
    named('LoggedByService', {
      also: ['properties.loggedByService'],
      splunkEvent: 'properties.loggedByService',
      ecs: 'azure.auditlogs.properties.logged_by_service',
      sentinelTable: 'LoggedByService',
    }),
    named('ActivityDisplayName', {
      // Rules mean it by properties.message too, which such events do not have.
      also: [
        'properties.activityDisplayName',
        'properties.message',
        // As the portal calls it.
        'ActivityType',
        'activityType',
      ],
      splunkEvent: 'properties.activityDisplayName',
      ecs: 'azure.auditlogs.properties.activity_display_name',
      sentinelTable: 'ActivityDisplayName',
    }),
    named('AADOperationType', {
      also: ['properties.operationType'],
      splunkEvent: 'properties.operationType',
      sentinelTable: 'AADOperationType',
    }),
    named('properties.result', { also: ['Result'], ecs: 'event.outcome', sentinelTable: 'Result' }),
  ],
  others: {},
}

/** A property of a sign-in, which Splunk and Elastic have below `properties`. */
const signIn = (
  name: string,
  property: string,
  ecs: string,
  others: readonly string[] = [],
): FieldRow =>
  named(name, {
    also: [...others, `properties.${property}`],
    splunkEvent: `properties.${property}`,
    ecs: `azure.signinlogs.properties.${ecs}`,
    sentinelTable: name,
  })

/** Entra's sign-ins: rules call their fields as Sentinel's table SigninLogs does. */
export const azureSignIn: FieldFamily = {
  rows: [
    named('ResultType', {
      also: ['resultType'],
      splunkEvent: 'resultType',
      ecs: 'azure.signinlogs.result_type',
      sentinelTable: 'ResultType',
    }),
    named('ResultDescription', {
      also: ['resultDescription', 'Resultdescription'],
      splunkEvent: 'resultDescription',
      ecs: 'azure.signinlogs.result_description',
      sentinelTable: 'ResultDescription',
    }),
    signIn('AppDisplayName', 'appDisplayName', 'app_display_name'),
    signIn('ClientAppUsed', 'clientAppUsed', 'client_app_used', ['ClientApp']),
    signIn('ConditionalAccessStatus', 'conditionalAccessStatus', 'conditional_access_status', [
      'conditionalAccessStatus',
    ]),
    signIn('ResourceDisplayName', 'resourceDisplayName', 'resource_display_name'),
    signIn('RiskState', 'riskState', 'risk_state'),
    // The add-on has it as user too.
    named('UserPrincipalName', {
      also: ['Username', 'properties.userPrincipalName'],
      splunkEvent: also('properties.userPrincipalName', 'user'),
      ecs: 'azure.signinlogs.properties.user_principal_name',
      sentinelTable: 'UserPrincipalName',
    }),
    named('IPAddress', {
      also: ['ipAddress', 'properties.ipAddress'],
      splunkEvent: also('properties.ipAddress', 'src_ip', 'src'),
      ecs: keyword('source.address'),
      sentinelTable: 'IPAddress',
    }),
    named('AuthenticationProtocol', {
      also: ['properties.authenticationProtocol'],
      splunkEvent: 'properties.authenticationProtocol',
      sentinelTable: 'AuthenticationProtocol',
    }),
    named('Status.errorCode', {
      also: ['properties.status.errorCode'],
      splunkEvent: 'properties.status.errorCode',
      sentinelTable: 'Status.errorCode',
    }),
    named('NetworkLocationDetails', {
      splunkEvent: inSplunkText,
      sentinelTable: 'NetworkLocationDetails',
    }),
    named('AuthenticationRequirement', {
      splunkEvent: 'properties.authenticationRequirement',
      sentinelTable: 'AuthenticationRequirement',
    }),
    named('UserAgent', {
      also: ['userAgent'],
      splunkEvent: 'properties.userAgent',
      sentinelTable: 'UserAgent',
    }),
    row('DeviceDetail.deviceId', {
      sigma: 'DeviceDetail.deviceId',
      splunkEvent: 'properties.deviceDetail.deviceId',
      ecs: keyword('azure.signinlogs.properties.device_detail.device_id'),
      sentinelTable: 'DeviceDetail.deviceId',
    }),
    row('DeviceDetail.trustType', {
      sigma: text('DeviceDetail.trustType', { aliases: ['DeviceDetail.trusttype'] }),
      splunkEvent: 'properties.deviceDetail.trustType',
      ecs: keyword('azure.signinlogs.properties.device_detail.trust_type'),
      sentinelTable: 'DeviceDetail.trustType',
    }),
    row('DeviceDetail.isCompliant', {
      sigma: 'DeviceDetail.isCompliant',
      splunkEvent: 'properties.deviceDetail.isCompliant',
      sentinelTable: 'DeviceDetail.isCompliant',
    }),
  ],
  others: {},
}

/** Entra's risk detections. */
export const azureRisk: FieldFamily = {
  rows: [
    named('riskEventType', {
      also: ['properties.riskEventType', 'RiskEventType'],
      splunkEvent: 'properties.riskEventType',
      ecs: 'azure.identityprotection.properties.risk_event_type',
      sentinelTable: 'RiskEventType',
    }),
  ],
  others: {},
}

/** Google's audit logs: some rules have the name that Elastic's Beats gave the method. */
export const gcpAudit: FieldFamily = {
  rows: [
    named('data.protoPayload.methodName', {
      also: ['gcp.audit.method_name', 'protoPayload.methodName'],
      ecs: 'event.action',
      sentinelTable: 'MethodName',
    }),
    named('data.protoPayload.serviceName', {
      also: ['gcp.audit.service_name', 'protoPayload.serviceName'],
      ecs: 'service.name',
      sentinelTable: 'ServiceName',
    }),
    named('data.protoPayload.authenticationInfo.principalEmail', {
      ecs: 'client.user.email',
      sentinelTable: 'PrincipalEmail',
    }),
    named('data.protoPayload.authorizationInfo.permission', {
      splunkEvent: 'data.protoPayload.authorizationInfo{}.permission',
    }),
    named('data.protoPayload.authorizationInfo.granted', {
      splunkEvent: 'data.protoPayload.authorizationInfo{}.granted',
    }),
  ],
  others: sameInSplunk,
}

/** Microsoft 365's unified audit log: the Management Activity API's own names. */
export const m365Audit: FieldFamily = {
  rows: [
    named('Operation', { ecs: 'event.action' }),
    named('Workload', { ecs: 'event.provider' }),
    // The integration makes of it only success or failure.
    named('ResultStatus', {}),
    named('ClientIP', {}),
  ],
  others: { ...sameInSplunk, ecs: { template: 'o365.audit.{name}', type: 'keyword' } },
}

/** Alerts of Microsoft 365, whose rules have names for what Elastic's own rules call so. */
export const m365Alert: FieldFamily = {
  rows: [
    // Elastic's pipeline copies Workload and Operation there.
    row('eventSource', {
      sigma: 'eventSource',
      splunkEvent: 'Workload',
      ecs: keyword('event.provider'),
    }),
    row('eventName', {
      sigma: 'eventName',
      splunkEvent: 'Operation',
      ecs: keyword('event.action'),
    }),
    // Splunk's add-on makes CIM's status of ResultStatus: success or failure.
    row('status', { sigma: 'status', splunkEvent: 'status', ecs: keyword('event.outcome') }),
  ],
  others: {},
}

/** Okta's System Log. */
export const okta: FieldFamily = {
  rows: [
    named('eventType', { also: ['eventtype'], ecs: 'okta.event_type' }),
    named('displayMessage', { also: ['displaymessage'], ecs: 'okta.display_message' }),
    named('actor.alternateId', { also: ['actor.alternateid'], ecs: 'okta.actor.alternate_id' }),
    named('actor.displayName', { ecs: 'okta.actor.display_name' }),
    named('actor.id', { ecs: 'okta.actor.id' }),
    named('actor.type', { ecs: 'okta.actor.type' }),
    named('outcome.reason', { ecs: 'okta.outcome.reason' }),
    named('outcome.result', { ecs: 'okta.outcome.result' }),
    named('debugContext.debugData.requestUri', {
      ecs: 'okta.debug_context.debug_data.request_uri',
    }),
    named('securityContext.isProxy', {
      ecs: { name: 'okta.security_context.is_proxy', type: 'boolean' },
    }),
  ],
  others: sameInSplunk,
}

/** GitHub's audit log. */
export const github: FieldFamily = {
  rows: [
    named('action', { ecs: 'event.action' }),
    named('actor', { ecs: 'user.name' }),
    named('org', { ecs: 'github.org' }),
    named('repo', { ecs: 'github.repo' }),
    named('user', { ecs: 'user.target.name' }),
    named('team', { ecs: 'github.team' }),
  ],
  others: sameInSplunk,
}

/** A field of an event of Kubernetes, whose JSON Splunk shows as it is; some rules leave out what it is inside of. */
const ofKubernetes = (name: string, ...others: readonly string[]): FieldRow =>
  named(name, { also: others, ecs: `kubernetes.audit.${name}` })

/** The audit log of a Kubernetes API server: the resource Event of its audit API. */
export const kubernetes: FieldFamily = {
  rows: [
    ofKubernetes('verb'),
    ofKubernetes('objectRef.apiGroup', 'apiGroup'),
    ofKubernetes('objectRef.resource', 'resource'),
    ofKubernetes('objectRef.subresource', 'subresource'),
    ofKubernetes('objectRef.namespace', 'namespace'),
    ofKubernetes('user.username', 'username'),
    ofKubernetes('requestURI'),
    named('userAgent', {}),
    named('responseStatus.code', {}),
    // What a pod is asked for with; a path of the host is required of such a volume.
    row('hostPath', {
      sigma: 'hostPath',
      splunkEvent: 'requestObject.spec.volumes{}.hostPath.path',
    }),
    row('capabilities', {
      sigma: 'capabilities',
      splunkEvent: text('requestObject.spec.containers{}.securityContext.capabilities.add{}', {
        difference: {
          effect: 'narrower',
          text: 'holds only what is added, and not what is dropped',
        },
      }),
    }),
  ],
  others: {},
}

/**
 * Google Workspace: its Reports API's "Activities", of which Splunk's add-on makes an event for each event of an activity.
 * Rules call its fields as Google's audit logs or as their authors do.
 */
export const googleWorkspace: FieldFamily = {
  rows: [
    row('event.name', {
      sigma: also('eventName', 'protoPayload.metadata.event.eventName'),
      splunkEvent: 'event.name',
    }),
    row('service', {
      sigma: also('eventService', 'protoPayload.serviceName', 'protoPayload.Servicename'),
      splunkEvent: text('id.applicationName', { conversion: 'googleService' }),
    }),
    row('setting', {
      sigma: 'setting_name',
      splunkEvent: text('event.parameters{}.value', {
        difference: { effect: 'wider', text: 'holds the values of all parameters' },
      }),
    }),
  ],
  others: {},
}
