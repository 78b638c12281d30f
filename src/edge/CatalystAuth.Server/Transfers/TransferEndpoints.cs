using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.Transfers;

internal static class TransferEndpoints
{
    public static void MapTransfers(this IEndpointRouteBuilder routes)
    {
        var transfer = routes.MapGroup("/v1/orgs/{org}/transfer").RequireAuthorization().WithTags("Organisations");

        transfer.MapPost("/", (OrgRef org, OfferTransferRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Transfers.OfferAsync(org, request, ct).ToCreated(_ => $"/v1/orgs/{org}/transfer"))
            .Answers<Transfer>(201).Refuses(400, 401, 403, 404, 409)
            .Describes("offerTransfer", "Offer the ownership to a member, for seven days.").Needs(BuiltInPermissions.OrgTransfer);

        transfer.MapGet("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Transfers.GetAsync(org, ct).ToOk())
            .Answers<Transfer>().Refuses(400, 401, 403, 404)
            .Describes("getTransfer", "The open offer of ownership; for both parties and owners.").Needs(BuiltInPermissions.OrgTransfer);

        transfer.MapDelete("/", (OrgRef org, ICatalyst catalyst, CancellationToken ct) => catalyst.Transfers.RevokeAsync(org, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404)
            .Describes("revokeTransfer", "Take the offer of ownership back.").Needs(BuiltInPermissions.OrgTransfer);

        transfer.MapPost("/accept", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Transfers.AcceptAsync(org, ct).ToVersioned(o => o.Version))
            .Answers<Org>().Refuses(400, 401, 403, 404, 409, 410)
            .Describes("acceptTransfer", "Accept the ownership that is offered to the caller; the old owner becomes an admin.");

        transfer.MapPost("/decline", (OrgRef org, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.Transfers.DeclineAsync(org, ct).ToNoContent())
            .AnswersNothing().Refuses(400, 401, 403, 404).Describes("declineTransfer", "Decline the ownership that is offered to the caller.");
    }
}
