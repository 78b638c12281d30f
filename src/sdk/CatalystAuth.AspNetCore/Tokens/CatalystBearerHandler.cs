using System.Security.Claims;
using System.Text.Encodings.Web;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Tokens.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Tokens;

/// <summary>Who sends an access token of ours is the caller. Says 503 instead of 401 while it can't be known whether the token holds.</summary>
internal sealed class CatalystBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CatalystTokenVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    private ErrorKind? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (Request.Headers.Authorization is not [{ } credential] || !credential.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(ErrorKind.Unauthenticated);
        }

        var verified = await verifier.VerifyAsync(credential[Prefix.Length..], Context.RequestAborted);
        return verified.TryGet(out var token, out var error)
            ? AuthenticateResult.Success(new(PrincipalOf(token), Scheme.Name))
            : Refuse(error.Kind);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_refusal == ErrorKind.Unavailable)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        }

        // RFC 6750 §3.1: no error code for who sent no credential.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = _refusal is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Task.CompletedTask;
    }

    private AuthenticateResult Refuse(ErrorKind kind)
    {
        _refusal = kind;
        return AuthenticateResult.Fail("The access token is not believed.");
    }

    private ClaimsPrincipal PrincipalOf(AccessToken token)
    {
        (string Type, string? Value)[] one =
        [
            (ClaimNames.Subject, token.Subject), (ClaimNames.SessionId, token.SessionId), (ClaimNames.Key, token.Key), (ClaimNames.Org, token.Org),
            (ClaimNames.OrgSlug, token.OrgSlug), (ClaimNames.Role, token.Role), (ClaimNames.Plan, token.Plan), (ClaimNames.Email, token.Email),
            (ClaimNames.TokenId, token.Id), (ClaimNames.ClientId, token.ClientId), (ClaimNames.Actor, token.Actor?.Subject),
            (ClaimNames.ActorMode, token.ActorMode),
        ];
        IEnumerable<Claim> many =
        [
            .. (token.Roles ?? []).Select(role => new Claim(ClaimNames.Roles, role)),
            .. (token.Groups ?? []).Select(group => new Claim(ClaimNames.Groups, group)),
            .. (token.Labels ?? []).Select(label => new Claim(ClaimNames.Labels, label)),
            .. token.Scopes().Select(scope => new Claim(ClaimNames.Scope, scope)),
        ];
        var claims = one.Where(claim => claim.Value is not null).Select(claim => new Claim(claim.Type, claim.Value!)).Concat(many);
        return new(new ClaimsIdentity(claims, Scheme.Name, ClaimNames.Subject, ClaimNames.Roles));
    }
}
