namespace CatalystAuth.Contracts.Events;

/// <summary>The types of events; an audit record carries the same word as its action.</summary>
public static partial class EventTypes
{
    /// <summary>Somebody signed in.</summary>
    public const string SessionCreated = "session.created";

    /// <summary>A session was ended, by its user, an admin, a limit or because a spent refresh token came back.</summary>
    public const string SessionRevoked = "session.revoked";

    /// <summary>A spent refresh token came back: somebody else may have it. The session was ended.</summary>
    public const string SessionRefreshReused = "session.refresh_reused";

    /// <summary>A user proved anew, within a session, who they are.</summary>
    public const string SessionSteppedUp = "session.stepped_up";

    /// <summary>A platform admin began to act as a user.</summary>
    public const string SessionImpersonated = "session.impersonated";

    /// <summary>An access token was given back before its end, by who had it.</summary>
    public const string TokenRevoked = "token.revoked";

    /// <summary>An organisation was created.</summary>
    public const string OrgCreated = "org.created";

    /// <summary>An organisation was renamed.</summary>
    public const string OrgUpdated = "org.updated";

    /// <summary>The labels set on an organisation changed.</summary>
    public const string OrgLabelsChanged = "org.labels_changed";

    /// <summary>The profile of an organisation changed.</summary>
    public const string OrgProfileChanged = "org.profile_changed";

    /// <summary>The settings of an organisation changed.</summary>
    public const string OrgSettingsChanged = "org.settings_changed";

    /// <summary>How the members of an organisation sign in changed.</summary>
    public const string OrgSignInPolicyChanged = "org.sign_in_policy_changed";

    /// <summary>The break-glass member entered an organisation without what its sign-in policy asks for.</summary>
    public const string OrgGlassBroken = "org.glass_broken";

    /// <summary>An organisation was suspended.</summary>
    public const string OrgSuspended = "org.suspended";

    /// <summary>A suspended organisation goes on.</summary>
    public const string OrgReactivated = "org.reactivated";

    /// <summary>An organisation was deleted, and can be restored for a while.</summary>
    public const string OrgDeleted = "org.deleted";

    /// <summary>A deleted organisation was brought back.</summary>
    public const string OrgRestored = "org.restored";

    /// <summary>A deleted organisation was removed for good.</summary>
    public const string OrgPurged = "org.purged";

    /// <summary>The owner left or was demoted, and another owner took their place.</summary>
    public const string OrgOwnerChanged = "org.owner_changed";

    /// <summary>The ownership of an organisation was offered to a member.</summary>
    public const string OrgTransferOffered = "org.transfer_offered";

    /// <summary>An offer of ownership was taken back.</summary>
    public const string OrgTransferRevoked = "org.transfer_revoked";

    /// <summary>An offer of ownership was declined.</summary>
    public const string OrgTransferDeclined = "org.transfer_declined";

    /// <summary>An offer of ownership was accepted.</summary>
    public const string OrgTransferred = "org.transferred";

    /// <summary>A user joined an organisation.</summary>
    public const string MemberAdded = "member.added";

    /// <summary>A member's role or label delta changed.</summary>
    public const string MemberUpdated = "member.updated";

    /// <summary>A user left an organisation or was removed.</summary>
    public const string MemberRemoved = "member.removed";

    /// <summary>A group was created.</summary>
    public const string GroupCreated = "group.created";

    /// <summary>A group was changed or moved.</summary>
    public const string GroupUpdated = "group.updated";

    /// <summary>A group was deleted.</summary>
    public const string GroupDeleted = "group.deleted";

    /// <summary>A member was put into a group.</summary>
    public const string GroupMemberAdded = "group.member_added";

    /// <summary>A member was taken out of a group.</summary>
    public const string GroupMemberRemoved = "group.member_removed";

    /// <summary>A role was created.</summary>
    public const string RoleCreated = "role.created";

    /// <summary>A role was changed.</summary>
    public const string RoleUpdated = "role.updated";

    /// <summary>A role was deleted.</summary>
    public const string RoleDeleted = "role.deleted";

    /// <summary>A role was bound to a subject.</summary>
    public const string RoleBound = "role.bound";

    /// <summary>A binding was taken away.</summary>
    public const string RoleUnbound = "role.unbound";

    /// <summary>Somebody was invited into an organisation.</summary>
    public const string InvitationCreated = "invitation.created";

    /// <summary>An invitation was sent again.</summary>
    public const string InvitationResent = "invitation.resent";

    /// <summary>An invitation was taken back, or another took its place.</summary>
    public const string InvitationRevoked = "invitation.revoked";

    /// <summary>An invitation was accepted; <see cref="MemberAdded"/> comes with it.</summary>
    public const string InvitationAccepted = "invitation.accepted";

    /// <summary>An invitation was declined.</summary>
    public const string InvitationDeclined = "invitation.declined";

    /// <summary>The holder of an expired invitation asks for a new one.</summary>
    public const string InvitationRequested = "invitation.requested";

    /// <summary>An organisation defined a permission or described it anew.</summary>
    public const string PermissionDefined = "permission.defined";

    /// <summary>The schema of a label's key was defined or replaced, by an organisation or for the platform.</summary>
    public const string LabelSchemaSet = "label_schema.set";

    /// <summary>The schema of a label's key was deleted.</summary>
    public const string LabelSchemaDeleted = "label_schema.deleted";

    /// <summary>How an organisation's tokens look to another system was set or replaced.</summary>
    public const string ClaimProfileSet = "claim_profile.set";

    /// <summary>How an organisation's tokens look to another system was deleted, with the secret they were signed with.</summary>
    public const string ClaimProfileDeleted = "claim_profile.deleted";

    /// <summary>A plan was created.</summary>
    public const string PlanCreated = "plan.created";

    /// <summary>A plan changed.</summary>
    public const string PlanUpdated = "plan.updated";

    /// <summary>A plan was deleted.</summary>
    public const string PlanDeleted = "plan.deleted";

    /// <summary>The subscription or the overrides of an organisation, or the overrides of a user, changed.</summary>
    public const string EntitlementChanged = "entitlement.changed";

    /// <summary>The last of a limit was consumed.</summary>
    public const string EntitlementLimitReached = "entitlement.limit_reached";

    /// <summary>A key was issued.</summary>
    public const string KeyIssued = "key.issued";

    /// <summary>A key that another system gave out was taken over.</summary>
    public const string KeyImported = "key.imported";

    /// <summary>A key was changed.</summary>
    public const string KeyUpdated = "key.updated";

    /// <summary>A key got a new secret.</summary>
    public const string KeyRotated = "key.rotated";

    /// <summary>A key was disabled.</summary>
    public const string KeyDisabled = "key.disabled";

    /// <summary>A disabled key was enabled.</summary>
    public const string KeyEnabled = "key.enabled";

    /// <summary>A key was revoked.</summary>
    public const string KeyRevoked = "key.revoked";

    /// <summary>A key stops working soon: told seven days and one day before.</summary>
    public const string KeyExpiring = "key.expiring";

    /// <summary>A key's time is over.</summary>
    public const string KeyExpired = "key.expired";

    /// <summary>The budget of a key was set or taken away.</summary>
    public const string KeyBudgetChanged = "key.budget_changed";

    /// <summary>The last of a part of a key's budget was spent.</summary>
    public const string KeyBudgetExhausted = "key.budget_exhausted";

    /// <summary>A rate limit for keys was made, or what it says replaced.</summary>
    public const string RateLimitSet = "rate_limit.set";

    /// <summary>A rate limit for keys was deleted.</summary>
    public const string RateLimitDeleted = "rate_limit.deleted";

    /// <summary>An app was created.</summary>
    public const string AppCreated = "app.created";

    /// <summary>An app was changed.</summary>
    public const string AppUpdated = "app.updated";

    /// <summary>An app was deleted.</summary>
    public const string AppDeleted = "app.deleted";

    /// <summary>A domain of forward-auth was given to an organisation.</summary>
    public const string ForwardAuthDomainSet = "forward_auth_domain.set";

    /// <summary>A domain of forward-auth was taken away.</summary>
    public const string ForwardAuthDomainRemoved = "forward_auth_domain.removed";

    /// <summary>A webhook was created.</summary>
    public const string WebhookCreated = "webhook.created";

    /// <summary>A webhook was changed.</summary>
    public const string WebhookUpdated = "webhook.updated";

    /// <summary>A webhook was deleted.</summary>
    public const string WebhookDeleted = "webhook.deleted";

    /// <summary>A webhook got a new secret.</summary>
    public const string WebhookSecretRotated = "webhook.secret_rotated";

    /// <summary>Somebody sent a webhook a test.</summary>
    public const string WebhookTested = "webhook.tested";

    /// <summary>Somebody put events in line for a webhook again.</summary>
    public const string WebhookReplayed = "webhook.replayed";

    /// <summary>Nothing gets through to a webhook. Told once, until it recovers.</summary>
    public const string WebhookFailing = "webhook.failing";

    /// <summary>Events get through to a webhook again.</summary>
    public const string WebhookRecovered = "webhook.recovered";

    /// <summary>All attempts to send an event to a webhook failed; it is a dead letter now.</summary>
    public const string WebhookExhausted = "webhook.exhausted";

    /// <summary>A webhook is no longer sent to: it answered 410, or nothing got through for five days.</summary>
    public const string WebhookDisabled = "webhook.disabled";

    /// <summary>A legal hold was set: audit records are kept, and nobody in them is erased.</summary>
    public const string AuditHoldSet = "audit.hold_set";

    /// <summary>A legal hold was released.</summary>
    public const string AuditHoldReleased = "audit.hold_released";

    /// <summary>Somebody took an audit chain out.</summary>
    public const string AuditExported = "audit.exported";

    /// <summary>A new signing key was made, and takes over at once or when verifiers know it.</summary>
    public const string SigningKeyRotated = "signing_key.rotated";

    /// <summary>A signing key was given up: what it signed is refused.</summary>
    public const string SigningKeyRevoked = "signing_key.revoked";

    /// <summary>What forward-auth decided for an app in a minute, by outcome and reason. Told when the installation says so.</summary>
    public const string AuthDecision = "auth.decision";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All => EventCatalogue.Types;
}
