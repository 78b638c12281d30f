using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Overrides what plans give, for one user. Their tokens for organisations die.</summary>
internal sealed class SetUserEntitlements(
    PlatformAccess platform, IUserStore users, IEntitlementStore store, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork)
{
    public Task<Result<UserEntitlements>> SetAsync(
        UserId user, SetUserEntitlementsRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<UserEntitlements>(
            async ct =>
            {
                if (await platform.RefuseAsync(PlatformPermissions.PlansWrite, ct).ConfigureAwait(false) is { } refusal
                    || !OverrideChecks.CheckFeatures(request.Features).TryGet(out var features, out refusal)
                    || !OverrideChecks.CheckLimits(request.Limits).TryGet(out var limits, out refusal))
                {
                    return refusal;
                }

                await users.LockAsync(user, ct).ConfigureAwait(false);
                if (await users.FindAsync(user, ct).ConfigureAwait(false) is null)
                {
                    return UserRefusals.NotFound;
                }

                var known = await store.FindAsync(user, ct).ConfigureAwait(false);
                return ifVersion is not null && ifVersion != (known?.Version ?? 0)
                    ? Refusals.VersionMismatch
                    : Change(user, known, features, limits);
            },
            cancellationToken);

    public async Task<Result> RemoveAsync(UserId user, CancellationToken cancellationToken)
    {
        var done = await SetAsync(user, new(), ifVersion: null, cancellationToken).ConfigureAwait(false);
        return done.Match<Result>(_ => Result.Success, error => error);
    }

    /// <summary>As the wire has it.</summary>
    public static UserEntitlements ToContract(StoredUserEntitlements row) => new(row.UserId, row.Features, row.Limits, row.Version);

    private UserEntitlements Change(
        UserId user, StoredUserEntitlements? known, IReadOnlyList<FeatureOverride> features, IReadOnlyList<LimitOverride> limits)
    {
        var row = known ?? new StoredUserEntitlements { UserId = user };
        var before = StateOf(row);
        row.Features = features;
        row.Limits = limits;
        var after = StateOf(row);
        if (EventJson.AreAlike(before, after))
        {
            return ToContract(row);
        }

        row.Version++;
        if (known is null)
        {
            store.Add(row);
        }

        journal.Write(org: null, user.ToString(), new EntitlementChanged(after, known is null ? null : before));
        invalidations.UserIdentity(user);

        // Whether it is less depends on each organisation's plan, so it counts as less.
        invalidations.UserEntitlements(user);
        return ToContract(row);
    }

    private static EntitlementState StateOf(StoredUserEntitlements row) => new(row.Features, row.Limits);
}
