using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Keys;

/// <summary>A key just issued, or with a new secret: the only answer that ever carries it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrgId">The organisation that it is for.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Kind">What kind of key it is.</param>
/// <param name="Scopes">What its tokens may do.</param>
/// <param name="Hint">The last four characters.</param>
/// <param name="CreatedBy">Who issued it.</param>
/// <param name="CreatedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="Key">The key itself, shown this once.</param>
public sealed record IssuedKey(
    KeyId Id, OrgId OrgId, string Name, KeyKind Kind, IReadOnlyList<string> Scopes, string Hint, UserId CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key)
{
    /// <summary>The user who owns it; null for a key of the organisation.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Until when the secret before this one works beside it; null when there is none.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Without the key, so that no log can carry it.</summary>
    public override string ToString() => $"IssuedKey {{ Id = {Id} }}";
}
