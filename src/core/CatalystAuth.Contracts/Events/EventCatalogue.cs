using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Json;

namespace CatalystAuth.Contracts.Events;

/// <summary>Every type of event: what it means and what its data looks like.</summary>
public static class EventCatalogue
{
    private static readonly Entry[] Entries =
    [
        Entry.Of<UserCreated>("Somebody signed up, or the first admin was made."),
        Entry.Of<UserLabelsChanged>("The labels set on a user changed."),
        Entry.Of<UserUpdated>("A user's profile changed."),
        Entry.Of<UserBanned>("A user was kept out."),
        Entry.Of<UserUnbanned>("A user was let in again."),
        Entry.Of<UserDeleted>("A user was deleted."),
        Entry.Of<UserErased>("What the audit trail knew of a user was made unreadable."),
        Entry.Of<UserEmailAdded>("A user added an address."),
        Entry.Of<UserEmailVerified>("A user proved an address."),
        Entry.Of<UserEmailChangeRequested>("A user asked for another primary address; the old one is asked to agree."),
        Entry.Of<UserEmailChangeStopped>("A change of the primary address was taken back, or stopped by who reads the old one."),
        Entry.Of<UserEmailPrimaryChanged>("Another address of a user's became the primary one."),
        Entry.Of<UserEmailRemoved>("A user removed an address."),
        Entry.Of<UserFactorAdded>("A user set up a second factor."),
        Entry.Of<UserFactorRenamed>("A user renamed a second factor."),
        Entry.Of<UserFactorRemoved>("A user removed a second factor."),
        Entry.Of<UserDeviceForgotten>("A user had a device that they signed in with forgotten, which ends its trust."),
        Entry.Of<UserPasskeySuspected>("A passkey was refused, as its authenticator counted backwards: there may be a copy of it."),
        Entry.Of<UserRecoveryCodesGenerated>("A user got new recovery codes."),
        Entry.Of<UserRecoveryCodeUsed>("A user proved who they are with a recovery code."),
        Entry.Of<UserPasswordChanged>("A user's password was set or changed."),
        Entry.Of<UserPasswordChangeRequired>("A platform admin asked a user for another password, before their next session."),
        Entry.Of<UserUnlocked>("Passwords of a user can be tried again from one browser, by the link of a mail."),
        Entry.Of<UserDataExported>("A user took out what is known of them."),
        Entry.Of<UserMfaReset>("A platform admin took all second factors of a user away."),
        Entry.Of<SessionCreated>("Somebody signed in."),
        Entry.Of<SessionRevoked>("A session was ended, by its user, an admin, a limit or because a spent refresh token came back."),
        Entry.Of<SessionRefreshReused>("A spent refresh token came back: somebody else may have it. The session was ended."),
        Entry.Of<SessionSteppedUp>("A user proved anew, within a session, who they are."),
        Entry.Of<SessionImpersonated>("A platform admin began to act as a user."),
        Entry.Of<TokenRevoked>("An access token was given back before its end, by who had it."),
        Entry.Of<OrgCreated>("An organisation was created."),
        Entry.Of<OrgUpdated>("An organisation was renamed."),
        Entry.Of<OrgLabelsChanged>("The labels set on an organisation changed."),
        Entry.Of<OrgProfileChanged>("The profile of an organisation changed."),
        Entry.Of<OrgSettingsChanged>("The settings of an organisation changed."),
        Entry.Of<OrgSignInPolicyChanged>("How the members of an organisation sign in changed."),
        Entry.Of<OrgGlassBroken>("The break-glass member entered an organisation without what its sign-in policy asks for."),
        Entry.Of<OrgSuspended>("An organisation was suspended."),
        Entry.Of<OrgReactivated>("A suspended organisation goes on."),
        Entry.Of<OrgDeleted>("An organisation was deleted, and can be restored for a while."),
        Entry.Of<OrgRestored>("A deleted organisation was brought back."),
        Entry.Of<OrgPurged>("A deleted organisation was removed for good."),
        Entry.Of<OrgOwnerChanged>("The owner left or was demoted, and another owner took their place."),
        Entry.Of<OrgTransferOffered>("The ownership of an organisation was offered to a member."),
        Entry.Of<OrgTransferRevoked>("An offer of ownership was taken back."),
        Entry.Of<OrgTransferDeclined>("An offer of ownership was declined."),
        Entry.Of<OrgTransferred>("An offer of ownership was accepted."),
        Entry.Of<MemberAdded>("A user joined an organisation."),
        Entry.Of<MemberUpdated>("A member's role or label delta changed."),
        Entry.Of<MemberRemoved>("A user left an organisation or was removed."),
        Entry.Of<GroupCreated>("A group was created."),
        Entry.Of<GroupUpdated>("A group was changed or moved."),
        Entry.Of<GroupDeleted>("A group was deleted."),
        Entry.Of<GroupMemberAdded>("A member was put into a group."),
        Entry.Of<GroupMemberRemoved>("A member was taken out of a group."),
        Entry.Of<RoleCreated>("A role was created."),
        Entry.Of<RoleUpdated>("A role was changed."),
        Entry.Of<RoleDeleted>("A role was deleted."),
        Entry.Of<RoleBound>("A role was bound to a subject."),
        Entry.Of<RoleUnbound>("A binding was taken away."),
        Entry.Of<InvitationCreated>("Somebody was invited into an organisation."),
        Entry.Of<InvitationResent>("An invitation was sent again."),
        Entry.Of<InvitationRevoked>("An invitation was taken back, or another took its place."),
        Entry.Of<InvitationAccepted>("An invitation was accepted; member.added comes with it."),
        Entry.Of<InvitationDeclined>("An invitation was declined."),
        Entry.Of<InvitationRequested>("The holder of an expired invitation asks for a new one."),
        Entry.Of<PermissionDefined>("An organisation defined a permission or described it anew."),
        Entry.Of<LabelSchemaSet>("The schema of a label's key was defined or replaced, by an organisation or for the platform."),
        Entry.Of<LabelSchemaDeleted>("The schema of a label's key was deleted."),
        Entry.Of<ClaimProfileSet>("How an organisation's tokens look to another system was set or replaced."),
        Entry.Of<ClaimProfileDeleted>("How an organisation's tokens look to another system was deleted, with the secret they were signed with."),
        Entry.Of<PlanCreated>("A plan was created."),
        Entry.Of<PlanUpdated>("A plan changed."),
        Entry.Of<PlanDeleted>("A plan was deleted."),
        Entry.Of<EntitlementChanged>("The subscription or the overrides of an organisation, or the overrides of a user, changed."),
        Entry.Of<EntitlementLimitReached>("The last of a limit was consumed."),
        Entry.Of<KeyIssued>("A key was issued."),
        Entry.Of<KeyImported>("A key that another system gave out was taken over by its hash."),
        Entry.Of<KeyUpdated>("A key was changed."),
        Entry.Of<KeyRotated>("A key got a new secret."),
        Entry.Of<KeyDisabled>("A key was disabled."),
        Entry.Of<KeyEnabled>("A disabled key was enabled."),
        Entry.Of<KeyRevoked>("A key was revoked, by hand or because the user who owned it left, was banned or deleted."),
        Entry.Of<KeyExpiring>("A key stops working soon: told seven days and one day before, as far as it lives that long."),
        Entry.Of<KeyExpired>("A key's time is over; an ephemeral one is gone."),
        Entry.Of<KeyBudgetChanged>("The budget of a key was set or taken away."),
        Entry.Of<KeyBudgetExhausted>("The last of a part of a key's budget was spent; it gives no tokens until the next period."),
        Entry.Of<RateLimitSet>("A rate limit for keys was made, or what it says replaced."),
        Entry.Of<RateLimitDeleted>("A rate limit for keys was deleted."),
        Entry.Of<AppCreated>("An app was created."),
        Entry.Of<AppUpdated>("An app was changed."),
        Entry.Of<AppDeleted>("An app was deleted."),
        Entry.Of<ForwardAuthDomainSet>("A domain of forward-auth was given to an organisation."),
        Entry.Of<ForwardAuthDomainRemoved>("A domain of forward-auth was taken away."),
        Entry.Of<WebhookCreated>("A webhook was created."),
        Entry.Of<WebhookUpdated>("A webhook was changed."),
        Entry.Of<WebhookDeleted>("A webhook was deleted."),
        Entry.Of<WebhookSecretRotated>("A webhook got a new secret."),
        Entry.Of<WebhookTested>("Somebody sent a webhook a test."),
        Entry.Of<WebhookReplayed>("Somebody put events in line for a webhook again."),
        Entry.Of<WebhookFailing>("Nothing gets through to a webhook. Told once, until it recovers."),
        Entry.Of<WebhookRecovered>("Events get through to a webhook again."),
        Entry.Of<WebhookExhausted>("All attempts to send an event to a webhook failed; it is a dead letter now."),
        Entry.Of<WebhookDisabled>("A webhook is no longer sent to: it answered 410, or nothing got through for five days."),
        Entry.Of<AuditHoldSet>("A legal hold was set: audit records are kept, and nobody in them is erased."),
        Entry.Of<AuditHoldReleased>("A legal hold was released."),
        Entry.Of<AuditExported>("Somebody took an audit chain out."),
        Entry.Of<SigningKeyRotated>("A new signing key was made, and takes over at once or when verifiers know it."),
        Entry.Of<SigningKeyRevoked>("A signing key was given up: what it signed is refused."),
        Entry.Of<AuthDecision>("Forward-auth decided for an app: how often in a minute, by outcome and reason. Told when the operator wants it."),
    ];

    private static readonly Lazy<IReadOnlyList<EventDefinition>> Definitions = new(() => [.. Entries.Select(entry => entry.Define())]);

    /// <summary>The names of all types.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Entries.Select(entry => entry.Type)];

    /// <summary>The definitions of all types, in the order of <see cref="Types"/>.</summary>
    public static IReadOnlyList<EventDefinition> All => Definitions.Value;

    /// <summary>How the data of a type is read and written; null when there is no such type.</summary>
    public static JsonTypeInfo? FindData(string type) => Array.Find(Entries, entry => entry.Type == type)?.DataInfo;

    private sealed record Entry(string Type, int Version, string Description, Type DataType)
    {
        public JsonTypeInfo DataInfo => CatalystJson.Strict.GetTypeInfo(DataType);

        public static Entry Of<T>(string description)
            where T : IEventData => new(T.Type, T.Version, description, typeof(T));

        public EventDefinition Define() => new(
            Type, Version, Type[..Type.IndexOf('.', StringComparison.Ordinal)], Description,
            EventSchema.Make(CatalystJson.Tolerant.GetTypeInfo(DataType)));
    }
}
