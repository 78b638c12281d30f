using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>A signing key as it is stored.</summary>
public sealed class StoredSigningKey
{
    /// <summary>Its <c>kid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it signs.</summary>
    public required SigningKeyUse Use { get; init; }

    /// <summary>With which JWS algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The private part, encrypted by <see cref="ISecretProtector"/>; empty once it is erased.</summary>
    public required byte[] ProtectedSecret { get; set; }

    /// <summary>The public part; null for a key that is never published.</summary>
    public required string? PublicJwk { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it signs.</summary>
    public required DateTimeOffset ActiveFrom { get; set; }

    /// <summary>When it was revoked; null for never.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
