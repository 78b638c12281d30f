using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Flows;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Users;

/// <summary>What the links of mails do. The token is all that is asked for: it came to the mailbox.</summary>
internal static class AccountLinkEndpoints
{
    public static void MapAccountLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/v1/account-links").AllowAnonymous().WithTags("Account links");

        links.MapPost("/email-change/preview", (AccountLinkRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.AccountLinks.PreviewEmailChangeAsync(request, ct).ToOk())
            .RateLimitedAs(RateLimitedRoutes.Flows).Answers<EmailChangePreview>().Refuses(400, 410)
            .Describes("previewEmailChange", "What a change of the primary address is about, by the link that the old one got.");

        links.MapPost("/email-change/confirm", (AccountLinkRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.AccountLinks.ConfirmEmailChangeAsync(request, ct).ToNoContent())
            .RateLimitedAs(RateLimitedRoutes.Flows).AnswersNothing().Refuses(400, 410)
            .Describes("confirmEmailChange", "Agree to a change of the primary address, by the link that the old one got.");

        links.MapPost("/email-change/refuse", (AccountLinkRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.AccountLinks.RefuseEmailChangeAsync(request, ct).ToNoContent())
            .RateLimitedAs(RateLimitedRoutes.Flows).AnswersNothing().Refuses(400, 410)
            .Describes("refuseEmailChange", "Stop a change of the primary address that somebody else asked for; the account's sessions end.");

        links.MapPost("/unlock", (AccountLinkRequest request, HttpContext context, SameOrigin origin, ICatalyst catalyst, CancellationToken ct) =>
            {
                // A page of ours means the browser that it is in, as a flow of it does.
                if (origin.Sent(context.Request) && BrowserCookies.ReadBrowserSecret(context.Request) is { } secret)
                {
                    BrowserFlows.Bind(context, secret);
                }

                return catalyst.AccountLinks.UnlockAsync(request, ct).ToNoContent();
            })
            .RateLimitedAs(RateLimitedRoutes.Flows).AnswersNothing().Refuses(400, 410)
            .Describes("unlockPasswords", "Have this browser or program try passwords again that have to wait, by the link of a mail; once.");
    }
}
