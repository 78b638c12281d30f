using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Keys;

/// <summary>An API key as it is stored: a hash, never the key.</summary>
public sealed class StoredKey
{
    /// <summary>Its id.</summary>
    public required KeyId Id { get; init; }

    /// <summary>The organisation that owns it.</summary>
    public required OrgId OrgId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of key it is.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>What its tokens may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>See <see cref="CatalystAuth.Tokens.Keys.ApiKeyText.Hash"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The last characters.</summary>
    public required string Hint { get; init; }

    /// <summary>Who issued it.</summary>
    public required UserId CreatedBy { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; null for never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Whether it works at a time.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>As the wire has it.</summary>
    public ApiKey ToContract() => new(Id, OrgId, Name, Kind, Scopes, Hint, CreatedBy, CreatedAt, ExpiresAt, RevokedAt);
}
