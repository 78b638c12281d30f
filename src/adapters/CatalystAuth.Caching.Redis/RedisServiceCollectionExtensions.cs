using CatalystAuth.Core.Events;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.RateLimits;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Caching.Redis;

/// <summary>Registers what nodes share on Redis.</summary>
public static class RedisServiceCollectionExtensions
{
    private const string KeyPrefix = "catalyst:cache:";

    /// <summary>
    /// Adds the buses, an <see cref="IDistributedCache"/> and an <see cref="IRateLimiter"/>, on one connection. Call it after the storage, whose buses
    /// it takes the place of. Nothing fails when Redis is away.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">One that <see cref="RedisConnectionString.ProblemWith"/> finds no fault with.</param>
    public static IServiceCollection AddCatalystRedis(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(provider => new RedisConnection(connectionString, provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.AddSingleton<IInvalidationBus>(provider => ActivatorUtilities.CreateInstance<RedisBus>(provider, RedisBus.Invalidations));
        services.AddSingleton<IEventBus>(provider => ActivatorUtilities.CreateInstance<RedisBus>(provider, RedisBus.Events));
        services.AddSingleton<RedisBreaker>();
        services.AddSingleton(provider => new RedisCache(Options.Create(new RedisCacheOptions
        {
            InstanceName = KeyPrefix,
            ConnectionMultiplexerFactory = provider.GetRequiredService<RedisConnection>().GetAsync,
        })));
        services.AddSingleton<IDistributedCache, RedisDistributedCache>();
        services.TryAddSingleton<MemoryRateLimiter>();
        services.AddSingleton<IRateLimiter, RedisRateLimiter>();
        return services;
    }
}
