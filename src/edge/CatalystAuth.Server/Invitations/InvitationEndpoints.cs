using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;
using CatalystAuth.Server.RateLimits;

namespace CatalystAuth.Server.Invitations;

internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        MapOfOrg(routes.MapGroup("/v1/orgs/{org}/invitations").RequireAuthorization().WithTags("Invitations"));
        MapMine(routes.MapGroup("/v1/me/invitations").RequireAuthorization().WithTags("Invitations"));

        var links = routes.MapGroup("/v1/invitations").WithTags("Invitations").RateLimitedAs(RateLimitedRoutes.Flows);
        MapByBody(links);
        MapByPath(links);
    }

    private static void MapOfOrg(RouteGroupBuilder invitations)
    {
        invitations.MapPost("/", (OrgRef org, InviteRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.CreateAsync(org, request, ct).ToCreated(made => $"/v1/orgs/{org}/invitations/{made.Id}"))
            .Answers<Invitation>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("invite", "Invite an address; this answer carries the link. An earlier invitation of it dies.")
            .Needs(BuiltInPermissions.InvitationsWrite)
            .Example("""{"email":"guest@example.com"}""");

        invitations.MapPost("/bulk", (OrgRef org, BulkInviteRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.CreateManyAsync(org, request, ct).ToOk())
            .Answers<BulkInviteResponse>().Refuses(400, 401, 403, 404)
            .Describes("inviteMany", "Invite up to 500 addresses; good rows are made and bad ones told.")
            .Needs(BuiltInPermissions.InvitationsWrite)
            .Example("""{"invitations":[{"email":"guest@example.com"}]}""");

        invitations.MapGet("/", (OrgRef org, string? status, int? limit, string? cursor, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.ListAsync(org, StatusFilter.Of(status), Paging.Of(limit, cursor), ct).ToOk())
            .Answers<Page<Invitation>>().Refuses(400, 401, 403, 404)
            .Describes("listInvitations", "An organisation's invitations, oldest first; status is pending, accepted, declined, revoked or expired.")
            .Needs(BuiltInPermissions.InvitationsRead);

        invitations.MapGet("/{invitation}", (OrgRef org, InvitationId invitation, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.GetAsync(org, invitation, ct).ToOk())
            .Answers<Invitation>().Refuses(400, 401, 403, 404).Describes("getInvitation", "Read an invitation, without its link.")
            .Needs(BuiltInPermissions.InvitationsRead);

        invitations.MapPost("/{invitation}/resend", (OrgRef org, InvitationId invitation, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.ResendAsync(org, invitation, ct).ToOk())
            .Answers<Invitation>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("resendInvitation", "Send an invitation again with a new link and life; the old link dies.")
            .Needs(BuiltInPermissions.InvitationsWrite);

        invitations.MapDelete("/{invitation}", (OrgRef org, InvitationId invitation, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.RevokeAsync(org, invitation, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409, 410).Describes("revokeInvitation", "Take an invitation back.")
            .Needs(BuiltInPermissions.InvitationsWrite);
    }

    private static void MapMine(RouteGroupBuilder mine)
    {
        mine.MapGet("/", (ICatalyst catalyst, CancellationToken ct) => catalyst.Invitations.ListMineAsync(ct).ToOk())
            .Answers<IReadOnlyList<MyInvitation>>().Refuses(401, 403)
            .Describes("listMyInvitations", "Pending invitations to the user's verified addresses, oldest first.");

        mine.MapPost("/{invitation}/accept", (InvitationId invitation, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.AcceptMineAsync(invitation, ct).ToOk())
            .Answers<AcceptedInvitation>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("acceptMyInvitation", "Accept an invitation to a verified address, without its link.");

        mine.MapPost("/{invitation}/decline", (InvitationId invitation, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.DeclineMineAsync(invitation, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("declineMyInvitation", "Decline an invitation to a verified address, without its link.");
    }

    private static void MapByBody(RouteGroupBuilder links)
    {
        links.MapPost("/preview", (InvitationTokenRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.PreviewAsync(request.Token, ct).ToOk())
            .AllowAnonymous().Answers<InvitationPreview>().Refuses(400, 404).Describes("previewInvitation", "What a link offers.");

        links.MapPost("/accept", (InvitationTokenRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.AcceptAsync(request.Token, ct).ToOk())
            .RequireAuthorization().Answers<AcceptedInvitation>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("acceptInvitation", "Accept an invitation as the signed-in user.");

        links.MapPost("/decline", (InvitationTokenRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.DeclineAsync(request.Token, ct).ToNoContent())
            .AllowAnonymous().AnswersNothing().Refuses(400, 404, 409, 410)
            .Describes("declineInvitation", "Decline an invitation; needs no account.");

        links.MapPost("/request", (InvitationTokenRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.RequestAsync(request.Token, ct).ToAccepted())
            .AllowAnonymous().AnswersAccepted().Refuses(400, 404)
            .Describes("requestInvitation", "Ask for an expired invitation again; the answer is always the same.");
    }

    // For links that can't post a body. What stands in front of the server may log the address; the server itself does not.
    private static void MapByPath(RouteGroupBuilder links)
    {
        links.MapGet("/{token}", (string token, ICatalyst catalyst, CancellationToken ct) => catalyst.Invitations.PreviewAsync(token, ct).ToOk())
            .AllowAnonymous().Answers<InvitationPreview>().Refuses(404)
            .Describes("previewInvitationByPath", "What a link offers. Prefer the form with a body: addresses end in logs.");

        links.MapPost("/{token}/accept", (string token, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.AcceptAsync(token, ct).ToOk())
            .RequireAuthorization().Answers<AcceptedInvitation>().Refuses(401, 403, 404, 409, 410)
            .Describes("acceptInvitationByPath", "Accept an invitation as the signed-in user. Prefer the form with a body.");

        links.MapPost("/{token}/decline", (string token, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.DeclineAsync(token, ct).ToNoContent())
            .AllowAnonymous().AnswersNothing().Refuses(404, 409, 410)
            .Describes("declineInvitationByPath", "Decline an invitation. Prefer the form with a body.");

        links.MapPost("/{token}/request", (string token, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Invitations.RequestAsync(token, ct).ToAccepted())
            .AllowAnonymous().AnswersAccepted().Refuses(404)
            .Describes("requestInvitationByPath", "Ask for an expired invitation again. Prefer the form with a body.");
    }
}
