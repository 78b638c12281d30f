using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>Stops an organisation for a platform admin, or lets it go on. Its data stays.</summary>
internal sealed class SuspendOrg(
    PlatformAccess platform, IOrgStore orgs, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error InvalidReason = Error.Field(OrgErrorCodes.InvalidReason, "reason", Descriptions.Rule);

    public Task<Result<Org>> SuspendAsync(OrgRef reference, SuspendOrgRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(
            reference,
            org =>
            {
                if (!Descriptions.IsValid(request.Reason))
                {
                    return InvalidReason;
                }

                var reason = Descriptions.Clean(request.Reason);
                if (org.Status == OrgStatus.Suspended && org.SuspendReason == reason)
                {
                    return null;
                }

                var before = StateOf(org);
                org.Suspend(reason, time.Now());
                journal.Write(org.Id, org.Id.ToString(), new OrgSuspended(before, StateOf(org)));
                invalidations.OrgStatus(org);
                return null;
            },
            cancellationToken);

    public Task<Result<Org>> ReactivateAsync(OrgRef reference, CancellationToken cancellationToken) =>
        ChangeAsync(
            reference,
            org =>
            {
                if (org.Status == OrgStatus.Active)
                {
                    return null;
                }

                var before = StateOf(org);
                org.Reactivate(time.Now());
                journal.Write(org.Id, org.Id.ToString(), new OrgReactivated(before, StateOf(org)));
                invalidations.OrgStatus(org);
                return null;
            },
            cancellationToken);

    private Task<Result<Org>> ChangeAsync(OrgRef reference, Func<Organisation, Error?> change, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Org>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.OrgsWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (await orgs.FindAsync(reference, ct).ConfigureAwait(false) is not { } org)
                {
                    return Refusals.OrgNotFound;
                }

                await orgs.LockAsync(org.Id, ct).ConfigureAwait(false);
                var refused = org.Status == OrgStatus.Deleted ? Refusals.OrgDeleted : change(org);
                return refused is null ? org.ToContract() : refused;
            },
            cancellationToken);

    private static OrgStatusState StateOf(Organisation org) =>
        new(org.Status, org.Status == OrgStatus.Suspended ? org.SuspendReason : null);
}
