using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Orgs;

/// <summary>Deletes an organisation: it stops at once, and is purged when the time to restore it is over.</summary>
internal sealed class DeleteOrg(
    CallContext call, OrgAccess access, PlatformAccess platform, IOrgStore orgs, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, IOptions<OrgOptions> options, TimeProvider time)
{
    public Task<Result<Org>> RunAsync(OrgRef reference, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                var entered = await access.EnterStoppedAsync(reference, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var grant, out var refusal))
                {
                    return refusal;
                }

                if (await RefuseAsync(grant, ct).ConfigureAwait(false) is { } refused)
                {
                    return refused;
                }

                // A second time does nothing more: the answer to the first may have been lost.
                var org = grant.Org;
                if (org.Status == OrgStatus.Deleted)
                {
                    return org.ToContract() with { SuspendReason = null };
                }

                await orgs.LockAsync(org.Id, ct).ConfigureAwait(false);
                if (ifVersion is not null && ifVersion != org.Version)
                {
                    return Refusals.VersionMismatch;
                }

                var before = new OrgStatusState(org.Status);
                org.Delete(time.Now(), options.Value.RestoreWindow);
                journal.Write(org.Id, org.Id.ToString(), new OrgDeleted(before, new(org.Status, PurgeAt: org.PurgeAt)));
                invalidations.OrgStatus(org);
                return org.ToContract();
            },
            cancellationToken);

    // A suspended one belongs to the platform until it goes on.
    private async Task<Error?> RefuseAsync(OrgGrant grant, CancellationToken cancellationToken)
    {
        if (call.Actor is Actor.User { Impersonator: not null })
        {
            return Refusals.Impersonated;
        }

        if (call.Actor is not Actor.User)
        {
            return Refusals.UserRequired;
        }

        return grant.Org.Status switch
        {
            OrgStatus.Deleted => grant.Holds(BuiltInPermissions.OrgDelete) ? null : Refusals.OrgDeleted,
            OrgStatus.Suspended when await platform.RefuseAsync(PlatformPermissions.OrgsWrite, cancellationToken).ConfigureAwait(false) is not null =>
                Refusals.OrgSuspended,
            OrgStatus.Suspended => null,
            _ => grant.Holds(BuiltInPermissions.OrgDelete) ? null : Refusals.PermissionDenied(BuiltInPermissions.OrgDelete),
        };
    }
}
