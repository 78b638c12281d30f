namespace CatalystAuth.Core.Invalidation;

/// <summary>One thing that verifiers must stop believing.</summary>
/// <param name="Kind">What kind of thing changed.</param>
/// <param name="Subject">Which: an id, or <c>user_…/org_…</c> for a membership.</param>
/// <param name="At">When: tokens issued before are dead.</param>
/// <param name="Number">Tells entries of the log apart that are alike otherwise; 0 before it is in the log.</param>
public sealed record Invalidation(InvalidationKind Kind, string Subject, DateTimeOffset At, long Number = 0);

/// <summary>What kind of thing changed.</summary>
public enum InvalidationKind
{
    /// <summary>A session ended.</summary>
    Session = 1,

    /// <summary>A key was revoked.</summary>
    Key = 2,

    /// <summary>A membership was removed or its role, or what the organisation or user carries, shrank.</summary>
    Membership = 3,

    /// <summary>An app was created, changed or deleted.</summary>
    App = 4,

    /// <summary>Something that effective identities are made of changed; the subject is its tag.</summary>
    Identity = 5,

    /// <summary>A role holds less, or fewer have it: tokens that carry it are dead. The subject is <c>org_…/role/name</c>.</summary>
    Role = 6,

    /// <summary>Being in a group means less: tokens that carry it are dead. The subject is <c>org_…/group/path</c>.</summary>
    Group = 7,

    /// <summary>A user was banned or deleted: all of their tokens are dead, whatever session or organisation they are for.</summary>
    User = 8,

    /// <summary>An organisation was suspended or deleted: all of its tokens are dead, also those that are made by mistake later.</summary>
    OrgStopped = 9,

    /// <summary>An organisation goes on. Tokens from before stay dead.</summary>
    OrgResumed = 10,

    /// <summary>
    /// An organisation, a user, a plan or the default plan gives less: tokens with what it gave are dead. The subject is
    /// <c>ent/…</c> with the id, <c>plan/key</c>, or <c>*</c> for every organisation.
    /// </summary>
    Entitlements = 11,

    /// <summary>A signing key was given up: what it signed is dead. The subject is <c>kid/…</c>.</summary>
    SigningKeyRevoked = 12,

    /// <summary>There are other signing keys, or other times of them.</summary>
    SigningKeysChanged = 13,

    /// <summary>An access token was given back; the subject is its id.</summary>
    Token = 14,

    /// <summary>A domain of forward-auth was set or removed; the subject is the domain.</summary>
    ForwardAuthDomain = 15,

    /// <summary>How members of an organisation sign in changed: their tokens from before are dead. The subject is <c>signin/org_…</c>.</summary>
    SignIn = 16,

    /// <summary>
    /// What tokens say of a user, an organisation, a membership, a role or a group changed: who decides by that believes tokens from before no more. The subject is
    /// <c>claims/…</c>.
    /// </summary>
    Claims = 17,
}
