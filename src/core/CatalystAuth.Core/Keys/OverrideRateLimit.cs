using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>Gives a key a rate limit or another size of it, and takes the other size away.</summary>
internal sealed class OverrideRateLimit(
    KeyAccess access, IRateLimitStore store, IOrgStore orgs, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    public Task<Result<ApiKey>> SetAsync(
        KeyId id, string name, SetKeyRateLimitRequest request, int? ifVersion, CancellationToken cancellationToken) => unitOfWork.RunAsync<ApiKey>(
        async ct =>
        {
            if (!(await access.ToLimitAsync(id, ct).ConfigureAwait(false)).TryGet(out var key, out var refusal))
            {
                return refusal;
            }

            if (ifVersion is not null && ifVersion != key.Version)
            {
                return Refusals.VersionMismatch;
            }

            if (RateLimitChecks.Check(request) is { } error)
            {
                return error;
            }

            // A limit that is deleted meanwhile is gone before, or found in use.
            await orgs.LockAsync(key.OrgId, ct).ConfigureAwait(false);
            if ((await store.ListAsync(key.OrgId, [name], ct).ConfigureAwait(false)).Count == 0)
            {
                return RateLimitChecks.NotFound;
            }

            if (!key.RateLimits.Contains(name, StringComparer.Ordinal) && key.RateLimits.Count >= RateLimitChecks.MostOfKey)
            {
                return RateLimitChecks.KeyHasMost;
            }

            var now = time.Now();
            var other = request is { Permits: { } permits, WindowSeconds: { } window }
                ? new RateLimitOverride(name, permits, window, request.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null)
                : null;
            Change(key, [.. key.RateLimits.Union([name], StringComparer.Ordinal)], name, other);
            return key.ToContract(now);
        },
        cancellationToken);

    public async Task<Result> RemoveAsync(KeyId id, string name, CancellationToken cancellationToken)
    {
        var removed = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                if (!(await access.ToLimitAsync(id, ct).ConfigureAwait(false)).TryGet(out var key, out var refusal))
                {
                    return refusal;
                }

                if (!key.RateLimits.Contains(name, StringComparer.Ordinal))
                {
                    return RateLimitChecks.NotOfKey;
                }

                Change(key, key.RateLimits, name, other: null);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return removed.Match<Result>(_ => Result.Success, error => error);
    }

    private void Change(StoredKey key, IReadOnlyList<string> names, string name, RateLimitOverride? other)
    {
        List<RateLimitOverride> overrides = [.. key.RateLimitOverrides.Where(known => known.Name != name)];
        if (other is not null)
        {
            overrides.Add(other);
        }

        if (names.SequenceEqual(key.RateLimits, StringComparer.Ordinal) && overrides.SequenceEqual(key.RateLimitOverrides))
        {
            return;
        }

        var before = key.ToState();
        (key.RateLimits, key.RateLimitOverrides) = (names, overrides);
        key.Version++;
        journal.Write(key.OrgId, key.Id.ToString(), new KeyUpdated(before, key.ToState()));
    }
}
