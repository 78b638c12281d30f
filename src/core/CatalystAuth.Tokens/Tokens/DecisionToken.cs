using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Tokens.Tokens;

/// <summary>The claims of a decision token: forward-auth's signed proof for the upstream.</summary>
public sealed record DecisionToken
{
    /// <summary>Who issued it.</summary>
    [JsonPropertyName(ClaimNames.Issuer)]
    public required string Issuer { get; init; }

    /// <summary>The app, which is whom it is for.</summary>
    [JsonPropertyName(ClaimNames.Audience)]
    public required string Audience { get; init; }

    /// <summary>The subject; <c>-</c> for nobody (a public rule).</summary>
    [JsonPropertyName(ClaimNames.Subject)]
    public required string Subject { get; init; }

    /// <summary>The session.</summary>
    [JsonPropertyName(ClaimNames.SessionId)]
    public string? SessionId { get; init; }

    /// <summary>The app's organisation.</summary>
    [JsonPropertyName(ClaimNames.Org)]
    public required string Org { get; init; }

    /// <summary>The app.</summary>
    [JsonPropertyName(ClaimNames.App)]
    public required string App { get; init; }

    /// <summary>The rule's position in the app, from 0.</summary>
    [JsonPropertyName(ClaimNames.Rule)]
    public required int Rule { get; init; }

    /// <summary>The decision's id.</summary>
    [JsonPropertyName(ClaimNames.Decision)]
    public required string Decision { get; init; }

    /// <summary>The version of the app's policy.</summary>
    [JsonPropertyName(ClaimNames.PolicyVersion)]
    public required int PolicyVersion { get; init; }

    /// <summary>The digest of the identity headers that it was made with, see <see cref="IdentityDigest"/>.</summary>
    [JsonPropertyName(ClaimNames.Identity)]
    public string? Identity { get; init; }

    /// <summary>When it was issued, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.IssuedAt)]
    public required long IssuedAt { get; init; }

    /// <summary>When it expires, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.ExpiresAt)]
    public required long ExpiresAt { get; init; }
}
