namespace CatalystAuth.Contracts.Tokens;

/// <summary>Grant types, token types and parameters of <c>/oauth/token</c>.</summary>
public static class OAuthNames
{
    /// <summary>RFC 6749 §6.</summary>
    public const string RefreshTokenGrant = "refresh_token";

    /// <summary>RFC 6749 §4.4.</summary>
    public const string ClientCredentialsGrant = "client_credentials";

    /// <summary>RFC 8693 §2.1.</summary>
    public const string TokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>RFC 8693 §3.</summary>
    public const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

    /// <summary>A Catalyst API key as <c>subject_token</c>.</summary>
    public const string ApiKeyTokenType = "urn:catalyst:token-type:api-key";

    /// <summary>RFC 6750: the one scheme that tokens are presented with.</summary>
    public const string Bearer = "Bearer";
}
