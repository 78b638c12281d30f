using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;

namespace CatalystAuth.Caching.Redis;

/// <summary>
/// The cache that nodes share. While Redis is away it is empty: reads miss, and writes and removals do nothing, so who relies on a
/// removal has to put a version into the key or a short life on the entry.
/// </summary>
// Not an IBufferDistributedCache: a call that was given up could still write into a buffer that somebody else has by then.
internal sealed class RedisDistributedCache(RedisCache cache, RedisBreaker breaker) : IDistributedCache
{
    public byte[]? Get(string key) => breaker.Run(() => cache.Get(key));

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        breaker.RunAsync(() => cache.GetAsync(key, token), token);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        breaker.Run(() => Done(() => cache.Set(key, value, options)));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        breaker.RunAsync(() => DoneAsync(cache.SetAsync(key, value, options, token)), token);

    public void Refresh(string key) => breaker.Run(() => Done(() => cache.Refresh(key)));

    public Task RefreshAsync(string key, CancellationToken token = default) =>
        breaker.RunAsync(() => DoneAsync(cache.RefreshAsync(key, token)), token);

    public void Remove(string key) => breaker.Run(() => Done(() => cache.Remove(key)));

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        breaker.RunAsync(() => DoneAsync(cache.RemoveAsync(key, token)), token);

    private static bool Done(Action call)
    {
        call();
        return true;
    }

    private static async Task<bool> DoneAsync(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }
}
