using CatalystAuth.Tokens.SigningKeys;

namespace CatalystAuth.Core.Tokens;

/// <summary>How tokens are made. Section <c>Catalyst:Tokens</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>The <c>iss</c> of every token: the public URL, without a slash at its end.</summary>
    public string Issuer { get; set; } = string.Empty;

    /// <summary>The <c>aud</c> of access tokens; null for the issuer.</summary>
    public string? Audience { get; set; }

    /// <summary>What access tokens are signed with: one of <see cref="JwsAlgorithms.OfAccessTokens"/>. Another takes over by a rotation.</summary>
    public string Algorithm { get; set; } = JwsAlgorithms.Rs256;

    /// <summary>The life of an access token: 1 second to 1 hour.</summary>
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The life of a refresh token that is not used: 1 minute to 90 days.</summary>
    public TimeSpan RefreshLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The life of a session, however much it is used: 1 minute to 365 days.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a spent refresh token still answers with the same successor: 0 to 60 seconds.</summary>
    public TimeSpan RefreshGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How far clocks may differ: 0 to 60 seconds.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The life of a decision token: 5 to 300 seconds.</summary>
    public TimeSpan DecisionLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The <c>aud</c> of access tokens.</summary>
    public string EffectiveAudience => Audience ?? Issuer;
}
