using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Entitlements;

/// <summary>
/// Subscribes an organisation and overrides what its plan gives. Nobody loses what they made under a larger plan: a lower limit only
/// refuses more. Tokens that carry what is lost die.
/// </summary>
internal sealed class SetOrgEntitlements(
    PlatformAccess platform, IOrgStore orgs, IPlanStore plans, IEntitlementStore store, Journal journal, Invalidations invalidations,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private static readonly Error UnknownPlan = Error.Field(PlanErrorCodes.NotFound, "plan", "There is no such plan.") with
    {
        Kind = ErrorKind.NotFound,
    };

    public Task<Result<OrgEntitlements>> SetAsync(
        OrgRef reference, SetOrgEntitlementsRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<OrgEntitlements>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                if (!Check(request).TryGet(out var wanted, out var error))
                {
                    return error;
                }

                await plans.LockAsync(ct).ConfigureAwait(false);
                if (await orgs.FindAsync(reference, ct).ConfigureAwait(false) is not { } org)
                {
                    return Refusals.OrgNotFound;
                }

                await orgs.LockAsync(org.Id, ct).ConfigureAwait(false);
                var known = await store.FindAsync(org.Id, ct).ConfigureAwait(false);
                if (ifVersion is not null && ifVersion != (known?.Version ?? 0))
                {
                    return Refusals.VersionMismatch;
                }

                var plan = wanted.Plan is null ? null : await plans.FindAsync(wanted.Plan, ct).ConfigureAwait(false);
                return wanted.Plan is not null && plan is null
                    ? UnknownPlan
                    : await ChangeAsync(org.Id, known, plan, wanted, ct).ConfigureAwait(false);
            },
            cancellationToken);

    public async Task<Result> RemoveAsync(OrgRef reference, CancellationToken cancellationToken)
    {
        var done = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                await plans.LockAsync(ct).ConfigureAwait(false);
                if (await orgs.FindAsync(reference, ct).ConfigureAwait(false) is not { } org)
                {
                    return Refusals.OrgNotFound;
                }

                await orgs.LockAsync(org.Id, ct).ConfigureAwait(false);
                if (await store.FindAsync(org.Id, ct).ConfigureAwait(false) is { } known)
                {
                    await ChangeAsync(org.Id, known, plan: null, new SetOrgEntitlementsRequest(Features: [], Limits: []), ct).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }

    private static Result<SetOrgEntitlementsRequest> Check(SetOrgEntitlementsRequest request)
    {
        if (!OverrideChecks.CheckFeatures(request.Features).TryGet(out var features, out var error)
            || !OverrideChecks.CheckLimits(request.Limits).TryGet(out var limits, out error))
        {
            return error;
        }

        if (request.Plan is null && (request.StartsAt is not null || request.ExpiresAt is not null))
        {
            return OverrideChecks.Refuse("plan", "startsAt and expiresAt are those of a subscription; name its plan.");
        }

        return request.ExpiresAt <= request.StartsAt
            ? OverrideChecks.Refuse("expiresAt", "expiresAt is after startsAt, or absent for ever.")
            : request with
            {
                StartsAt = OverrideChecks.Whole(request.StartsAt),
                ExpiresAt = OverrideChecks.Whole(request.ExpiresAt),
                Features = features,
                Limits = limits,
            };
    }

    private async Task<OrgEntitlements> ChangeAsync(
        OrgId org, StoredOrgEntitlements? known, StoredPlan? plan, SetOrgEntitlementsRequest wanted, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var sources = await store.ReadAsync(org, user: null, cancellationToken).ConfigureAwait(false);
        var given = EntitlementMerge.Merge(sources, now);
        var before = known is null ? null : StateOf(known);
        var row = known ?? new StoredOrgEntitlements { OrgId = org };
        row.Plan = wanted.Plan;
        row.StartsAt = wanted.StartsAt;
        row.ExpiresAt = wanted.ExpiresAt;
        row.Features = wanted.Features ?? [];
        row.Limits = wanted.Limits ?? [];
        var after = StateOf(row);
        var gives = EntitlementMerge.Merge(sources with { Org = row, Plan = plan }, now);
        if (before is not null && EventJson.AreAlike(before, after))
        {
            return ToContract(row, gives);
        }

        row.Version++;
        if (known is null)
        {
            store.Add(row);
        }

        journal.Write(org, org.ToString(), new EntitlementChanged(after, before));
        invalidations.OrgIdentity(org);
        if (EntitlementMerge.TakesAway(given, gives))
        {
            invalidations.OrgEntitlements(org);
        }

        return ToContract(row, gives);
    }

    /// <summary>As the wire has it.</summary>
    public static OrgEntitlements ToContract(StoredOrgEntitlements row, EffectiveEntitlements effective) =>
        new(row.OrgId, row.Plan, row.StartsAt, row.ExpiresAt, row.Features, row.Limits, effective, row.Version);

    private static EntitlementState StateOf(StoredOrgEntitlements row) => new(row.Features, row.Limits, row.Plan, row.StartsAt, row.ExpiresAt);
}
