using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Orgs;

/// <summary>
/// Removes deleted organisations with all that they own, in many small transactions. Who is stopped in the middle, or finds another
/// node at the same work, goes on with what is left. Audit records stay.
/// </summary>
public sealed class PurgeOrgs(
    PlatformAccess platform, IOrgPurge purge, IOrgStore orgs, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    /// <summary>How many rows of a kind one transaction removes.</summary>
    public const int Batch = 500;

    private const int OrgsATurn = 100;

    /// <summary>Removes those whose time is over.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        while (await purge.ListDueAsync(time.Now(), OrgsATurn, cancellationToken).ConfigureAwait(false) is { Count: > 0 } due)
        {
            foreach (var org in due)
            {
                await FinishAsync(org, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does one step of removing one, and says whether nothing is left to do.</summary>
    public async Task<bool> StepAsync(OrgId id, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await orgs.FindAsync(id, ct).ConfigureAwait(false) is not { } org)
                {
                    return true;
                }

                await orgs.LockAsync(id, ct).ConfigureAwait(false);
                if (org.Status != OrgStatus.Deleted || org.PurgeAt is not { } due || due > time.Now())
                {
                    return true;
                }

                // In a transaction of its own, so that nobody restores what has begun to go.
                if (org.PurgeStartedAt is null)
                {
                    org.BeginPurge(time.Now());
                    return false;
                }

                return await RemoveAsync(org, ct).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return done.TryGet(out var isDone, out var error) ? isDone : throw new InfraException($"{id} can't be purged: {error.Code}.");
    }

    internal async Task<Result> RunAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        var begun = await unitOfWork.RunAsync<OrgId>(
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
                if (org.Status != OrgStatus.Deleted)
                {
                    return OrgRefusals.NotDeleted;
                }

                org.BeginPurge(time.Now());
                return org.Id;
            },
            cancellationToken).ConfigureAwait(false);
        if (!begun.TryGet(out var id, out var error))
        {
            return error;
        }

        await FinishAsync(id, cancellationToken).ConfigureAwait(false);
        return Result.Success;
    }

    private async Task FinishAsync(OrgId org, CancellationToken cancellationToken)
    {
        while (!await StepAsync(org, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> RemoveAsync(Organisation org, CancellationToken cancellationToken)
    {
        var apps = await purge.RemoveAppsAsync(org.Id, Batch, cancellationToken).ConfigureAwait(false);
        foreach (var app in apps)
        {
            invalidations.AppDeleted(app);
        }

        if (apps.Count > 0 || await purge.RemoveSomeAsync(org.Id, Batch, cancellationToken).ConfigureAwait(false) > 0)
        {
            return false;
        }

        journal.Write(org.Id, org.Id.ToString(), new OrgPurged(new(org.Name, org.Slug), org.DeletedAt));
        purge.Remove(org);
        invalidations.OrgIdentity(org.Id);
        return true;
    }
}
