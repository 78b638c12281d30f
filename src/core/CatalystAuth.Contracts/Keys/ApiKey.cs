using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Keys;

/// <summary>An API key as it looks after it was issued: without its secret.</summary>
/// <param name="Id">Its id, also the middle of the key itself.</param>
/// <param name="OrgId">The organisation that owns it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Kind">What kind of key it is.</param>
/// <param name="Scopes">What its tokens may do.</param>
/// <param name="Hint">The last four characters, to tell keys apart.</param>
/// <param name="CreatedBy">Who issued it.</param>
/// <param name="CreatedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while it works.</param>
public sealed record ApiKey(
    KeyId Id, OrgId OrgId, string Name, KeyKind Kind, IReadOnlyList<string> Scopes, string Hint, UserId CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A key just issued: the only answer that ever carries the secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrgId">The organisation that owns it.</param>
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
    /// <summary>Without the key, so that no log can carry it.</summary>
    public override string ToString() => $"IssuedKey {{ Id = {Id} }}";
}

/// <summary>The kinds of key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyKind>))]
public enum KeyKind
{
    /// <summary>For a program of the organisation; exchanged for short-lived tokens.</summary>
    [JsonStringEnumMemberName("secret")]
    Secret,
}
