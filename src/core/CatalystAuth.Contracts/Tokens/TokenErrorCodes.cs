namespace CatalystAuth.Contracts.Tokens;

/// <summary>Codes of refusals at the token endpoint; each maps to one of <see cref="OAuthErrorCodes"/>.</summary>
public static class TokenErrorCodes
{
    /// <summary>The refresh token is malformed, not ours, expired, spent or its session ended.</summary>
    public const string InvalidRefreshToken = "token.invalid_refresh_token";

    /// <summary>A spent refresh token came back after its grace: the session was ended.</summary>
    public const string RefreshReused = "token.refresh_reused";

    /// <summary>The user is not in the organisation that was asked for, or it has no claim profile for the audience.</summary>
    public const string InvalidTarget = "token.invalid_target";

    /// <summary>A scope was asked for that the key does not carry.</summary>
    public const string InvalidScope = "token.invalid_scope";

    /// <summary>What was to be revoked is no token that is revoked here.</summary>
    public const string UnsupportedType = "token.unsupported_type";
}
