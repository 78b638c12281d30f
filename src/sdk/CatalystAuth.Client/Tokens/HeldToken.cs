using CatalystAuth.Contracts.Tokens;

namespace CatalystAuth.Client.Tokens;

/// <summary>An access token with its end, and the session that it belongs to. Immutable.</summary>
internal sealed class HeldToken
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset _renewAt;
    private readonly DateTimeOffset _endsAt;

    private HeldToken(string accessToken, int expiresIn, DateTimeOffset now, TokenSet? tokens, object session)
    {
        var life = TimeSpan.FromSeconds(expiresIn);
        AccessToken = accessToken;
        Tokens = tokens;
        Session = session;
        _endsAt = now + life;

        // A token that lives for less than a minute would be old from the start.
        _renewAt = _endsAt - (life / 2 < Margin ? life / 2 : Margin);
    }

    public string AccessToken { get; }

    /// <summary>The tokens of the session; null for a key's token, which has no refresh token.</summary>
    public TokenSet? Tokens { get; }

    /// <summary>The same object in a token and all its successors, so that a call never goes on as somebody else.</summary>
    public object Session { get; }

    public static HeldToken OfSession(TokenSet tokens, DateTimeOffset now) => new(tokens.AccessToken, tokens.ExpiresIn, now, tokens, new());

    public static HeldToken OfKey(TokenResponse response, DateTimeOffset now) =>
        new(response.AccessToken, response.ExpiresIn, now, tokens: null, new());

    /// <summary>The successor in the same session. A server that does not rotate sends no refresh token; the old one stays good.</summary>
    public HeldToken Next(TokenResponse response, DateTimeOffset now)
    {
        var refreshToken = response.RefreshToken ?? Tokens!.RefreshToken;
        var tokens = new TokenSet(response.AccessToken, refreshToken, response.TokenType, response.ExpiresIn);
        return new(tokens.AccessToken, tokens.ExpiresIn, now, tokens, Session);
    }

    /// <summary>Whether it is so near its end that a call may arrive too late with it.</summary>
    public bool IsOld(DateTimeOffset now) => now >= _renewAt;

    public bool HasEnded(DateTimeOffset now) => now >= _endsAt;
}
