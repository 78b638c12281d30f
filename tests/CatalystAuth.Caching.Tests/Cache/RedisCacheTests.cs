using System.Diagnostics;
using CatalystAuth.Caching.Redis;
using CatalystAuth.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Caching.Tests.Cache;

/// <summary>Tests that measure run alone.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured;

/// <summary>The cache that nodes share, on a Redis that lives, dies, freezes and comes back.</summary>
[Collection(nameof(Measured))]
public sealed class RedisCacheTests : IAsyncDisposable
{
    private static readonly byte[] Value = [1, 2, 3];
    private static readonly DistributedCacheEntryOptions Minute = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) };

    // A busy machine may lose some time between two lines; the promise is 100 ms.
    private static readonly TimeSpan OneFailure = TimeSpan.FromMilliseconds(400);

    private readonly RedisServer _server = RedisServer.NotStarted();
    private readonly List<ServiceProvider> _nodes = [];
    private readonly CapturedLog _log = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_puts_another_gets_until_it_is_removed()
    {
        await _server.StartAgainAsync();
        var (a, b) = (await ConnectedAsync(), await ConnectedAsync());

        await a.SetAsync("key", Value, Minute, Cancelled);
        (await b.GetAsync("key", Cancelled)).ShouldBe(Value);
        b.Get("key").ShouldBe(Value);
        await b.RefreshAsync("key", Cancelled);

        await b.RemoveAsync("key", Cancelled);
        (await a.GetAsync("key", Cancelled)).ShouldBeNull();

        a.Set("key", Value, Minute);
        b.Refresh("key");
        b.Get("key").ShouldBe(Value);
        b.Remove("key");
        a.Get("key").ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_server_everything_misses_at_once_and_nothing_throws()
    {
        var cache = NewCache();
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 200; i++)
        {
            await cache.SetAsync("key", Value, Minute, Cancelled);
            (await cache.GetAsync("key", Cancelled)).ShouldBeNull();
            cache.Get("key").ShouldBeNull();
            await cache.RemoveAsync("key", Cancelled);
        }

        watch.Elapsed.ShouldBeLessThan(OneFailure * 2);
        await WarningsAsync(1);
    }

    [Fact]
    public async Task A_killed_server_costs_one_request_a_moment_and_the_others_nothing()
    {
        await _server.StartAgainAsync();
        var cache = await ConnectedAsync();
        await _server.KillAsync();

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 200; i++)
        {
            (await cache.GetAsync("key", Cancelled)).ShouldBeNull();
            await cache.SetAsync("key", Value, Minute, Cancelled);
        }

        watch.Elapsed.ShouldBeLessThan(OneFailure);
        await WarningsAsync(1);

        await _server.StartAgainAsync();
        await WorksAsync(cache);
        _log.Lines.Count(line => line.Text == "Redis is back.").ShouldBe(1);
    }

    [Fact]
    public async Task A_frozen_server_costs_one_request_a_moment_and_the_others_nothing()
    {
        await _server.StartAgainAsync();
        var cache = await ConnectedAsync();
        await _server.FreezeAsync();

        var watch = Stopwatch.StartNew();
        (await cache.GetAsync("key", Cancelled)).ShouldBeNull();
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(90), OneFailure);

        watch.Restart();
        for (var i = 0; i < 1000; i++)
        {
            (await cache.GetAsync("key", Cancelled)).ShouldBeNull();
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(90));
        await WarningsAsync(1);

        await _server.ThawAsync();
        await WorksAsync(cache);
    }

    [Fact]
    public async Task Many_that_ask_a_frozen_server_at_once_wait_no_longer_than_one()
    {
        await _server.StartAgainAsync();
        var cache = await ConnectedAsync();
        await _server.FreezeAsync();

        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => cache.GetAsync("key", Cancelled)));

        watch.Elapsed.ShouldBeLessThan(OneFailure);
        answers.ShouldAllBe(answer => answer == null);
        await _server.ThawAsync();
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_open_the_circuit()
    {
        await _server.StartAgainAsync();
        var cache = await ConnectedAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cache.GetAsync("key", new CancellationToken(canceled: true)));

        await cache.SetAsync("key", Value, Minute, Cancelled);
        (await cache.GetAsync("key", Cancelled)).ShouldBe(Value);
    }

    [Theory]
    [InlineData("redis://localhost:6379", "is a URL")]
    [InlineData("password=hush", "names no server")]
    [InlineData("localhost,abortConnect=perhaps", "can't be read")]
    [InlineData("localhost,nonsense=1", "can't be read")]
    public void A_wrong_connection_string_is_told_without_its_password(string connectionString, string problem)
    {
        var told = RedisConnectionString.ProblemWith($"{connectionString},password=hush").ShouldNotBeNull();

        told.ShouldContain(problem);
        told.ShouldContain("host:6379");
        told.ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("redis.example.com:6380,password=hush,ssl=true")]
    [InlineData("a:6379,b:6379,serviceName=main")]
    public void A_right_connection_string_has_no_problem(string connectionString) =>
        RedisConnectionString.ProblemWith(connectionString).ShouldBeNull();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _server.DisposeAsync();
        _log.Dispose();
    }

    private IDistributedCache NewCache()
    {
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.AddProvider(_log))
            .AddCatalystRedis(_server.ConnectionString)
            .BuildServiceProvider();
        _nodes.Add(services);
        return services.GetRequiredService<IDistributedCache>();
    }

    private async Task<IDistributedCache> ConnectedAsync()
    {
        var cache = NewCache();
        await WorksAsync(cache);
        return cache;
    }

    private static Task WorksAsync(IDistributedCache cache) => Eventually.BeAsync(
        async () =>
        {
            await cache.SetAsync("probe", Value, Minute, Cancelled);
            return await cache.GetAsync("probe", Cancelled) is not null;
        },
        TimeSpan.FromSeconds(30));

    private Task WarningsAsync(int count) => Eventually.BeAsync(
        () => Task.FromResult(_log.Lines.Count(line => line.Level == LogLevel.Warning) == count), TimeSpan.FromSeconds(10));
}
