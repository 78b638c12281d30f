using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Tokens;

/// <summary>The answer of <c>/oauth/token</c> (RFC 6749 §5.1, RFC 8693 §2.2.1).</summary>
/// <param name="AccessToken">A JWT of type <c>at+jwt</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until it expires.</param>
public sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn)
{
    /// <summary>The successor of the refresh token; null for an exchange.</summary>
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    /// <summary>What was granted, separated by spaces.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>The type of the issued token; only for an exchange.</summary>
    [JsonPropertyName("issued_token_type")]
    public string? IssuedTokenType { get; init; }

    /// <summary>Without the tokens, so that no log can carry them.</summary>
    public override string ToString() => $"TokenResponse {{ ExpiresIn = {ExpiresIn}, Scope = {Scope} }}";
}
