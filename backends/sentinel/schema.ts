/**
 * The columns of the tables of Sentinel that we write queries for, with their types.
 *
 * Source: Microsoft's table references of Azure Monitor (SecurityEvent, Event, AuditLogs, …) and of Defender XDR's advanced hunting
 * (Device*), and ASIM's schema references (im*), whose finer types (enumerated, MD5, username, …) are all strings.
 */

/** Kusto's types, as far as these tables have them. */
export type ColumnType =
  'string' | 'int' | 'long' | 'bool' | 'datetime' | 'real' | 'dynamic' | 'guid'

type Columns = Readonly<Record<string, ColumnType>>

/** Names, by type and with white space between them, as columns. */
const columns = (names: Readonly<Partial<Record<ColumnType, string>>>): Columns =>
  Object.fromEntries(
    Object.entries(names).flatMap(([type, list]) =>
      list
        .trim()
        .split(/\s+/)
        .map((name) => [name, type as ColumnType]),
    ),
  )

/** What every ASIM schema has; the schemas' own references only refer to it. */
const asimCommon = columns({
  string: `
    Dvc DvcAction DvcDescription DvcDomain DvcDomainType DvcFQDN DvcHostname DvcId DvcIdType
    DvcInterface DvcIpAddr DvcMacAddr DvcOriginalAction DvcOs DvcOsVersion DvcScope DvcScopeId
    DvcZone EventMessage EventOriginalResultDetails EventOriginalSeverity EventOriginalSubType
    EventOriginalType EventOriginalUid EventOwner EventProduct EventProductVersion
    EventReportUrl EventResult EventResultDetails EventSeverity EventVendor Type`,
  int: 'EventCount',
  datetime: 'EventEndTime EventStartTime TimeGenerated',
  dynamic: 'AdditionalFields',
})

/** Column to type, by table. */
export const tables: Readonly<Record<string, Columns>> = {
  SecurityEvent: columns({
    string: `
      AccessMask Account AccountDomain AccountExpires AccountName AccountSessionIdentifier
      AccountType Activity AdditionalInfo AdditionalInfo2 AllowedToDelegateTo Attributes
      AuditPolicyChanges AuthenticationPackageName AuthenticationProvider AuthenticationServer
      AuthenticationType AzureDeploymentID CACertificateHash CAPublicKeyHash CalledStationID
      CallerProcessId CallerProcessName CallingStationID CategoryId CertificateDatabaseHash
      Channel ClassId ClassName ClientAddress ClientIPAddress ClientName CommandLine
      CompatibleIds Computer Correlation DCDNSName DeviceDescription DeviceId DisplayName
      Disposition DomainBehaviorVersion DomainName DomainPolicyChanged DomainSid EAPType
      ElevatedToken EventData EventLevelName EventRecordId EventSourceName
      ExtendedQuarantineState FailureReason FileHash FilePath FilePathNoUser Filter ForceLogoff
      Fqbn FullyQualifiedSubjectMachineName FullyQualifiedSubjectUserName GroupMembership
      HandleId HardwareIds HomeDirectory HomePath InterfaceUuid IpAddress IpPort Keywords Level
      LmPackageName LocationInformation LockoutDuration LockoutObservationWindow
      LockoutThreshold LoggingResult LogonGuid LogonHours LogonID LogonProcessName LogonTypeName
      MachineAccountQuota MachineInventory MachineLogon ManagementGroupName MandatoryLabel
      MaxPasswordAge MemberName MemberSid MinPasswordAge MinPasswordLength MixedDomainMode
      NASIPv4Address NASIPv6Address NASIdentifier NASPort NASPortType NetworkPolicyName NewDate
      NewMaxUsers NewProcessId NewProcessName NewRemark NewShareFlags NewTime NewUacValue
      NewValue NewValueType ObjectName ObjectServer ObjectType ObjectValueName OemInformation
      OldMaxUsers OldRemark OldShareFlags OldUacValue OldValue OldValueType Opcode OperationType
      PackageName ParentProcessName PasswordHistoryLength PasswordLastSet PasswordProperties
      PreviousDate PreviousTime PrimaryGroupId PrivateKeyUsageCount PrivilegeList Process
      ProcessId ProcessName ProfilePath Properties ProtocolSequence ProxyPolicyName
      QuarantineHelpURL QuarantineSessionID QuarantineSessionIdentifier QuarantineState
      QuarantineSystemHealthResult RelativeTargetName RemoteIpAddress RemotePort RequestId
      Requester RestrictedAdminMode RowsDeleted SamAccountName ScriptPath SecurityDescriptor
      ServiceAccount ServiceFileName ServiceName ServiceType SessionName ShareLocalPath
      ShareName SidHistory SourceComputerId SourceSystem Status StorageAccount SubStatus
      SubcategoryGuid SubcategoryId Subject SubjectAccount SubjectDomainName
      SubjectKeyIdentifier SubjectLogonId SubjectMachineName SubjectMachineSID SubjectUserName
      SubjectUserSid SystemUserId TableId TargetAccount TargetDomainName TargetInfo
      TargetLinkedLogonId TargetLogonGuid TargetLogonId TargetOutboundDomainName
      TargetOutboundUserName TargetServerName TargetSid TargetUser TargetUserName TargetUserSid
      TemplateContent TemplateDSObjectFQDN TemplateInternalName TemplateOID
      TemplateSchemaVersion TemplateVersion TenantId TokenElevationType TransmittedServices Type
      UserAccountControl UserParameters UserPrincipalName UserWorkstations VendorIds
      VirtualAccount Workstation WorkstationName _IsBillable _ResourceId _SubscriptionId`,
    int: `
      AuditsDiscarded AuthenticationLevel AuthenticationService ErrorCode EventID KeyLength
      LogonType ServiceStartType SystemProcessId SystemThreadId Task Version`,
    real: '_BilledSize',
    datetime: 'TimeGenerated',
  }),
  Event: columns({
    string: `
      AzureDeploymentID Computer EventData EventLevelName EventLog ManagementGroupName Message
      ParameterXml RenderedDescription Role Source SourceSystem Type UserName _IsBillable
      _ResourceId _SubscriptionId`,
    int: 'EventCategory EventID EventLevel',
    real: '_BilledSize',
    datetime: 'TimeGenerated',
  }),
  AWSCloudTrail: columns({
    string: `
      APIVersion AWSRegion AdditionalEventData AwsEventId AwsRequestId AwsRequestId_ Category
      CidrIp CipherSuite ClientProvidedHostHeader DestinationPort EC2RoleDelivery ErrorCode
      ErrorMessage EventName EventSource EventTypeName EventVersion IpProtocol OperationName
      RecipientAccountId RequestParameters Resources ResponseElements ServiceEventDetails
      SessionIssuerAccountId SessionIssuerArn SessionIssuerPrincipalId SessionIssuerType
      SessionIssuerUserName SharedEventId SourceIpAddress SourcePort SourceSystem TenantId
      TlsVersion Type UserAgent UserIdentityAccessKeyId UserIdentityAccountId UserIdentityArn
      UserIdentityInvokedBy UserIdentityPrincipalid UserIdentityType UserIdentityUserName
      VpcEndpointId _IsBillable`,
    real: '_BilledSize',
    bool: 'ManagementEvent ReadOnly SessionMfaAuthenticated',
    datetime: 'SessionCreationDate TimeGenerated',
  }),
  AzureActivity: columns({
    string: `
      ActivityStatus ActivityStatusValue ActivitySubstatus ActivitySubstatusValue Authorization
      Caller CallerIpAddress Category CategoryValue Claims CorrelationId EventDataId HTTPRequest
      Hierarchy Level OperationId OperationName OperationNameValue Properties Resource
      ResourceGroup ResourceId ResourceProvider ResourceProviderValue SourceSystem SubscriptionId
      TenantId Type _IsBillable _ResourceId _SubscriptionId`,
    real: '_BilledSize',
    datetime: 'EventSubmissionTimestamp TimeGenerated',
    dynamic: 'Authorization_d Claims_d Properties_d',
  }),
  AuditLogs: columns({
    string: `
      AADOperationType AADTenantId ActivityDisplayName Category CorrelationId Id Identity Level
      Location LoggedByService OperationName OperationVersion Resource ResourceGroup ResourceId
      ResourceProvider Result ResultDescription ResultReason ResultSignature ResultType
      SourceSystem Type _IsBillable`,
    long: 'DurationMs',
    real: '_BilledSize',
    datetime: 'ActivityDateTime TimeGenerated',
    dynamic: 'AdditionalDetails InitiatedBy TargetResources',
  }),
  SigninLogs: columns({
    string: `
      AADTenantId AlternateSignInName AppDisplayName AppId AppliedConditionalAccessPolicies
      AuthenticationContextClassReferences AuthenticationDetails AuthenticationMethodsUsed
      AuthenticationProcessingDetails AuthenticationProtocol AuthenticationRequirement
      AuthenticationRequirementPolicies AutonomousSystemNumber Category ClientAppUsed
      ConditionalAccessStatus CorrelationId CrossTenantAccessType HomeTenantId IPAddress
      IPAddressFromResourceProvider Id Identity Level Location NetworkLocationDetails
      OperationName OperationVersion OriginalRequestId ProcessingTimeInMilliseconds Resource
      ResourceDisplayName ResourceGroup ResourceId ResourceIdentity ResourceProvider
      ResourceServicePrincipalId ResourceTenantId ResultDescription ResultSignature ResultType
      RiskDetail RiskEventTypes RiskEventTypes_V2 RiskLevel RiskLevelAggregated
      RiskLevelDuringSignIn RiskState ServicePrincipalId ServicePrincipalName
      SessionLifetimePolicies SignInIdentifier SignInIdentifierType SourceSystem TokenIssuerName
      TokenIssuerType Type UniqueTokenIdentifier UserAgent UserDisplayName UserId
      UserPrincipalName UserType _IsBillable`,
    long: 'DurationMs',
    real: '_BilledSize',
    bool: 'FlaggedForReview IsInteractive IsRisky',
    datetime: 'CreatedDateTime TimeGenerated',
    dynamic: `
      AppliedEventListeners ConditionalAccessPolicies DeviceDetail LocationDetails MfaDetail
      Status`,
  }),
  AADUserRiskEvents: columns({
    string: `
      Activity CorrelationId DetectionTimingType Id IpAddress OperationName RequestId RiskDetail
      RiskEventType RiskLevel RiskState Source SourceSystem TenantId TokenIssuerType Type
      UserDisplayName UserId UserPrincipalName _IsBillable`,
    real: '_BilledSize',
    datetime: 'ActivityDateTime DetectedDateTime LastUpdatedDateTime TimeGenerated',
    dynamic: 'AdditionalInfo Location',
  }),
  GCPAuditLogs: columns({
    string: `
      GCPResourceName GCPResourceType InsertId LogName MethodName NumResponseItems PrincipalEmail
      ProjectId ServiceName Severity SourceSystem StatusMessage Subscription TenantId Type
      _IsBillable`,
    real: '_BilledSize',
    datetime: 'TimeGenerated Timestamp',
    dynamic: `
      AuthenticationInfo AuthorizationInfo Metadata Request RequestMetadata ResourceLocation
      ResourceOriginalState Response ServiceData Status`,
  }),
  DeviceProcessEvents: columns({
    string: `
      AccountDomain AccountName AccountObjectId AccountSid AccountUpn ActionType
      AdditionalFields AppGuardContainerId DeviceId DeviceName FileName FolderPath
      InitiatingProcessAccountDomain InitiatingProcessAccountName
      InitiatingProcessAccountObjectId InitiatingProcessAccountSid InitiatingProcessAccountUpn
      InitiatingProcessCommandLine InitiatingProcessFileName InitiatingProcessFolderPath
      InitiatingProcessIntegrityLevel InitiatingProcessMD5 InitiatingProcessParentFileName
      InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP
      InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessSignatureStatus
      InitiatingProcessSignerType InitiatingProcessTokenElevation
      InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoFileDescription
      InitiatingProcessVersionInfoInternalFileName InitiatingProcessVersionInfoOriginalFileName
      InitiatingProcessVersionInfoProductName InitiatingProcessVersionInfoProductVersion MD5
      ProcessCommandLine ProcessIntegrityLevel ProcessRemoteSessionDeviceName
      ProcessRemoteSessionIP ProcessTokenElevation ProcessVersionInfoCompanyName
      ProcessVersionInfoFileDescription ProcessVersionInfoInternalFileName
      ProcessVersionInfoOriginalFileName ProcessVersionInfoProductName
      ProcessVersionInfoProductVersion SHA1 SHA256`,
    long: `
      CreatedProcessSessionId FileSize InitiatingProcessFileSize InitiatingProcessId
      InitiatingProcessLogonId InitiatingProcessParentId InitiatingProcessSessionId LogonId
      ProcessId ReportId`,
    bool: 'IsInitiatingProcessRemoteSession IsProcessRemoteSession',
    datetime: `
      InitiatingProcessCreationTime InitiatingProcessParentCreationTime ProcessCreationTime
      Timestamp`,
  }),
  DeviceRegistryEvents: columns({
    string: `
      ActionType AppGuardContainerId DeviceId DeviceName InitiatingProcessAccountDomain
      InitiatingProcessAccountName InitiatingProcessAccountObjectId InitiatingProcessAccountSid
      InitiatingProcessAccountUpn InitiatingProcessCommandLine InitiatingProcessFileName
      InitiatingProcessFolderPath InitiatingProcessIntegrityLevel InitiatingProcessMD5
      InitiatingProcessParentFileName InitiatingProcessRemoteSessionDeviceName
      InitiatingProcessRemoteSessionIP InitiatingProcessSHA1 InitiatingProcessSHA256
      InitiatingProcessTokenElevation InitiatingProcessVersionInfoCompanyName
      InitiatingProcessVersionInfoFileDescription InitiatingProcessVersionInfoInternalFileName
      InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoProductName
      InitiatingProcessVersionInfoProductVersion PreviousRegistryKey PreviousRegistryValueData
      PreviousRegistryValueName RegistryKey RegistryValueData RegistryValueName
      RegistryValueType`,
    long: `
      InitiatingProcessFileSize InitiatingProcessId InitiatingProcessParentId
      InitiatingProcessSessionId ReportId`,
    bool: 'IsInitiatingProcessRemoteSession',
    datetime: 'InitiatingProcessCreationTime InitiatingProcessParentCreationTime Timestamp',
  }),
  DeviceFileEvents: columns({
    string: `
      ActionType AdditionalFields AppGuardContainerId DeviceId DeviceName FileName FileOriginIP
      FileOriginReferrerUrl FileOriginUrl FolderPath InitiatingProcessAccountDomain
      InitiatingProcessAccountName InitiatingProcessAccountObjectId InitiatingProcessAccountSid
      InitiatingProcessAccountUpn InitiatingProcessCommandLine InitiatingProcessFileName
      InitiatingProcessFolderPath InitiatingProcessIntegrityLevel InitiatingProcessMD5
      InitiatingProcessParentFileName InitiatingProcessRemoteSessionDeviceName
      InitiatingProcessRemoteSessionIP InitiatingProcessSHA1 InitiatingProcessSHA256
      InitiatingProcessTokenElevation InitiatingProcessVersionInfoCompanyName
      InitiatingProcessVersionInfoFileDescription InitiatingProcessVersionInfoInternalFileName
      InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoProductName
      InitiatingProcessVersionInfoProductVersion MD5 PreviousFileName PreviousFolderPath
      RequestAccountDomain RequestAccountName RequestAccountSid RequestProtocol RequestSourceIP
      SHA1 SHA256 SensitivityLabel SensitivitySubLabel ShareName`,
    int: 'RequestSourcePort',
    long: `
      FileSize InitiatingProcessFileSize InitiatingProcessId InitiatingProcessParentId
      InitiatingProcessSessionId ReportId`,
    bool: 'IsAzureInfoProtectionApplied IsInitiatingProcessRemoteSession',
    datetime: 'InitiatingProcessCreationTime InitiatingProcessParentCreationTime Timestamp',
  }),
  DeviceImageLoadEvents: columns({
    string: `
      ActionType AppGuardContainerId DeviceId DeviceName FileName FolderPath
      InitiatingProcessAccountDomain InitiatingProcessAccountName
      InitiatingProcessAccountObjectId InitiatingProcessAccountSid InitiatingProcessAccountUpn
      InitiatingProcessCommandLine InitiatingProcessFileName InitiatingProcessFolderPath
      InitiatingProcessIntegrityLevel InitiatingProcessMD5 InitiatingProcessParentFileName
      InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP
      InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessTokenElevation
      InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoFileDescription
      InitiatingProcessVersionInfoInternalFileName InitiatingProcessVersionInfoOriginalFileName
      InitiatingProcessVersionInfoProductName InitiatingProcessVersionInfoProductVersion MD5 SHA1
      SHA256`,
    long: `
      FileSize InitiatingProcessFileSize InitiatingProcessId InitiatingProcessParentId
      InitiatingProcessSessionId ReportId`,
    bool: 'IsInitiatingProcessRemoteSession',
    datetime: 'InitiatingProcessCreationTime InitiatingProcessParentCreationTime Timestamp',
  }),
  DeviceNetworkEvents: columns({
    string: `
      ActionType AdditionalFields AppGuardContainerId DeviceId DeviceName
      InitiatingProcessAccountDomain InitiatingProcessAccountName
      InitiatingProcessAccountObjectId InitiatingProcessAccountSid InitiatingProcessAccountUpn
      InitiatingProcessCommandLine InitiatingProcessFileName InitiatingProcessFolderPath
      InitiatingProcessIntegrityLevel InitiatingProcessMD5 InitiatingProcessParentFileName
      InitiatingProcessRemoteSessionDeviceName InitiatingProcessRemoteSessionIP
      InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessTokenElevation
      InitiatingProcessVersionInfoCompanyName InitiatingProcessVersionInfoFileDescription
      InitiatingProcessVersionInfoInternalFileName InitiatingProcessVersionInfoOriginalFileName
      InitiatingProcessVersionInfoProductName InitiatingProcessVersionInfoProductVersion LocalIP
      LocalIPType Protocol RemoteIP RemoteIPType RemoteUrl`,
    int: 'LocalPort RemotePort',
    long: `
      InitiatingProcessFileSize InitiatingProcessId InitiatingProcessParentId
      InitiatingProcessSessionId ReportId`,
    bool: 'IsInitiatingProcessRemoteSession',
    datetime: 'InitiatingProcessCreationTime InitiatingProcessParentCreationTime Timestamp',
  }),
  imProcessCreate: {
    ...asimCommon,
    ...columns({
      string: `
        ActingProcessCommandLine ActingProcessFileCompany ActingProcessFileDescription
        ActingProcessFileInternalName ActingProcessFileOriginalName ActingProcessFileProduct
        ActingProcessFileVersion ActingProcessGuid ActingProcessIMPHASH ActingProcessId
        ActingProcessInjectedAddress ActingProcessIntegrityLevel ActingProcessMD5
        ActingProcessName ActingProcessSHA1 ActingProcessSHA256 ActingProcessSHA512
        ActingProcessTokenElevation ActorOriginalUserType ActorScope ActorSessionId ActorUserId
        ActorUserIdType ActorUserType ActorUsername ActorUsernameType CommandLine EventSchema
        EventSchemaVersion EventType Hash HashType ParentProcessFileCompany
        ParentProcessFileDescription ParentProcessFileProduct ParentProcessFileVersion
        ParentProcessGuid ParentProcessIMPHASH ParentProcessId ParentProcessInjectedAddress
        ParentProcessIntegrityLevel ParentProcessMD5 ParentProcessName ParentProcessSHA1
        ParentProcessSHA256 ParentProcessSHA512 ParentProcessTokenElevation Process
        TargetOriginalUserType TargetProcessCommandLine TargetProcessCurrentDirectory
        TargetProcessFileCompany TargetProcessFileDescription TargetProcessFileInternalName
        TargetProcessFileOriginalName TargetProcessFileProduct TargetProcessFileSize
        TargetProcessFileVersion TargetProcessGuid TargetProcessIMPHASH TargetProcessId
        TargetProcessInjectedAddress TargetProcessIntegrityLevel TargetProcessMD5
        TargetProcessName TargetProcessSHA1 TargetProcessSHA256 TargetProcessSHA512
        TargetProcessStatusCode TargetProcessTokenElevation TargetUserId TargetUserIdType
        TargetUserSessionId TargetUserType TargetUsername TargetUsernameType User`,
      long: 'ActingProcessFileSize',
      bool: 'ActingProcessIsHidden ParentProcessIsHidden TargetProcessIsHidden',
      datetime: 'ActingProcessCreationTime ParentProcessCreationTime TargetProcessCreationTime',
    }),
  },
  imRegistry: {
    ...asimCommon,
    ...columns({
      string: `
        ActingProcessGuid ActingProcessId ActingProcessName ActorScope ActorSessionId
        ActorUserId ActorUserIdType ActorUsername ActorUsernameType EventSchema
        EventSchemaVersion EventType ParentProcessGuid ParentProcessId ParentProcessName Process
        RegistryKey RegistryPreviousKey RegistryPreviousValue RegistryPreviousValueData
        RegistryPreviousValueType RegistryValue RegistryValueData RegistryValueType User`,
    }),
  },
  imFileEvent: {
    ...asimCommon,
    ...columns({
      string: `
        ActingProcessCommandLine ActingProcessGuid ActingProcessId ActingProcessName
        ActorOriginalUserType ActorScope ActorScopeId ActorSessionId ActorUserId ActorUserIdType
        ActorUserType ActorUsername ActorUsernameType Application EventSchema EventSchemaVersion
        EventSubType EventType FileName FilePath Hash HashType HttpUserAgent IpAddr
        NetworkApplicationProtocol Process Rule RuleName Src SrcDescription SrcDeviceType
        SrcDomain SrcDomainType SrcDvcId SrcDvcIdType SrcDvcScope SrcDvcScopeId SrcFQDN
        SrcFileDirectory SrcFileExtension SrcFileMD5 SrcFileMimeType SrcFileName SrcFilePath
        SrcFilePathType SrcFileSHA1 SrcFileSHA256 SrcFileSHA512 SrcGeoCity SrcGeoCountry
        SrcGeoRegion SrcHostname SrcIpAddr SrcSubscriptionId TargetAppId TargetAppName
        TargetAppType TargetFileDirectory TargetFileExtension TargetFileMD5 TargetFileMimeType
        TargetFileName TargetFilePath TargetFilePathType TargetFileSHA1 TargetFileSHA256
        TargetFileSHA512 TargetUrl ThreatCategory ThreatField ThreatFilePath ThreatId ThreatName
        ThreatOriginalConfidence ThreatOriginalRiskLevel Url User`,
      int: 'RuleNumber SrcPortNumber ThreatConfidence ThreatRiskLevel',
      long: 'SrcFileSize TargetFileSize',
      real: 'SrcGeoLatitude SrcGeoLongitude',
      bool: 'ThreatIsActive',
      datetime: `
        SrcFileCreationTime TargetFileCreationTime ThreatFirstReportedTime
        ThreatLastReportedTime`,
    }),
  },
  imWebSession: {
    ...asimCommon,
    ...columns({
      string: `
        DstIpAddr EventResult EventResultDetails EventSchema EventSchemaVersion EventType
        FileContentType FileHashType FileMD5 FileName FileSHA1 FileSHA256 FileSHA512 Hash
        HttpContentFormat HttpContentType HttpHost HttpReferrer HttpRequestMethod HttpRequestXff
        HttpStatusCode HttpUserAgent HttpVersion SrcIpAddr Url UrlCategory UrlOriginal UserAgent`,
      int: 'HttpRequestTime HttpResponseTime',
      long: 'FileSize',
    }),
  },
  _Im_Dns: {
    ...asimCommon,
    ...columns({
      string: `
        DnsFlags DnsQuery DnsQueryClassName DnsQueryTypeName DnsResponseCodeName
        DnsResponseIpCity DnsResponseIpCountry DnsResponseIpRegion DnsResponseName DnsSessionId
        Domain DomainCategory Dst DstDescription DstDeviceType DstDomain DstDomainType DstDvcId
        DstDvcIdType DstDvcScope DstDvcScopeId DstFQDN DstGeoCity DstGeoCountry DstGeoRegion
        DstHostname DstIpAddr Duration EventResultDetails EventSchema EventSchemaVersion
        EventSubType EventType Hostname IpAddr NetworkProtocol NetworkProtocolVersion
        NetworkRuleName Process Rule SessionId Src SrcDescription SrcDeviceType SrcDomain
        SrcDomainType SrcDvcId SrcDvcIdType SrcDvcScope SrcDvcScopeId SrcFQDN SrcGeoCity
        SrcGeoCountry SrcGeoRegion SrcHostname SrcIpAddr SrcOriginalUserType SrcProcessGuid
        SrcProcessId SrcProcessName SrcUserId SrcUserIdType SrcUserScope SrcUserScopeId
        SrcUserSessionId SrcUserType SrcUsername SrcUsernameType ThreatCategory ThreatField
        ThreatId ThreatIpAddr ThreatName ThreatOriginalConfidence ThreatOriginalRiskLevel
        TransactionIdHex UrlCategory User`,
      int: `
        DnsNetworkDuration DnsQueryClass DnsQueryType DnsResponseCode DstOriginalRiskLevel
        DstPortNumber DstRiskLevel NetworkRuleNumber SrcOriginalRiskLevel SrcPortNumber
        SrcRiskLevel ThreatConfidence ThreatRiskLevel`,
      real: `
        DnsResponseIpLatitude DnsResponseIpLongitude DstGeoLatitude DstGeoLongitude
        SrcGeoLatitude SrcGeoLongitude`,
      bool: `
        DnsFlagsAuthenticated DnsFlagsAuthoritative DnsFlagsCheckingDisabled
        DnsFlagsRecursionAvailable DnsFlagsRecursionDesired DnsFlagsTruncated DnsFlagsZ
        ThreatIsActive`,
      datetime: 'ThreatFirstReportedTime ThreatLastReportedTime',
    }),
  },
}
