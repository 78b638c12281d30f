using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Paging;
using CatalystAuth.Core.Profiles;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Audit.Retention;

/// <summary>Sets and releases legal holds.</summary>
internal sealed class Holds(
    CallContext call, PlatformAccess platform, IHoldStore store, IOrgStore orgs, IAuditChainReader chains, Journal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    private const int MaxReason = 500;

    private static readonly Error NotFound = new(
        AuditErrorCodes.HoldNotFound, "There is no such legal hold, or it was released already.", ErrorKind.NotFound);

    public async Task<Result<Page<AuditHold>>> ListAsync(PageRequest? page, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.AuditRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        if (!PageRequests.Check(page).TryGet(out var request, out var error))
        {
            return error;
        }

        var found = await store.ListAsync(request, cancellationToken).ConfigureAwait(false);
        return found.Map(holds => new Page<AuditHold>([.. holds.Items.Select(hold => hold.ToContract())], holds.NextCursor));
    }

    public Task<Result<AuditHold>> SetAsync(SetAuditHoldRequest request, CancellationToken cancellationToken) => unitOfWork.RunAsync<AuditHold>(
        async ct =>
        {
            if (await platform.RefuseAsync(PlatformPermissions.Admin, ct).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            if (string.IsNullOrWhiteSpace(request.Reason) || !ProfileGrammar.IsText(request.Reason, MaxReason))
            {
                return Error.Field(AuditErrorCodes.InvalidHold, "reason", $"A reason of 1 to {MaxReason} characters is needed.");
            }

            // Of an organisation that is gone there may still be records.
            if (request.Org is { } org && await orgs.FindAsync(org, ct).ConfigureAwait(false) is null
                && await chains.FindHeadAsync(new(org), ct).ConfigureAwait(false) is null)
            {
                return Refusals.OrgNotFound;
            }

            await store.LockAsync(ct).ConfigureAwait(false);
            var now = time.Now();
            var hold = new LegalHold
            {
                Id = TypeId.New<LegalHoldId>(now),
                OrgId = request.Org,
                Reason = request.Reason,
                SetBy = $"{call.Actor}",
                SetAt = now,
            };
            store.Add(hold);
            journal.Write(hold.OrgId, $"{hold.Id}", new AuditHoldSet(new(hold.Reason)));
            return hold.ToContract();
        },
        cancellationToken);

    public async Task<Result> ReleaseAsync(LegalHoldId id, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.Admin, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                await store.LockAsync(ct).ConfigureAwait(false);
                if (await store.FindAsync(id, ct).ConfigureAwait(false) is not { ReleasedAt: null } hold)
                {
                    return NotFound;
                }

                hold.Release($"{call.Actor}", time.Now());
                journal.Write(hold.OrgId, $"{id}", new AuditHoldReleased(new(hold.Reason)));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }
}
