using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Tokens;

/// <summary>What a token is worth (RFC 7662 §2.2). When it is not active, nothing else is said.</summary>
/// <param name="Active">Whether it holds now, for who asks.</param>
public sealed record TokenIntrospection([property: JsonPropertyName("active")] bool Active)
{
    /// <summary>A token that does not hold, or that is not for who asks.</summary>
    public static TokenIntrospection Inactive { get; } = new(false);

    /// <summary>Always <c>Bearer</c>.</summary>
    [JsonPropertyName("token_type")]
    public string? TokenType { get; init; }

    /// <summary>Who issued it.</summary>
    [JsonPropertyName(ClaimNames.Issuer)]
    public string? Issuer { get; init; }

    /// <summary>Whom it is about: a user or a key.</summary>
    [JsonPropertyName(ClaimNames.Subject)]
    public string? Subject { get; init; }

    /// <summary>Whom it is for.</summary>
    [JsonPropertyName(ClaimNames.Audience)]
    public string? Audience { get; init; }

    /// <summary>The client it was issued to.</summary>
    [JsonPropertyName(ClaimNames.ClientId)]
    public string? ClientId { get; init; }

    /// <summary>Its own id.</summary>
    [JsonPropertyName(ClaimNames.TokenId)]
    public string? TokenId { get; init; }

    /// <summary>When it expires, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.ExpiresAt)]
    public long? ExpiresAt { get; init; }

    /// <summary>When it was issued, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.IssuedAt)]
    public long? IssuedAt { get; init; }

    /// <summary>What was granted, separated by spaces.</summary>
    [JsonPropertyName(ClaimNames.Scope)]
    public string? Scope { get; init; }

    /// <summary>The organisation.</summary>
    [JsonPropertyName(ClaimNames.Org)]
    public string? Org { get; init; }

    /// <summary>The organisation's slug.</summary>
    [JsonPropertyName(ClaimNames.OrgSlug)]
    public string? OrgSlug { get; init; }

    /// <summary>The role in the organisation.</summary>
    [JsonPropertyName(ClaimNames.Role)]
    public string? Role { get; init; }

    /// <summary>The session.</summary>
    [JsonPropertyName(ClaimNames.SessionId)]
    public string? SessionId { get; init; }

    /// <summary>The API key.</summary>
    [JsonPropertyName(ClaimNames.Key)]
    public string? Key { get; init; }

    /// <summary>Who acts as the subject (RFC 8693 §4.1); null when they act themselves.</summary>
    [JsonPropertyName(ClaimNames.Actor)]
    public IntrospectedActor? Actor { get; init; }

    /// <summary>How the user authenticated (RFC 8176).</summary>
    [JsonPropertyName(ClaimNames.Amr)]
    public IReadOnlyList<string>? Amr { get; init; }

    /// <summary>How sure that makes it; one of <see cref="AcrValues"/>.</summary>
    [JsonPropertyName(ClaimNames.Acr)]
    public string? Acr { get; init; }

    /// <summary>When the user last authenticated, or of two factors proved the second, seconds since 1970.</summary>
    [JsonPropertyName(ClaimNames.AuthTime)]
    public long? AuthTime { get; init; }
}

/// <summary>Who acts as the subject of a token.</summary>
/// <param name="Subject">Whom.</param>
public sealed record IntrospectedActor([property: JsonPropertyName(ClaimNames.Subject)] string Subject);
