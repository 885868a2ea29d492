/**
 * Fields of the Common Information Model's datasets, by the names of the datasets (Common Information Model Add-on Manual,
 * versions 5 and 6). What an asset or an identity is said to be stands behind any field of one, and is no row of its own.
 */
const rows: Readonly<Record<string, string>> = {
  Processes:
    'action cpu_load_percent dest mem_used original_file_name os parent_process parent_process_exec ' +
    'parent_process_guid parent_process_id parent_process_name parent_process_path process ' +
    'process_current_directory process_exec process_guid process_hash process_id process_integrity_level ' +
    'process_name process_path tag user user_id vendor_product',
  Registry:
    'action dest process_guid process_id registry_hive registry_key_name registry_path registry_value_data ' +
    'registry_value_name registry_value_text registry_value_type status tag user vendor_product',
  Filesystem:
    'action dest file_access_time file_acl file_create_time file_hash file_modify_time file_name file_path ' +
    'file_size process_guid process_id tag user vendor_product',
  Services:
    'description dest process_guid process_id service service_dll service_dll_hash service_dll_path ' +
    'service_dll_signature_exists service_dll_signature_verified service_exec service_hash service_id ' +
    'service_name service_path service_signature_exists service_signature_verified start_mode status tag user ' +
    'vendor_product',
  Ports:
    'creation_time dest dest_port process_guid process_id src src_port state tag transport transport_dest_port ' +
    'user vendor_product',
  Web:
    'action app bytes bytes_in bytes_out cached category cookie dest dest_port dest_translated_ip duration ' +
    'error_code http_content_type http_method http_referrer http_referrer_domain http_user_agent ' +
    'http_user_agent_length operation response_time site src src_translated_ip status storage_name tag uri_path ' +
    'uri_query url url_domain url_length user vendor_product',
  All_Traffic:
    'action app bytes bytes_in bytes_out channel dest dest_interface dest_ip dest_mac dest_port ' +
    'dest_translated_ip dest_translated_port dest_zone direction duration dvc dvc_ip dvc_mac dvc_zone flow_id ' +
    'icmp_code icmp_type icmp_version packets packets_in packets_out process_guid process_id protocol ' +
    'protocol_version response_time rule session_id src src_interface src_ip src_mac src_port ' +
    'src_translated_ip src_translated_port src_zone ssid tag tcp_flag tos transport ttl user user_role ' +
    'vendor_account vendor_product vlan wifi',
  DNS:
    'additional_answer_count answer answer_count authority_answer_count dest dest_port duration message_type ' +
    'name query query_count query_length query_type record_type reply_code reply_code_id response_time src ' +
    'src_port tag transaction_id transport ttl vendor_product',
  Authentication:
    'action app authentication_method authentication_service dest dest_nt_domain duration reason response_time ' +
    'session_id signature signature_id src src_nt_domain src_user src_user_id src_user_name src_user_role ' +
    'src_user_type tag user user_agent user_id user_name user_role user_type vendor_account vendor_product',
}

/** What the framework of assets and identities adds to a field of a machine or a person. */
const enrichments =
  /_(?:bunit|category|priority|is_expected|pci_domain|requires_av|should_timesync|should_update)$/

/** The fields of a dataset; undefined of one that is not known. */
export const cimFields = (dataset: string): readonly string[] | undefined =>
  Object.hasOwn(rows, dataset) ? rows[dataset]!.split(' ') : undefined

/**
 * What Splunk gives events, whatever they say themselves: Search Manual, "Use default fields". Searches may also name what
 * tags a source or a host has, and the group of a server (Search Reference, "search").
 */
const defaults: ReadonlySet<string> = new Set(
  (
    'eventtype eventtypetag host hosttag index linecount punct source sourcetype splunk_server splunk_server_group ' +
    'timeendpos timestamp timestartpos'
  ).split(' '),
)

/** Internal fields, parts of the time of an event as its text has it, and tags of values of one field. */
const defaultForms =
  /^(?:_(?:raw|time|indextime|cd|bkt|si|serial|sourcetype|subsecond)|date_\w+|tag::.*)$/

/** Whether a field of this name is what Splunk gives events. */
export const isDefaultField = (field: string): boolean =>
  defaults.has(field) || defaultForms.test(field)

/**
 * Whether a name is one of tstats, with the dataset that it is of in front. Datasets are written with a capital; a dot alone
 * may be of the field, as in `annotations.mitre_attack`.
 */
export const isQualified = (name: string): boolean => /^[A-Z]\w*\./.test(name)

const made: ReadonlySet<string> = new Set(Object.values(rows).flatMap((names) => names.split(' ')))

/** Whether Splunk and its add-ons give events a field of this name, whether or not the source calls one so. */
export const isMadeBySplunk = (field: string): boolean => isDefaultField(field) || made.has(field)

/** The field that was enriched. */
export const withoutEnrichment = (field: string): string => field.replace(enrichments, '')
