using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>The claims of a refresh token. Its only audience is the issuer itself.</summary>
public sealed record RefreshToken
{
    /// <summary>Who issued it.</summary>
    [JsonPropertyName(ClaimNames.Issuer)]
    public required string Issuer { get; init; }

    /// <summary>The issuer again.</summary>
    [JsonPropertyName(ClaimNames.Audience)]
    public required string Audience { get; init; }

    /// <summary>The user.</summary>
    [JsonPropertyName(ClaimNames.Subject)]
    public required string Subject { get; init; }

    /// <summary>The session.</summary>
    [JsonPropertyName(ClaimNames.SessionId)]
    public required string SessionId { get; init; }

    /// <summary>The chain of rotations it belongs to.</summary>
    [JsonPropertyName(ClaimNames.Family)]
    public required string Family { get; init; }

    /// <summary>The organisation that its access tokens are for; null for none.</summary>
    [JsonPropertyName(ClaimNames.Org)]
    public string? Org { get; init; }

    /// <summary>Its own id; works once.</summary>
    [JsonPropertyName(ClaimNames.TokenId)]
    public required string Id { get; init; }

    /// <summary>When it was issued, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.IssuedAt)]
    public required long IssuedAt { get; init; }

    /// <summary>When it expires, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.ExpiresAt)]
    public required long ExpiresAt { get; init; }
}
