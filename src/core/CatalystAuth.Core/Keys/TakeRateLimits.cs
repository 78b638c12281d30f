using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Core.Tokens;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Takes from rate limits of keys. What is in force is read each time, so that a change counts at the next take on every node.
/// </summary>
internal sealed class TakeRateLimits(KeyAccess access, IRateLimitStore store, IRateLimiter limiter, TimeProvider time)
{
    private static readonly Dictionary<string, int> OneExchange = new() { [RateLimitNames.Exchange] = 1 };

    private static readonly Error InvalidCost = Error.Field(
        KeyErrorCodes.InvalidCost, "costs", $"There are 1 to {TakeRateLimitsRequest.MaxNames} costs, each 0 or more.");

    public async Task<Result<TakenRateLimits>> RunAsync(KeyId id, TakeRateLimitsRequest request, CancellationToken cancellationToken)
    {
        var found = await access.OfOrgAsync(id, BuiltInPermissions.KeysConsume, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var granted, out var refusal))
        {
            return refusal;
        }

        return request.Costs.Count is 0 or > TakeRateLimitsRequest.MaxNames || request.Costs.Values.Any(cost => cost < 0) ? InvalidCost
            : KeyRefusals.Of(granted.Key.StatusAt(time.Now())) is { } ended ? ended with { Kind = ErrorKind.Conflict }
            : await TakeAsync(granted.Key, request.Costs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes for an exchange; null when the key has no limit for that or it suffices.</summary>
    public async Task<Error?> RefuseExchangeAsync(StoredKey key, CancellationToken cancellationToken) =>
        key.RateLimits.Contains(RateLimitNames.Exchange, StringComparer.Ordinal)
            && await TakeAsync(key, OneExchange, cancellationToken).ConfigureAwait(false) is { IsSuccess: false } refused
            ? refused.Error
            : null;

    private async Task<Result<TakenRateLimits>> TakeAsync(StoredKey key, IReadOnlyDictionary<string, int> costs, CancellationToken cancellationToken)
    {
        if (costs.Keys.Any(name => !key.RateLimits.Contains(name, StringComparer.Ordinal)))
        {
            return RateLimitChecks.NotOfKey;
        }

        var now = time.Now();
        var stored = await store.ListAsync(key.OrgId, [.. costs.Keys], cancellationToken).ConfigureAwait(false);
        if (stored.Count < costs.Count)
        {
            return RateLimitChecks.NotOfKey;
        }

        var limits = stored.Select(limit => RateLimitInForce.Of(limit, key, now)).ToList();
        if (limits.Find(limit => costs[limit.Name] > limit.Limit.Permits) is { } small)
        {
            return AboveLimit(small);
        }

        var states = await limiter.TakeAllAsync([.. limits.Select(limit => new RateLimitTake(limit.Count, limit.Limit, costs[limit.Name]))], cancellationToken)
            .ConfigureAwait(false);
        var statuses = limits.Zip(states, (limit, state) => state.ToStatus(limit.Name, limit.Limit)).ToList();
        return states.All(state => state.IsAllowed)
            ? new TakenRateLimits(true, statuses)
            : KeyRefusals.RateLimited with { RetryAfter = states.Max(state => state.RetryAfter), RateLimits = statuses };
    }

    private static Error AboveLimit(RateLimitInForce limit) => Error.Field(
        KeyErrorCodes.CostAboveLimit, $"costs.{limit.Name}",
        $"{limit.Name} has {limit.Limit.Permits} permits, so that more are never there at once.") with
    { Kind = ErrorKind.Unprocessable };
}
