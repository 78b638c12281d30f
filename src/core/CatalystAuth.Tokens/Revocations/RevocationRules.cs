using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.Tokens;

namespace CatalystAuth.Tokens.Revocations;

/// <summary>What a verifier knows of revocations. Thread-safe.</summary>
public interface IRevocations
{
    /// <summary>Up to when tokens with it are dead; null when they are not.</summary>
    DateTimeOffset? Find(string subject);

    /// <summary>Whether an organisation is suspended or deleted.</summary>
    bool IsStopped(string org);
}

/// <summary>Which revocations a token dies of: the same for the nodes of the house and for verifiers outside of it.</summary>
public static class RevocationRules
{
    /// <summary>Whether the token itself, or something in it, was revoked after the token was issued.</summary>
    public static bool IsRevoked(AccessToken token, IRevocations known) =>
        known.Find(token.Id) is not null
        || (token.SessionId is not null && known.Find(token.SessionId) is not null)
        || (token.SignedBy is not null && known.Find(RevocationSubjects.SigningKey(token.SignedBy)) is not null)
        || (token.Key is not null && known.Find(token.Key) is not null)
        || IsRevokedSince(token.Subject, token, known)
        || (token.Actor is not null && IsRevokedSince(token.Actor.Subject, token, known))
        || (token.Org is not null && IsRevokedIn(token.Org, token, known));

    /// <summary>
    /// Whether something that the token says of somebody changed after it was issued, as a label that was given or taken away. Who decides by what tokens say
    /// asks this too; the API does not, as it asks the database what somebody may.
    /// </summary>
    public static bool IsOutdated(AccessToken token, IRevocations known) =>
        IsOutdated(token.Subject, token, known)
        || (token.Org is { } org
            && (IsOutdated(org, token, known)
                || IsOutdated(RevocationSubjects.Membership(token.Subject, org), token, known)
                || (token.Roles?.Any(role => IsOutdated(RevocationSubjects.Role(org, role), token, known)) ?? false)
                || (token.Groups?.Any(path => IsOutdated(RevocationSubjects.Group(org, path), token, known)) ?? false)
                || (token.Omitted.Contains(ClaimNames.Groups) && IsOutdated(RevocationSubjects.Group(org, RevocationSubjects.AnyGroup), token, known))));

    private static bool IsOutdated(string of, AccessToken token, IRevocations known) => IsRevokedSince(RevocationSubjects.Claims(of), token, known);

    private static bool IsRevokedIn(string org, AccessToken token, IRevocations known) =>
        known.IsStopped(org)
        || IsRevokedSince(org, token, known)
        || IsRevokedSince(RevocationSubjects.Membership(token.Subject, org), token, known)
        || (token.Key is not null && token.Key != token.Subject && IsRevokedSince(RevocationSubjects.Membership(token.Key, org), token, known))
        || (token.Key is null && IsRevokedSince(RevocationSubjects.SignIn(org), token, known))
        || IsRevokedSince(RevocationSubjects.Entitlements(org), token, known)
        || IsRevokedSince(RevocationSubjects.Entitlements(token.Subject), token, known)
        || IsRevokedSince(RevocationSubjects.Entitlements(RevocationSubjects.EveryOrg), token, known)
        || (token.Plan is not null && IsRevokedSince(RevocationSubjects.Entitlements(RevocationSubjects.Plan(token.Plan)), token, known))
        || (token.Roles?.Any(role => IsRevokedSince(RevocationSubjects.Role(org, role), token, known)) ?? false)
        || (token.Groups?.Any(path => IsRevokedSince(RevocationSubjects.Group(org, path), token, known)) ?? false)

        // The groups that did not fit may be the ones.
        || (token.Omitted.Contains(ClaimNames.Groups) && IsRevokedSince(RevocationSubjects.Group(org, RevocationSubjects.AnyGroup), token, known));

    private static bool IsRevokedSince(string subject, AccessToken token, IRevocations known) =>
        known.Find(subject) is { } at && token.IssuedAtExactly() <= at;
}
