using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Transfers;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Roles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Transfers;

/// <summary>Offers an organisation's ownership to a member, and takes the offer back.</summary>
internal sealed class OfferTransfer(
    OrgAccess access, RoleCatalog roles, ITransferStore transfers, IMembershipStore memberships, IOrgStore orgs, Journal journal,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Transfer>> RunAsync(OrgRef reference, OfferTransferRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Transfer>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.OrgTransfer, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                // The permission alone makes nobody an owner: nobody gives what they are not.
                if (await roles.CheckGiveAsync(granted, BuiltInRoles.Owner, ct).ConfigureAwait(false) is { } tooHigh)
                {
                    return tooHigh;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                return await OfferAsync(granted.Org, request.UserId, ct).ConfigureAwait(false);
            },
            cancellationToken);

    public async Task<Result> RevokeAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        var revoked = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var grant = await access.AuthorizeAsync(reference, BuiltInPermissions.OrgTransfer, ct).ConfigureAwait(false);
                if (!grant.TryGet(out var granted, out var refusal))
                {
                    return refusal;
                }

                await orgs.LockAsync(granted.Org.Id, ct).ConfigureAwait(false);
                if (await transfers.FindAsync(granted.Org.Id, ct).ConfigureAwait(false) is not { } open)
                {
                    return TransferRefusals.NotFound;
                }

                Remove(open);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return revoked.Match<Result>(_ => Result.Success, error => error);
    }

    private async Task<Result<Transfer>> OfferAsync(Organisation org, UserId to, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(org.Id, to, cancellationToken).ConfigureAwait(false) is null)
        {
            return MemberRefusals.NotFound;
        }

        if (org.OwnerUserId == to)
        {
            return TransferRefusals.ToOwner;
        }

        var now = time.Now();
        if (await transfers.FindAsync(org.Id, cancellationToken).ConfigureAwait(false) is { } known)
        {
            if (known.IsFor(org) && now < known.ExpiresAt)
            {
                return TransferRefusals.Pending;
            }

            Remove(known);
        }

        var transfer = new StoredTransfer
        {
            Id = TypeId.New<TransferId>(now),
            OrgId = org.Id,
            FromUserId = org.OwnerUserId,
            ToUserId = to,
            CreatedAt = now,
            ExpiresAt = now + StoredTransfer.Life,
        };
        transfers.Add(transfer);
        journal.Write(org.Id, transfer.Id.ToString(), new OrgTransferOffered(transfer.ToState()));
        return transfer.ToContract();
    }

    private void Remove(StoredTransfer transfer)
    {
        transfers.Remove(transfer);
        journal.Write(transfer.OrgId, transfer.Id.ToString(), new OrgTransferRevoked(transfer.ToState()));
    }
}
