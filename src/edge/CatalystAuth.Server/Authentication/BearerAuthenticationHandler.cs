using System.Security.Claims;
using System.Text.Encodings.Web;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Server.Http;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Authentication;

/// <summary>Reads the bearer access token of a request (RFC 6750 §2.1) and makes its subject the actor of the call.</summary>
internal sealed class BearerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokenAuthenticator authenticator,
    SessionActivity activity)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = OAuthNames.Bearer;

    private static readonly Error Unauthenticated = new(
        AuthErrorCodes.Unauthenticated, "Sign in and send the access token as \"Authorization: Bearer …\".", ErrorKind.Unauthenticated);

    private static readonly Error Malformed = new(
        AuthErrorCodes.InvalidToken, "The Authorization header is not one \"Bearer\" token.", ErrorKind.Unauthenticated);

    private Error _refusal = Unauthenticated;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var values = Request.Headers.Authorization;
        if (values.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (values is not [{ } value] || !value.StartsWith(SchemeName + " ", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(Malformed);
        }

        var result = await authenticator.AuthenticateAsync(value[(SchemeName.Length + 1)..]);
        if (!result.TryGet(out var token, out var error))
        {
            return Refuse(error);
        }

        if (ActorOf(token) is not { } actor)
        {
            return Refuse(Malformed);
        }

        var call = Context.RequestServices.GetRequiredService<CallContext>();
        call.Actor = actor;
        if (actor is Actor.User user)
        {
            activity.See(user.SessionId, call.IpAddress);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimNames.Subject, token.Subject)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problem.WriteAsync(Context, _refusal);

    private AuthenticateResult Refuse(Error error)
    {
        _refusal = error;
        return AuthenticateResult.Fail(error.Code);
    }

    private static Actor? ActorOf(AccessToken token)
    {
        if (token.Key is { } key)
        {
            return KeyId.TryParse(key, null, out var keyId) && OrgId.TryParse(token.Org, null, out var org)
                ? new Actor.Key(keyId, org, token.Scopes())
                : null;
        }

        return UserId.TryParse(token.Subject, null, out var user) && SessionId.TryParse(token.SessionId, null, out var session)
            && TryReadImpersonator(token, out var impersonator)
            ? new Actor.User(user, session) { Amr = token.Amr ?? [], Impersonator = impersonator }
            : null;
    }

    private static bool TryReadImpersonator(AccessToken token, out Impersonator? impersonator)
    {
        impersonator = token.Actor is { } actor && UserId.TryParse(actor.Subject, null, out var by)
            ? new(by, OrgId.TryParse(token.Org, null, out var org) ? org : null, token.ActorMode == ActorModes.Write)
            : null;
        return (impersonator is null) == (token.Actor is null);
    }
}
