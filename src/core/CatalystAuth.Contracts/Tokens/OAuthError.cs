using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Tokens;

/// <summary>A refusal of <c>/oauth/*</c> (RFC 6749 §5.2).</summary>
/// <param name="Error">One of <see cref="OAuthErrorCodes"/>.</param>
/// <param name="ErrorDescription">For a person.</param>
public sealed record OAuthError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string ErrorDescription)
{
    /// <summary>Catalyst's own stable code beside the RFC's coarse one, e.g. <c>key.malformed</c>.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }
}

/// <summary>The error codes of RFC 6749 §5.2, RFC 8693 §2.2.2 and RFC 7009 §2.2.1.</summary>
public static class OAuthErrorCodes
{
    /// <summary>A parameter is missing, repeated or malformed; or the subject token does not hold (RFC 8693).</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>The client's credentials are missing or do not hold; its key may not be used now or from here.</summary>
    public const string InvalidClient = "invalid_client";

    /// <summary>The client may not use this grant.</summary>
    public const string UnauthorizedClient = "unauthorized_client";

    /// <summary>The refresh token does not hold.</summary>
    public const string InvalidGrant = "invalid_grant";

    /// <summary>The scope is unknown, malformed or more than the subject holds.</summary>
    public const string InvalidScope = "invalid_scope";

    /// <summary>The organisation or audience can't be had with this token.</summary>
    public const string InvalidTarget = "invalid_target";

    /// <summary>All holds, and yet no token is given: a budget is spent (RFC 6749 §4.1.2.1).</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>Tokens of this kind can't be revoked here (RFC 7009).</summary>
    public const string UnsupportedTokenType = "unsupported_token_type";

    /// <summary>Nothing was judged: what is needed for it can't be reached. What the caller has stays good; they ask again later.</summary>
    public const string TemporarilyUnavailable = "temporarily_unavailable";

    /// <summary>No such grant here.</summary>
    public const string UnsupportedGrantType = "unsupported_grant_type";
}
