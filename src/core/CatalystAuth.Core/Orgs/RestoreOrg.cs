using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Memberships;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Brings a deleted organisation back, for its owners and platform admins. One that was suspended comes back suspended.</summary>
internal sealed class RestoreOrg(
    OrgAccess access, PlatformAccess platform, OwnedOrgs owned, IOrgStore orgs, IMembershipStore memberships, Journal journal,
    Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error Expired = new(
        OrgErrorCodes.RestoreExpired, "The time in which this organisation could be restored is over.", ErrorKind.Gone);

    private static readonly Error NoOwner = new(
        OrgErrorCodes.NoOwner, "None of this organisation's owners has an account any more, so nobody could own it.", ErrorKind.Conflict);

    public Task<Result<Org>> RunAsync(OrgRef reference, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                var found = await FindAsync(reference, ct).ConfigureAwait(false);
                return !found.TryGet(out var org, out var refusal) ? refusal
                    : org.Status != OrgStatus.Deleted ? OrgRefusals.NotDeleted
                    : await RestoreAsync(org, ct).ConfigureAwait(false);
            },
            cancellationToken);

    private async Task<Result<Organisation>> FindAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.OrgsWrite, cancellationToken).ConfigureAwait(false) is null)
        {
            return await orgs.FindAsync(reference, cancellationToken).ConfigureAwait(false) is { } org ? org : Refusals.OrgNotFound;
        }

        var entered = await access.EnterStoppedAsync(reference, cancellationToken).ConfigureAwait(false);
        return !entered.TryGet(out var grant, out var refusal) ? refusal
            : grant.Org.Status == OrgStatus.Suspended ? Refusals.OrgSuspended
            : grant.Holds(BuiltInPermissions.OrgDelete) ? grant.Org
            : Refusals.Stopped(grant.Org.Status) ?? Refusals.PermissionDenied(BuiltInPermissions.OrgDelete);
    }

    private async Task<Result<Org>> RestoreAsync(Organisation org, CancellationToken cancellationToken)
    {
        if (IsOver(org))
        {
            return Expired;
        }

        if (await OwnerAsync(org, cancellationToken).ConfigureAwait(false) is not { } owner)
        {
            return NoOwner;
        }

        var tooMany = await owned.RefuseAsync(owner, cancellationToken).ConfigureAwait(false);
        await orgs.LockAsync(org.Id, cancellationToken).ConfigureAwait(false);
        if (IsOver(org))
        {
            return Expired;
        }

        // Whose account was deleted while this waited is no owner any more.
        if (await OwnerAsync(org, cancellationToken).ConfigureAwait(false) != owner)
        {
            return NoOwner;
        }

        if (tooMany is not null)
        {
            return tooMany;
        }

        var now = time.Now();
        var before = new OrgStatusState(org.Status, PurgeAt: org.PurgeAt, OwnerUserId: org.OwnerUserId);
        org.Restore(now);
        if (org.OwnerUserId != owner)
        {
            org.PassTo(owner, now);
        }

        journal.Write(org.Id, org.Id.ToString(), new OrgRestored(before, new(org.Status, OwnerUserId: owner)));
        invalidations.OrgStatus(org);
        return org.ToContract() with { SuspendReason = null };
    }

    private bool IsOver(Organisation org) => org.PurgeStartedAt is not null || org.PurgeAt <= time.Now();

    // The owner's account may be gone: then another owner takes their place.
    private async Task<UserId?> OwnerAsync(Organisation org, CancellationToken cancellationToken) =>
        await memberships.FindAsync(org.Id, org.OwnerUserId, cancellationToken).ConfigureAwait(false) is { Role: BuiltInRoles.Owner }
            ? org.OwnerUserId
            : await memberships.FindOtherOwnerAsync(org.Id, org.OwnerUserId, cancellationToken).ConfigureAwait(false);
}
