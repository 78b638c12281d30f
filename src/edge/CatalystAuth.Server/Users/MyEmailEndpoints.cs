using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Users;

internal static class MyEmailEndpoints
{
    // A proven address signs in and recovers the account, so it is as much as a password.
    public static void MapMyEmails(this IEndpointRouteBuilder routes)
    {
        var emails = routes.MapGroup("/v1/me/emails").RequireAuthorization().WithTags("Me");

        emails.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Me.ListEmailsAsync(ct).ToOk())
            .Answers<IReadOnlyList<UserEmail>>().Refuses(401, 403).Describes("listMyEmails", "The user's addresses, oldest first.");

        emails.MapPost("/", (AddEmailRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.AddEmailAsync(request, ct).ToCreated(email => $"/v1/me/emails/{email.Id}"))
            .NeedsFresh(FreshSession.Lately).Answers<UserEmail>(201).Refuses(400, 401, 403, 409, 429)
            .Describes("addMyEmail", "Add an address and send it a code; to an unproven one that is there already, another code.")
            .Example("""{"address":"ada@example.com"}""");

        emails.MapDelete("/{email}", (string email, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.RemoveEmailAsync(email, ct).ToNoContent())
            .NeedsFresh(FreshSession.Lately).AnswersNothing().Refuses(400, 401, 403, 404, 409).Describes("removeMyEmail", "Remove an address, named by its id or as it is.");

        emails.MapPost("/{email}/primary", (string email, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.MakeEmailPrimaryAsync(email, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).Answers<UserEmail>().Refuses(400, 401, 403, 404, 409, 429)
            .Describes("makeMyEmailPrimary", "Make a proven address the primary one, or ask the one that is to agree; after a week, without.");

        emails.MapDelete("/{email}/primary", (string email, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.WithdrawEmailChangeAsync(email, ct).ToNoContent())
            .NeedsFresh(FreshSession.Lately).AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("withdrawMyEmailChange", "Take a change of the primary address back that waits.");

        emails.MapPost("/{email}/verify", (string email, VerifyEmailRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Me.VerifyEmailAsync(email, request, ct).ToOk())
            .NeedsFresh(FreshSession.Lately).Answers<UserEmail>().Refuses(400, 401, 403, 404).Describes("verifyMyEmail", "Prove an address with the code that was sent to it.")
            .Example("""{"code":"12345678"}""");
    }
}
