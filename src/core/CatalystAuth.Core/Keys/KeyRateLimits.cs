using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Labels;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Rate limits of keys behind their contract.</summary>
internal sealed class KeyRateLimits(
    OrgAccess access, IRateLimitStore store, IOrgStore orgs, OverrideRateLimit overrides, TakeRateLimits take, ClientLabels labels, Journal journal,
    IUnitOfWork unitOfWork, TimeProvider time) : IKeyRateLimits
{
    public async Task<Result<IReadOnlyList<KeyRateLimit>>> ListAsync(OrgRef org, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.KeysRead, cancellationToken).ConfigureAwait(false);
        return grant.TryGet(out var granted, out var refusal)
            ? (await store.ListAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false)).Select(limit => limit.ToContract()).ToList()
            : refusal;
    }

    public async Task<Result<KeyRateLimit>> GetAsync(OrgRef org, string name, CancellationToken cancellationToken = default)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.KeysRead, cancellationToken).ConfigureAwait(false);
        return !grant.TryGet(out var granted, out var refusal) ? refusal
            : await store.FindAsync(granted.Org.Id, name, cancellationToken).ConfigureAwait(false) is { } limit ? limit.ToContract()
            : RateLimitChecks.NotFound;
    }

    public Task<Result<KeyRateLimit>> SetAsync(
        OrgRef org, string name, SetRateLimitRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        unitOfWork.RunAsync<KeyRateLimit>(
            async ct =>
            {
                if (!(await EnterAsync(org, ct).ConfigureAwait(false)).TryGet(out var id, out var refusal))
                {
                    return refusal;
                }

                if (RateLimitChecks.Check(name, request) is { } error)
                {
                    return error;
                }

                var known = await store.FindAsync(id, name, ct).ConfigureAwait(false);
                return ifVersion is not null && ifVersion != (known?.Version ?? 0) ? Refusals.VersionMismatch
                    : known is null && (await store.ListAsync(id, ct).ConfigureAwait(false)).Count >= RateLimitChecks.MostOfOrg ? RateLimitChecks.TooMany
                    : Set(id, name, known, request).ToContract();
            },
            cancellationToken);

    public async Task<Result> DeleteAsync(OrgRef org, string name, CancellationToken cancellationToken = default)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (!(await EnterAsync(org, ct).ConfigureAwait(false)).TryGet(out var id, out var refusal))
                {
                    return refusal;
                }

                if (await store.FindAsync(id, name, ct).ConfigureAwait(false) is not { } limit)
                {
                    return RateLimitChecks.NotFound;
                }

                if (await store.IsUsedAsync(id, name, time.Now(), ct).ConfigureAwait(false))
                {
                    return RateLimitChecks.InUse;
                }

                store.Remove(limit);
                journal.Write(id, name, new RateLimitDeleted(limit.ToState()));
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }

    public async Task<Result<ApiKey>> OverrideAsync(
        KeyId key, string name, SetKeyRateLimitRequest request, int? ifVersion = null, CancellationToken cancellationToken = default) =>
        await labels.ShowAsync(
            await overrides.SetAsync(key, name, request, ifVersion, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<Result> RemoveOverrideAsync(KeyId key, string name, CancellationToken cancellationToken = default) =>
        overrides.RemoveAsync(key, name, cancellationToken);

    public Task<Result<TakenRateLimits>> TakeAsync(KeyId key, TakeRateLimitsRequest request, CancellationToken cancellationToken = default) =>
        take.RunAsync(key, request, cancellationToken);

    // Held, so that a key that is given a limit meanwhile finds it or is found to have it. A key that could would give itself more.
    private async Task<Result<OrgId>> EnterAsync(OrgRef org, CancellationToken cancellationToken)
    {
        var grant = await access.AuthorizeAsync(org, BuiltInPermissions.KeysWrite, cancellationToken).ConfigureAwait(false);
        if (!grant.TryGet(out var granted, out var refusal))
        {
            return refusal;
        }

        if (granted.Actor is not Actor.User)
        {
            return Refusals.UserRequired;
        }

        await orgs.LockAsync(granted.Org.Id, cancellationToken).ConfigureAwait(false);
        return granted.Org.Id;
    }

    private StoredRateLimit Set(OrgId org, string name, StoredRateLimit? known, SetRateLimitRequest request)
    {
        var now = time.Now();
        var before = known?.ToState();
        var limit = known ?? new() { OrgId = org, Name = name, CreatedAt = now, UpdatedAt = now };
        (limit.Permits, limit.WindowSeconds, limit.Sharing) = (request.Permits, request.WindowSeconds, request.Sharing);
        limit.Description = Descriptions.Clean(request.Description);
        var after = limit.ToState();
        if (after == before)
        {
            return limit;
        }

        if (known is null)
        {
            store.Add(limit);
        }
        else
        {
            limit.Version++;
            limit.UpdatedAt = now;
        }

        journal.Write(org, name, new RateLimitSet(after, before));
        return limit;
    }
}
