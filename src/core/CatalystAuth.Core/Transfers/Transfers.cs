using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Authorization;

namespace CatalystAuth.Core.Transfers;

/// <summary>The transfers' use cases behind their contract.</summary>
internal sealed class Transfers(
    CallContext call, OrgAccess access, ITransferStore store, OfferTransfer offer, AnswerTransfer answer, TimeProvider time) : ITransfers
{
    public Task<Result<Transfer>> OfferAsync(OrgRef org, OfferTransferRequest request, CancellationToken cancellationToken = default) =>
        offer.RunAsync(org, request, cancellationToken);

    public async Task<Result<Transfer>> GetAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var entered = await access.EnterAsync(org, cancellationToken).ConfigureAwait(false);
        if (!entered.TryGet(out var grant, out var refusal))
        {
            return refusal;
        }

        var found = await store.FindAsync(grant.Org.Id, cancellationToken).ConfigureAwait(false);
        if (!grant.Holds(BuiltInPermissions.OrgTransfer)
            && (call.Actor is not Actor.User caller || found is null || (caller.UserId != found.ToUserId && caller.UserId != found.FromUserId)))
        {
            return Refusals.PermissionDenied(BuiltInPermissions.OrgTransfer);
        }

        return found is not null && found.IsFor(grant.Org) && time.Now() < found.ExpiresAt ? found.ToContract() : TransferRefusals.NotFound;
    }

    public Task<Result> RevokeAsync(OrgRef org, CancellationToken cancellationToken = default) => offer.RevokeAsync(org, cancellationToken);

    public Task<Result<Org>> AcceptAsync(OrgRef org, CancellationToken cancellationToken = default) => answer.AcceptAsync(org, cancellationToken);

    public Task<Result> DeclineAsync(OrgRef org, CancellationToken cancellationToken = default) => answer.DeclineAsync(org, cancellationToken);
}
