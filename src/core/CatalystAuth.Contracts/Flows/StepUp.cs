using CatalystAuth.Contracts.Factors;

namespace CatalystAuth.Contracts.Flows;

/// <summary>Proves anew, within a session, who the user is: by one of password, code and passkey.</summary>
/// <param name="Password">The password.</param>
/// <param name="Org">The organisation (id or slug) that the new access token is for; null for none.</param>
/// <param name="Code">A code of an authenticator app, or a recovery code.</param>
/// <param name="Passkey">What a passkey answered to the challenge of <c>/v1/auth/step-up/passkey</c>.</param>
public sealed record StepUpRequest(string? Password = null, string? Org = null, string? Code = null, PasskeyAnswer? Passkey = null)
{
    /// <summary>Without the proof, so that no log can carry it.</summary>
    public override string ToString() => nameof(StepUpRequest);
}

/// <summary>A session in which the user has just proven who they are.</summary>
/// <param name="AccessToken">An access token that says so; empty for a browser, which gets another cookie instead. The refresh token is the same as before.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="AuthenticatedAt">When they did. It is the <c>auth_time</c> of tokens unless the session is by two factors and this proof was a password.</param>
/// <param name="Acr">How sure that makes it; one of <see cref="Tokens.AcrValues"/>.</param>
public sealed record SteppedUp(string AccessToken, string TokenType, int ExpiresIn, DateTimeOffset AuthenticatedAt, string? Acr)
{
    /// <summary>Without the token, so that no log can carry it.</summary>
    public override string ToString() => $"SteppedUp {{ ExpiresIn = {ExpiresIn}, AuthenticatedAt = {AuthenticatedAt:O} }}";
}
