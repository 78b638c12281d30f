using CatalystAuth.Contracts.Entitlements;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Entitlements;

/// <summary>Subscriptions and overrides behind their contract.</summary>
internal sealed class Entitlements(
    OrgAccess access, PlatformAccess platform, IUserStore users, IEntitlementStore store, SetOrgEntitlements ofOrg, SetUserEntitlements ofUser,
    TimeProvider time) : IEntitlements
{
    public async Task<Result<OrgEntitlements>> GetAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.EntitlementsRead, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var refusal))
        {
            return refusal;
        }

        var sources = await store.ReadAsync(granted.Org.Id, user: null, cancellationToken).ConfigureAwait(false);
        var found = SetOrgEntitlements.ToContract(
            sources.Org ?? new StoredOrgEntitlements { OrgId = granted.Org.Id }, EntitlementMerge.Merge(sources, time.Now()));

        // Why something was given or taken is the platform's to know.
        return await platform.RefuseAsync(PlatformPermissions.PlansRead, cancellationToken).ConfigureAwait(false) is null
            ? found
            : found with
            {
                Features = [.. found.Features.Select(feature => feature with { Reason = null })],
                Limits = [.. found.Limits.Select(limit => limit with { Reason = null })],
            };
    }

    public Task<Result<OrgEntitlements>> SetAsync(
        OrgRef org, SetOrgEntitlementsRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        ofOrg.SetAsync(org, request, ifVersion, cancellationToken);

    public Task<Result> RemoveAsync(OrgRef org, CancellationToken cancellationToken = default) => ofOrg.RemoveAsync(org, cancellationToken);

    public async Task<Result<UserEntitlements>> GetOfUserAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (await platform.RefuseAsync(PlatformPermissions.PlansRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        return await users.FindAsync(user, cancellationToken).ConfigureAwait(false) is null
            ? UserRefusals.NotFound
            : SetUserEntitlements.ToContract(
                await store.FindAsync(user, cancellationToken).ConfigureAwait(false) ?? new StoredUserEntitlements { UserId = user });
    }

    public Task<Result<UserEntitlements>> SetOfUserAsync(
        UserId user, SetUserEntitlementsRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        ofUser.SetAsync(user, request, ifVersion, cancellationToken);

    public Task<Result> RemoveOfUserAsync(UserId user, CancellationToken cancellationToken = default) => ofUser.RemoveAsync(user, cancellationToken);
}
