/** What devices of the network, web servers, and daemons of Linux write. */
import type { FieldFamily, FieldRow } from '../types.js'
import { also, inSplunkText, keyword, number, row, text, wildcard } from './row.js'

/** Fields of the audit daemon's records: github.com/linux-audit/audit-documentation, "Field Dictionary". */
const recordField =
  /^(?:a\d+|[ae]?[ug]id|[fs][ug]id|[op]?auid|acct|addr|arch|argc|cgroup|cmd|comm|cwd|dev|exe|exit|family|format|grantors|hostname|id|inode|items?|key|mode|msg|name|nametype|node|obj|ogid|op|opid|ouid|path|pid|ppid|proctitle|rdev|res|result|saddr|ses|subj|success|syscall|terminal|tty|unit|[A-Z]+)$/

/** The Linux audit daemon: every record is an event, with the names of its own. */
export const auditd: FieldFamily = {
  rows: [row('type', { sigma: 'type', splunkEvent: 'type' })],
  others: {
    splunkEvent: { template: '{name}', type: 'string' },
    sigma: { template: '{name}', type: 'string', names: recordField },
  },
}

/** Zeek's logs, as Elastic's integration for Zeek has them: below `zeek.` and the log's own name. */
export const zeekDceRpc: FieldFamily = {
  rows: [
    row('endpoint', {
      sigma: 'endpoint',
      splunkEvent: 'endpoint',
      ecs: keyword('zeek.dce_rpc.endpoint'),
    }),
    row('operation', {
      sigma: 'operation',
      splunkEvent: 'operation',
      ecs: keyword('zeek.dce_rpc.operation'),
    }),
    row('named_pipe', {
      sigma: 'named_pipe',
      splunkEvent: 'named_pipe',
      ecs: keyword('zeek.dce_rpc.named_pipe'),
    }),
  ],
  others: {},
}

export const zeekSmbFiles: FieldFamily = {
  rows: [
    row('name', { sigma: 'name', splunkEvent: 'name', ecs: keyword('zeek.smb_files.name') }),
    row('path', { sigma: 'path', splunkEvent: 'path', ecs: keyword('zeek.smb_files.path') }),
    row('action', {
      sigma: 'action',
      splunkEvent: 'action',
      ecs: keyword('zeek.smb_files.action'),
    }),
  ],
  others: {},
}

/** A field of a log of Zeek's; Splunk marks lists of the JSON with braces. */
const ofZeek = (name: string, isList = false, others: readonly string[] = []): FieldRow =>
  row(name, {
    sigma: others.length === 0 ? name : also(name, ...others),
    splunkEvent: isList ? `${name}{}` : name,
  })

/** Other logs of Zeek's, in the names of Zeek's own JSON (its manual, "Zeek Logs"). */
export const zeekLog: FieldFamily = {
  rows: [
    ofZeek('answers', true),
    ofZeek('resp_mime_types', true),
    // Some rules have the names that proxies give them.
    ofZeek('user_agent', false, ['c-useragent']),
    ofZeek('uri', false, ['c-uri']),
  ],
  others: {
    splunkEvent: { template: '{name}', type: 'string' },
    sigma: { template: '{name}', type: 'string' },
  },
}

/** Duo's logs, in the names of the JSON of its Admin API. */
export const duo: FieldFamily = {
  rows: ['event_type', 'reason', 'result', 'factor'].map((name) =>
    row(name, { sigma: name, splunkEvent: name }),
  ),
  others: { splunkEvent: { template: '{name}', type: 'string' } },
}

/** Logs that are read as text, line by line: a rule's `message` is the line without what stands in front of it. */
export const textLog: FieldFamily = {
  rows: [row('message', { sigma: 'message', splunkEvent: inSplunkText })],
  others: {},
}

/** FortiGate's event log, in FortiOS's own names. */
export const fortigate: FieldFamily = {
  rows: [
    row('action', { sigma: 'action', splunkEvent: 'action', ecs: keyword('event.action') }),
    row('cfgpath', {
      sigma: 'cfgpath',
      splunkEvent: 'cfgpath',
      ecs: keyword('fortinet.firewall.cfgpath'),
    }),
  ],
  others: { splunkEvent: { template: '{name}', type: 'string' } },
}

const wholeAddress = {
  difference: { effect: 'wider', text: 'holds the whole address' },
} as const

/**
 * Requests that proxies and web servers saw, in the names of the W3C's log format. CIM's `dest` and ASIM's `HttpHost`
 * are the host of a request; what is in front of the path of an address depends on the proxy in all of them.
 */
export const web: FieldFamily = {
  rows: [
    row('request.url', {
      sigma: also('c-uri', 'cs-uri'),
      cim: 'url',
      ecs: wildcard('url.original'),
      asim: 'Url',
    }),
    row('request.path', {
      sigma: also('c-uri-stem', 'cs-uri-stem'),
      cim: 'uri_path',
      ecs: wildcard('url.path'),
      asim: text('Url', wholeAddress),
    }),
    row('request.query', {
      sigma: also('c-uri-query', 'cs-uri-query'),
      cim: 'uri_query',
      ecs: keyword('url.query'),
      asim: text('Url', { ...wholeAddress, conversion: 'addressQuery' }),
    }),
    row('request.extension', {
      sigma: 'c-uri-extension',
      cim: text('uri_path', { conversion: 'pathExtension', writeOnly: true }),
      ecs: keyword('url.extension'),
    }),
    row('request.method', {
      sigma: 'cs-method',
      cim: 'http_method',
      ecs: keyword('http.request.method'),
      asim: 'HttpRequestMethod',
    }),
    row('request.user_agent', {
      sigma: also('c-useragent', 'cs-user-agent'),
      cim: 'http_user_agent',
      ecs: keyword('user_agent.original'),
      asim: 'HttpUserAgent',
    }),
    row('request.referrer', {
      sigma: also('cs-referrer', 'cs-referer', 'c-referrer'),
      cim: 'http_referrer',
      ecs: keyword('http.request.referrer'),
      asim: 'HttpReferrer',
    }),
    row('request.cookie', { sigma: 'cs-cookie', cim: 'cookie' }),
    row('request.host', {
      sigma: also('cs-host', 'r-dns'),
      cim: text('dest', {
        difference: {
          effect: 'approximate',
          text: 'holds the remote host, by whatever name the proxy has for it',
        },
      }),
      ecs: keyword('url.domain'),
      asim: 'HttpHost',
    }),
    row('response.status', {
      sigma: number('sc-status'),
      cim: number('status'),
      ecs: number('http.response.status_code'),
      asim: 'EventResultDetails',
    }),
    row('client.ip', { sigma: also('c-ip', 'src_ip'), cim: 'src', asim: 'SrcIpAddr' }),
    // Newer versions of the model have `dest_ip`; that the add-ons fill it in older ones too is from memory.
    row('server.ip', { sigma: 'dst_ip', cim: 'dest_ip', asim: 'DstIpAddr' }),
    row('user.name', { sigma: 'cs-username', cim: 'user' }),
  ],
  others: {},
}

/** Queries for names, that servers and sensors of the network saw. */
export const dns: FieldFamily = {
  rows: [
    row('dns.query', {
      sigma: 'query',
      cim: 'query',
      ecs: keyword('dns.question.name'),
      asim: 'DnsQuery',
    }),
    row('dns.type', {
      sigma: 'record_type',
      cim: 'record_type',
      ecs: keyword('dns.question.type'),
      asim: 'DnsQueryTypeName',
    }),
    row('dns.answer', {
      sigma: 'answer',
      cim: 'answer',
      ecs: keyword('dns.answers.data'),
      asim: 'DnsResponseName',
    }),
    row('client.ip', { sigma: 'src_ip', cim: 'src', asim: 'SrcIpAddr' }),
    row('server', {
      cim: 'dest',
      asim: text('DstIpAddr', {
        difference: { effect: 'approximate', text: 'holds the address, never a name' },
      }),
    }),
    // ASIM's schema of DNS events, "EventSubType".
    row('dns.message', {
      cim: text('message_type', { conversion: 'dnsMessage' }),
      asim: 'EventSubType',
    }),
  ],
  others: {},
}

/** What antivirus products found. */
export const antivirus: FieldFamily = {
  rows: [
    row('malware.name', { sigma: 'Signature', cim: 'signature' }),
    row('file.path', { sigma: 'Filename', cim: 'file_path' }),
  ],
  others: {},
}
