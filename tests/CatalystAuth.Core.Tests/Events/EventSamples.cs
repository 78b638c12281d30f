using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Contracts.SignInPolicies;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Tests.Events;

/// <summary>The data of one event of each type, as the documentation shows it.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Ada = Id<UserId>(1);
    private static readonly UserId Bob = Id<UserId>(2);
    private static readonly UserState User = new("ada@example.com", "Ada", PlatformAdmin: false);
    private static readonly UserEmailState Email = new(Id<EmailId>(3), "ada@example.org", Verified: false);
    private static readonly FactorState Phone = new("totp_1", FactorKinds.Totp, "Phone");
    private static readonly BanState Ban = new("Spam", Noon);
    private static readonly SessionState Session = new(Ada, ["pwd"], "192.0.2.7", new(DeviceKind.Desktop, "Firefox", "140", "Linux"));
    private static readonly OrgState Acme = new("Acme", "acme");
    private static readonly OrgStatusState Active = new(OrgStatus.Active);
    private static readonly OrgStatusState Suspended = new(OrgStatus.Suspended, "Unpaid");
    private static readonly TransferState Transfer = new(Ada, Bob, Noon);
    private static readonly MemberState Member = new("member", []);
    private static readonly GroupState Group = new("engineering/backend", "Backend", ["writer"], [], "Who is on call.");
    private static readonly GroupMemberState InGroup = new(Bob, "engineering/backend");
    private static readonly RoleState Role = new("writer", ["docs:read"], "Writes.");
    private static readonly BindingState Binding = new(Bob.ToString(), "writer", Id<GroupId>(4), Noon);
    private static readonly PlanDefinition Plan = new("pro", "Pro", null, ["sso"], [new("members", 50), new("reports", null, LimitPeriod.Month)], [], true);
    private static readonly EntitlementState Entitlement = new([new("sso", Reason: "Pilot")], [], "pro");
    private static readonly KeyState Key = new("Deployment", ["docs:read"], Noon, KeyKind.Server, Addresses: ["203.0.113.0/24"]);
    private static readonly LabelSchemaState Schema = new(
        LabelValue.Required, ["gold", "silver"], [LabelTarget.Org], LabelSetter.Platform, ClientVisible: true, "What they bought.");

    private static readonly ClaimProfileState Claims = new("qdrant", [new("docs", Scope: "docs:read", Access: "r")], HasSecret: true, Lifetime: 120);

    private static readonly AppState App = new(
        "Wiki", ["wiki.example.com"], [new("/public/**", new Requirement.Public()), new("/**", new Requirement.Scope("docs:read"), ["GET"])], 1);

    private static readonly InvitationState Pending = new(
        InvitationStatus.Pending, "bob@example.com", "member", [Id<GroupId>(4)], ["+vip"], 1, Noon);

    private static readonly InvitationState Expired = Pending with { Status = InvitationStatus.Expired };

    public static readonly IReadOnlyList<object> All =
    [
        new UserCreated(User),
        new UserLabelsChanged(new(["beta"]), new(["beta", "trial"], [new("trial", Noon)])),
        new UserUpdated(
            new("Ada", Links: []), new("Countess", Bio: "Counts.", Links: [new("Site", "https://example.com")]), [CustomDataPart.Writable]),
        new UserBanned(Ban),
        new UserUnbanned(Ban),
        new UserDeleted(User),
        new UserErased(2),
        new UserEmailAdded(Email),
        new UserEmailVerified(Email, Email with { Verified = true }),
        new UserEmailChangeRequested(new("ada@example.com"), new("ada@example.org"), Noon),
        new UserEmailChangeStopped(new("ada@example.org"), Refused: true, 2),
        new UserEmailPrimaryChanged(new("ada@example.com"), new("ada@example.org")),
        new UserEmailRemoved(Email),
        new UserFactorAdded(Phone),
        new UserFactorRenamed(Phone, Phone with { Name = "Old phone" }),
        new UserFactorRemoved(Phone),
        new UserDeviceForgotten(new(new(Guid.Parse("0190aaaa-0000-7000-8000-000000000031")), Trusted: true, new(DeviceKind.Desktop, "Firefox", "140", "Windows"))),
        new UserPasskeySuspected(new("passkey_1", FactorKinds.Passkey, "Laptop"), 4, 7),
        new UserRecoveryCodesGenerated(new(3), new(10)),
        new UserRecoveryCodeUsed(new(9)),
        new UserPasswordChanged(2),
        new UserPasswordChangeRequired("Ticket 42", 2),
        new UserUnlocked("198.51.100.9", new(DeviceKind.Desktop, "Firefox", "140", "Windows")),
        new UserDataExported("198.51.100.9", new(DeviceKind.Desktop, "Firefox", "140", "Windows")),
        new UserMfaReset(new([Phone], 9), "Lost the phone"),
        new SessionCreated(Session),
        new SessionRevoked(Session, SessionEndReasons.SignedOut),
        new SessionRefreshReused(Session, "198.51.100.9", new(DeviceKind.Program, "curl", "8")),
        new SessionSteppedUp(Session),
        new SessionImpersonated(new(Ada, Bob, "Ticket 42", Writes: false, Noon)),
        new TokenRevoked("0190aaaa000070008000000000000001", Noon, Ada),
        new OrgCreated(Acme),
        new OrgUpdated(Acme, Acme with { Name = "Acme Ltd" }),
        new OrgLabelsChanged(new(["beta"]), new([])),
        new OrgProfileChanged(new(Website: "https://acme.example"), new("Rockets and more.", Website: "https://acme.example.com")),
        new OrgSettingsChanged(new(2), new(3), [SettingsPart.Server]),
        new OrgSignInPolicyChanged(new([], false, OrgSignUp.InviteOnly), new(["passkey"], true, OrgSignUp.InviteOnly, Ada)),
        new OrgGlassBroken("All passkeys are lost", Noon),
        new OrgSuspended(Active, Suspended),
        new OrgReactivated(Suspended, Active),
        new OrgDeleted(Active, new(OrgStatus.Deleted, PurgeAt: Noon)),
        new OrgRestored(new(OrgStatus.Deleted, PurgeAt: Noon, OwnerUserId: Ada), Active with { OwnerUserId = Ada }),
        new OrgPurged(Acme, Noon),
        new OrgOwnerChanged(new(Ada), new(Bob)),
        new OrgTransferOffered(Transfer),
        new OrgTransferRevoked(Transfer),
        new OrgTransferDeclined(Transfer),
        new OrgTransferred(new(Ada), new(Bob)),
        new MemberAdded(Member),
        new MemberUpdated(Member, new("admin", ["+vip"], [new("+vip", Noon)])),
        new MemberRemoved(Member),
        new GroupCreated(Group),
        new GroupUpdated(Group, Group with { Name = "Servers", Labels = ["night"] }),
        new GroupDeleted(Group),
        new GroupMemberAdded(InGroup),
        new GroupMemberRemoved(InGroup),
        new RoleCreated(Role),
        new RoleUpdated(Role, Role with { Permissions = ["docs:read", "docs:write"] }),
        new RoleDeleted(Role),
        new RoleBound(Binding),
        new RoleUnbound(Binding),
        new InvitationCreated(Pending),
        new InvitationResent(Expired, Pending with { SentCount = 2, ExpiresAt = Noon.AddDays(7) }),
        new InvitationRevoked(Pending, Pending with { Status = InvitationStatus.Revoked }, Id<InvitationId>(5)),
        new InvitationAccepted(Pending, Pending with { Status = InvitationStatus.Accepted, AcceptedBy = Bob }, EmailVerified: true),
        new InvitationDeclined(Pending, Pending with { Status = InvitationStatus.Declined }),
        new InvitationRequested(Expired, Expired with { RequestedAt = Noon.AddDays(1) }),
        new PermissionDefined(new("Publish documents."), new("Publish.")),
        new LabelSchemaSet(Schema),
        new LabelSchemaDeleted(Schema),
        new ClaimProfileSet(Claims, SecretChanged: true),
        new ClaimProfileDeleted(Claims),
        new PlanCreated(Plan),
        new PlanUpdated(Plan, Plan with { Features = ["sso", "audit"] }),
        new PlanDeleted(Plan),
        new EntitlementChanged(Entitlement with { Limits = [new("members", 100, ExpiresAt: Noon)] }, Entitlement),
        new EntitlementLimitReached("reports", 1000, "2030-01"),
        new KeyIssued(Key),
        new KeyImported(Key),
        new KeyUpdated(Key, Key with { Description = "Of the night.", RateLimits = ["requests"], RateLimitOverrides = [new("requests", 1000, 60, Noon)] }),
        new KeyRotated(Key, Noon),
        new KeyDisabled(Key),
        new KeyEnabled(Key),
        new KeyRevoked(Key, "member_removed"),
        new KeyExpiring(Key),
        new KeyExpired(Key),
        new KeyBudgetChanged(new(BudgetRefill.None, Calls: 100), new(BudgetRefill.Monthly, Calls: 100, Money: 5_000_000)),
        new KeyBudgetExhausted(new(BudgetRefill.Daily, Tokens: 1_000_000)),
        new RateLimitSet(new(200, 60, RateLimitSharing.Owner, "All calls."), new(100, 60, RateLimitSharing.Key)),
        new RateLimitDeleted(new(200, 60, RateLimitSharing.Owner)),
        new AppCreated(App),
        new AppUpdated(App, App with { Hosts = ["docs.example.com", "wiki.example.com"], Version = 2 }),
        new AppDeleted(App),
        new ForwardAuthDomainSet(new("example.com", "org_2"), new("example.com", "org_1")),
        new ForwardAuthDomainRemoved(new("example.com", "org_2")),
        new WebhookCreated(Hook),
        new WebhookUpdated(Hook, Hook with { Status = WebhookStatus.Disabled, DisabledReason = "manual" }),
        new WebhookDeleted(Hook),
        new WebhookSecretRotated(Noon),
        new WebhookTested(null, "connection_failed"),
        new WebhookReplayed(12, From: Noon.AddDays(-1), To: Noon),
        new WebhookFailing(Failed with { Attempts = 4 }, Noon),
        new WebhookRecovered(Noon),
        new WebhookExhausted(Failed),
        new WebhookDisabled("failing", Noon.AddDays(-5)),
        new AuditHoldSet(new("Case 2026-17")),
        new AuditHoldReleased(new("Case 2026-17")),
        new AuditExported("jsonl", 1, 1024),
        new SigningKeyRotated(SigningKey),
        new SigningKeyRevoked(SigningKey, "Its backup was lost.", "pFHY4nSUIZq3ZgqNw2Zr8pVu0hVqS0y4QnCeC0gOvJk"),
        new AuthDecision(DecisionOutcome.Deny, DecisionReasons.Unauthenticated, 7, Noon, Noon.AddMinutes(1), Id<DecisionId>(23)),
    ];

    private static SigningKeyState SigningKey => new(SigningKeyUse.Access, "RS256", Noon.AddDays(1));

    private static WebhookState Hook => new(
        "https://hooks.example.com/catalyst", ["member.*"], [], ["X-Tenant"], WebhookPayload.Full, WebhookSigning.Hmac, 5, [], WebhookStatus.Active,
        "Ours");

    private static FailedDelivery Failed => new(Id<DeliveryId>(21), Id<EventId>(22), EventTypes.MemberAdded, 8, 500);

    private static TId Id<TId>(int number)
        where TId : struct, ITypeId<TId> => TId.From(new Guid($"0190aaaa-0000-7000-8000-{number:x12}"));
}
