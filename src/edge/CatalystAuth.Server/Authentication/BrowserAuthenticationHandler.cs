using System.Security.Claims;
using System.Text.Encodings.Web;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Tokens;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Authentication;

/// <summary>Makes the user of a browser's session the actor of the call, when one of our own pages makes it.</summary>
internal sealed class BrowserAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BrowserSessions sessions, SameOrigin origin,
    SessionActivity activity)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Browser";

    private static readonly Error CrossSite = new(
        AuthErrorCodes.CrossSite, "The browser's session is for pages of this server only. Send an access token instead.", ErrorKind.Unauthenticated);

    private Error _refusal = CrossSite;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!origin.MayUseCookie(Request))
        {
            return AuthenticateResult.Fail(_refusal.Code);
        }

        if (!(await sessions.FindAsync(Request.Cookies[BrowserCookies.Session], Context.RequestAborted)).TryGet(out var session, out var refusal))
        {
            _refusal = refusal;
            return AuthenticateResult.Fail(refusal.Code);
        }

        var call = Context.RequestServices.GetRequiredService<CallContext>();
        call.Actor = session.ToActor();
        (call.IsOfBrowser, call.CookieHash) = (true, session.CookieHash);
        activity.See(session.Id, call.IpAddress);
        var identity = new ClaimsIdentity([new Claim(ClaimNames.Subject, session.UserId.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problem.WriteAsync(Context, _refusal);
}
