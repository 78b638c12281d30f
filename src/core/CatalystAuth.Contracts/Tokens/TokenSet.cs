namespace CatalystAuth.Contracts.Tokens;

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">A JWT of type <c>at+jwt</c> (RFC 9068).</param>
/// <param name="RefreshToken">Works once, at <c>/oauth/token</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
public sealed record TokenSet(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn)
{
    /// <summary>Without the tokens, so that no log can carry them.</summary>
    public override string ToString() => $"TokenSet {{ ExpiresIn = {ExpiresIn} }}";
}
