using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Revocations;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Contracts.Json;

/// <summary>Every type that crosses the wire, for serialisation without reflection.</summary>
[JsonSerializable(typeof(StartFlowRequest))]
[JsonSerializable(typeof(AnswerFlowRequest))]
[JsonSerializable(typeof(FlowResponse))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(SigningKeyInfo))]
[JsonSerializable(typeof(IReadOnlyList<SigningKeyInfo>))]
[JsonSerializable(typeof(RotateSigningKeyRequest))]
[JsonSerializable(typeof(RevokeSigningKeyRequest))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(OAuthError))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(IReadOnlyList<ProfileLink>))]
[JsonSerializable(typeof(SetMyProfileRequest))]
[JsonSerializable(typeof(SetProfileRequest))]
[JsonSerializable(typeof(BanUserRequest))]
[JsonSerializable(typeof(DeleteMeRequest))]
[JsonSerializable(typeof(UserEmail))]
[JsonSerializable(typeof(IReadOnlyList<UserEmail>))]
[JsonSerializable(typeof(AddEmailRequest))]
[JsonSerializable(typeof(VerifyEmailRequest))]
[JsonSerializable(typeof(EffectiveUser))]
[JsonSerializable(typeof(IReadOnlyList<Session>))]
[JsonSerializable(typeof(SetLabelsRequest))]
[JsonSerializable(typeof(SetLabelSchemaRequest))]
[JsonSerializable(typeof(LabelSchema))]
[JsonSerializable(typeof(IReadOnlyList<LabelSchema>))]
[JsonSerializable(typeof(CreateOrgRequest))]
[JsonSerializable(typeof(UpdateOrgRequest))]
[JsonSerializable(typeof(Org))]
[JsonSerializable(typeof(Page<Org>))]
[JsonSerializable(typeof(OrgProfile))]
[JsonSerializable(typeof(OrgSettings))]
[JsonSerializable(typeof(SuspendOrgRequest))]
[JsonSerializable(typeof(Transfer))]
[JsonSerializable(typeof(OfferTransferRequest))]
[JsonSerializable(typeof(AddMemberRequest))]
[JsonSerializable(typeof(UpdateMemberRequest))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(Page<Member>))]
[JsonSerializable(typeof(CreateGroupRequest))]
[JsonSerializable(typeof(UpdateGroupRequest))]
[JsonSerializable(typeof(MoveGroupRequest))]
[JsonSerializable(typeof(Group))]
[JsonSerializable(typeof(Page<Group>))]
[JsonSerializable(typeof(Page<GroupMember>))]
[JsonSerializable(typeof(CreateRoleRequest))]
[JsonSerializable(typeof(UpdateRoleRequest))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(IReadOnlyList<Role>))]
[JsonSerializable(typeof(CreateBindingRequest))]
[JsonSerializable(typeof(RoleBinding))]
[JsonSerializable(typeof(Page<RoleBinding>))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(BulkAddMembersRequest))]
[JsonSerializable(typeof(BulkAddMembersResponse))]
[JsonSerializable(typeof(InviteRequest))]
[JsonSerializable(typeof(BulkInviteRequest))]
[JsonSerializable(typeof(BulkInviteResponse))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(Page<Invitation>))]
[JsonSerializable(typeof(InvitationTokenRequest))]
[JsonSerializable(typeof(InvitationPreview))]
[JsonSerializable(typeof(IReadOnlyList<MyInvitation>))]
[JsonSerializable(typeof(AcceptedInvitation))]
[JsonSerializable(typeof(DefinePermissionRequest))]
[JsonSerializable(typeof(Permission))]
[JsonSerializable(typeof(IReadOnlyList<Permission>))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(IReadOnlyList<Plan>))]
[JsonSerializable(typeof(PlanDefinition))]
[JsonSerializable(typeof(UpdatePlanRequest))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(PlanImport))]
[JsonSerializable(typeof(OrgEntitlements))]
[JsonSerializable(typeof(SetOrgEntitlementsRequest))]
[JsonSerializable(typeof(UserEntitlements))]
[JsonSerializable(typeof(SetUserEntitlementsRequest))]
[JsonSerializable(typeof(Usage))]
[JsonSerializable(typeof(IReadOnlyList<Usage>))]
[JsonSerializable(typeof(ConsumeRequest))]
[JsonSerializable(typeof(IReadOnlyList<PlanLimit>))]
[JsonSerializable(typeof(IReadOnlyList<FeatureOverride>))]
[JsonSerializable(typeof(IReadOnlyList<LimitOverride>))]
[JsonSerializable(typeof(IssueKeyRequest))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(Page<ApiKey>))]
[JsonSerializable(typeof(CreateAppRequest))]
[JsonSerializable(typeof(UpdateAppRequest))]
[JsonSerializable(typeof(App))]
[JsonSerializable(typeof(Page<App>))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(IReadOnlyList<EventDefinition>))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(AuditSinkRecord))]
[JsonSerializable(typeof(RevocationPage))]
[JsonSerializable(typeof(WebhookEnvelope))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(AuditHold))]
[JsonSerializable(typeof(Page<AuditHold>))]
[JsonSerializable(typeof(SetAuditHoldRequest))]
[JsonSerializable(typeof(IReadOnlyList<AppRule>))]
[JsonSerializable(typeof(IReadOnlyList<LabelEntry>))]
[JsonSerializable(typeof(IReadOnlyList<LabelTarget>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(Page<Webhook>))]
[JsonSerializable(typeof(WebhookSecret))]
[JsonSerializable(typeof(CreateWebhookRequest))]
[JsonSerializable(typeof(UpdateWebhookRequest))]
[JsonSerializable(typeof(RotateWebhookSecretRequest))]
[JsonSerializable(typeof(DeliverEventRequest))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(RecoverRequest))]
[JsonSerializable(typeof(ReplayResult))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Page<Delivery>))]
[JsonSerializable(typeof(DeliveryAttempt))]
[JsonSerializable(typeof(DeliveryLog))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
public sealed partial class CatalystJsonContext : JsonSerializerContext;
