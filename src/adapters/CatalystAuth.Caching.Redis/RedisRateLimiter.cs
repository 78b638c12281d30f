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

    // The generic cell rate algorithm in microseconds, which a Lua number holds exactly. ARGV: window, interval, cost. Answers whether it
    // is allowed, after how long all is back, and by how much it came too early.
    private const string Script = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local window, interval, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local full = tonumber(redis.call('GET', KEYS[1])) or now
        full = math.min(math.max(full, now), now + window)
        local after = full + cost * interval
        local early = after - (now + window)
        if early > 0 then return { 0, full - now, early } end
        if cost > 0 then
          redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000) + 1)
        end
        return { 1, after - now, 0 }
        """;

    public async ValueTask<RateLimitState> TakeAsync(string name, RateLimit limit, int cost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, limit.Permits);
        var answer = await breaker.RunAsync(() => AskAsync(name, limit, cost), cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return await alone.TakeAsync(name, limit, cost, cancellationToken).ConfigureAwait(false);
        }

        var reset = Microseconds((long)answer[1]);
        return new(
            (int)answer[0] == 1,
            (int)((limit.Window - reset).Ticks / limit.Interval.Ticks),
            Microseconds((long)answer[2]),
            reset);
    }

    private async Task<RedisResult[]?> AskAsync(string name, RateLimit limit, int cost)
    {
        var connection = await redis.GetAsync().ConfigureAwait(false);
        return (RedisResult[]?)await connection.GetDatabase()
            .ScriptEvaluateAsync(
                Script, [Prefix + name],
                [limit.Window.Ticks / TimeSpan.TicksPerMicrosecond, limit.Interval.Ticks / TimeSpan.TicksPerMicrosecond, cost])
            .ConfigureAwait(false);
    }

    private static TimeSpan Microseconds(long value) => TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond);
}
