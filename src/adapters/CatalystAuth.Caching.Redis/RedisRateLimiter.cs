using CatalystAuth.Core.RateLimits;
using StackExchange.Redis;

namespace CatalystAuth.Caching.Redis;

/// <summary>
/// Counts for all nodes, by Redis's own clock, so that a node whose clock is wrong harms nobody. While Redis is away each node counts
/// for itself.
/// </summary>
internal sealed class RedisRateLimiter(RedisConnection redis, RedisBreaker breaker, MemoryRateLimiter alone) : IRateLimiter
{
    private const string Prefix = "catalyst:rate:";

    // The generic cell rate algorithm in microseconds, which a Lua number holds exactly. ARGV: window, interval and cost of each name. Takes
    // of all or of none; answers for each by how much it came too early, and after how long all is back.
    private const string Script = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local allowed, full, after, answer = true, {}, {}, {}
        for i, key in ipairs(KEYS) do
          local window, interval, cost = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
          local used = tonumber(redis.call('GET', key)) or now
          full[i] = math.min(math.max(used, now), now + window)
          after[i] = full[i] + cost * interval
          answer[2 * i - 1] = math.max(after[i] - (now + window), 0)
          allowed = allowed and answer[2 * i - 1] == 0
        end
        for i, key in ipairs(KEYS) do
          answer[2 * i] = (allowed and after[i] or full[i]) - now
          if allowed and after[i] > full[i] then
            redis.call('SET', key, string.format('%.0f', after[i]), 'PX', math.ceil((after[i] - now) / 1000) + 1)
          end
        end
        return answer
        """;

    public async ValueTask<RateLimitState> TakeAsync(string name, RateLimit limit, int cost, CancellationToken cancellationToken) =>
        (await AskAsync([new(name, limit, cost)], cancellationToken).ConfigureAwait(false))?[0]
        ?? await alone.TakeAsync(name, limit, cost, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<RateLimitState>> TakeAllAsync(IReadOnlyList<RateLimitTake> takes, CancellationToken cancellationToken) =>
        await AskAsync(takes, cancellationToken).ConfigureAwait(false) ?? await alone.TakeAllAsync(takes, cancellationToken).ConfigureAwait(false);

    // Null while Redis is away.
    private async ValueTask<IReadOnlyList<RateLimitState>?> AskAsync(IReadOnlyList<RateLimitTake> takes, CancellationToken cancellationToken)
    {
        foreach (var take in takes)
        {
            take.ThrowIfNeverHad();
        }

        var answer = await breaker.RunAsync(() => EvaluateAsync(takes), cancellationToken).ConfigureAwait(false);
        return answer is null ? null : [.. takes.Select((take, i) => StateOf(take, (long)answer[2 * i], Microseconds((long)answer[(2 * i) + 1])))];
    }

    private async Task<RedisResult[]?> EvaluateAsync(IReadOnlyList<RateLimitTake> takes)
    {
        var connection = await redis.GetAsync().ConfigureAwait(false);
        return (RedisResult[]?)await connection.GetDatabase()
            .ScriptEvaluateAsync(
                Script, [.. takes.Select(take => (RedisKey)(Prefix + take.Name))],
                [
                    .. takes.SelectMany(take => new RedisValue[]
                    {
                        take.Limit.Span.Ticks / TimeSpan.TicksPerMicrosecond, take.Limit.Interval.Ticks / TimeSpan.TicksPerMicrosecond, take.Cost,
                    }),
                ])
            .ConfigureAwait(false);
    }

    private static RateLimitState StateOf(RateLimitTake take, long early, TimeSpan reset) => new(
        early == 0, (int)((take.Limit.Span - reset).Ticks / take.Limit.Interval.Ticks), Microseconds(early), reset);

    private static TimeSpan Microseconds(long value) => TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond);
}
