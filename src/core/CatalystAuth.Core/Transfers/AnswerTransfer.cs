using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Transfers;

/// <summary>Accepts or declines an offer of ownership. Who accepts becomes the owner, and the old one an admin.</summary>
internal sealed class AnswerTransfer(
    CallContext call, OrgAccess access, OwnedOrgs owned, ITransferStore transfers, IMembershipStore memberships, IUserStore users,
    IOrgStore orgs, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<Org>> AcceptAsync(OrgRef reference, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
                {
                    return refusal;
                }

                // The account first, as whoever deletes or bans one does.
                await users.LockAsync(caller.UserId, ct).ConfigureAwait(false);
                if (await users.FindAsync(caller.UserId, ct).ConfigureAwait(false) is not { } user || user.IsBanned(time.Now()))
                {
                    return Refusals.Unauthenticated;
                }

                var found = await FindAsync(reference, user.Id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var open, out refusal))
                {
                    return refusal;
                }

                if (time.Now() >= open.Transfer.ExpiresAt)
                {
                    return TransferRefusals.Expired;
                }

                return await owned.RefuseAsync(user.Id, ct).ConfigureAwait(false) is { } tooMany
                    ? tooMany
                    : await HandOverAsync(open, ct).ConfigureAwait(false);
            },
            cancellationToken);

    public async Task<Result> DeclineAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        var declined = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (!MyAccount.Themselves(call).TryGet(out var caller, out var refusal))
                {
                    return refusal;
                }

                var found = await FindAsync(reference, caller.UserId, ct).ConfigureAwait(false);
                if (!found.TryGet(out var open, out refusal))
                {
                    return refusal;
                }

                transfers.Remove(open.Transfer);
                journal.Write(open.Org.Id, open.Transfer.Id.ToString(), new OrgTransferDeclined(open.Transfer.ToState()));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return declined.Match<Result>(_ => Result.Success, error => error);
    }

    /// <summary>The offer to a user, with the organisation held.</summary>
    private async Task<Result<Open>> FindAsync(OrgRef reference, UserId user, CancellationToken cancellationToken)
    {
        var entered = await access.EnterAsync(reference, cancellationToken).ConfigureAwait(false);
        if (!entered.TryGet(out var grant, out var refusal))
        {
            return refusal;
        }

        await orgs.LockAsync(grant.Org.Id, cancellationToken).ConfigureAwait(false);
        var transfer = await transfers.FindAsync(grant.Org.Id, cancellationToken).ConfigureAwait(false);
        var membership = await memberships.FindAsync(grant.Org.Id, user, cancellationToken).ConfigureAwait(false);
        return transfer is not null && membership is not null && transfer.ToUserId == user && transfer.IsFor(grant.Org)
            ? new Open(grant.Org, transfer, membership)
            : TransferRefusals.NotFound;
    }

    private async Task<Result<Org>> HandOverAsync(Open open, CancellationToken cancellationToken)
    {
        var (org, transfer, heir) = open;
        if (await memberships.FindAsync(org.Id, transfer.FromUserId, cancellationToken).ConfigureAwait(false) is { Role: BuiltInRoles.Owner } old)
        {
            ChangeRole(old, BuiltInRoles.Admin);
        }

        ChangeRole(heir, BuiltInRoles.Owner);
        org.PassTo(heir.UserId, time.Now());
        transfers.Remove(transfer);
        journal.Write(org.Id, transfer.Id.ToString(), new OrgTransferred(new(transfer.FromUserId), new(org.OwnerUserId)));
        return org.ToContract();
    }

    private void ChangeRole(Membership membership, string role)
    {
        if (membership.Role == role)
        {
            return;
        }

        var before = membership.ToState();
        membership.Change(role, membership.LabelsDelta);
        journal.Write(membership.OrgId, membership.UserId.ToString(), new MemberUpdated(before, membership.ToState()));
        invalidations.Membership(membership.UserId, membership.OrgId);
    }

    private sealed record Open(Organisation Org, StoredTransfer Transfer, Membership Heir);
}
