using CatalystAuth.Caching.Redis;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;

namespace CatalystAuth.Caching.Tests.RateLimits;

public sealed class MemoryRateLimiterTests : RateLimiterTests
{
    private protected override Task<IRateLimiter> StartAsync() => Task.FromResult<IRateLimiter>(new MemoryRateLimiter(TimeProvider.System));
}

public sealed class RedisRateLimiterTests : RateLimiterTests, IAsyncLifetime
{
    private readonly List<ServiceProvider> _nodes = [];
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    private protected override async Task<IRateLimiter> StartAsync()
    {
        var node = NewNode();
        await IsSharedAsync(node);
        return node;
    }

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Nodes_share_what_is_left()
    {
        var (one, two) = (NewNode(), NewNode());
        await IsSharedAsync(one);
        await IsSharedAsync(two);
        var limit = new RateLimit(10, TimeSpan.FromHours(1));

        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => TakeAsync(n % 2 == 0 ? one : two, "shared", limit)));

        taken.Count(state => state.IsAllowed).ShouldBe(10);
    }

    [Fact]
    public async Task While_Redis_is_away_each_node_counts_for_itself()
    {
        var (one, two) = (NewNode(), NewNode());
        await IsSharedAsync(one);
        await IsSharedAsync(two);
        await _server.KillAsync();
        var limit = new RateLimit(2, TimeSpan.FromHours(1));

        foreach (var node in (IRateLimiter[])[one, two])
        {
            (await TakeAsync(node, "away", limit)).IsAllowed.ShouldBeTrue();
            (await TakeAsync(node, "away", limit)).IsAllowed.ShouldBeTrue();
            (await TakeAsync(node, "away", limit)).IsAllowed.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_name_is_forgotten_in_Redis_when_all_is_back()
    {
        var node = NewNode();
        await IsSharedAsync(node);
        var limit = new RateLimit(1000, TimeSpan.FromSeconds(1));

        (await TakeAsync(node, "forgotten", limit)).IsAllowed.ShouldBeTrue();

        await Eventually.BeAsync(async () => !await IsKnownAsync("forgotten"), TimeSpan.FromSeconds(10));
    }

    private IRateLimiter NewNode()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddCatalystRedis(_server.ConnectionString);
        var node = services.BuildServiceProvider();
        _nodes.Add(node);
        return node.GetRequiredService<IRateLimiter>();
    }

    // It connects in the background, and counts alone until it has.
    private async Task IsSharedAsync(IRateLimiter node)
    {
        var name = $"probe{Guid.NewGuid():N}";
        await Eventually.BeAsync(
            async () =>
            {
                await TakeAsync(node, name, new(1000, TimeSpan.FromHours(1)));
                return await IsKnownAsync(name);
            },
            TimeSpan.FromSeconds(30));
    }

    private Task<bool> IsKnownAsync(string name) => _redis.GetDatabase().KeyExistsAsync($"catalyst:rate:{name}");
}

public abstract class RateLimiterTests
{
    private protected abstract Task<IRateLimiter> StartAsync();

    [Fact]
    public async Task So_many_are_given_and_the_next_hears_when_to_come_again()
    {
        var (limiter, limit) = (await StartAsync(), new RateLimit(3, TimeSpan.FromHours(1)));

        (await TakeAsync(limiter, "three", limit)).Remaining.ShouldBe(2);
        (await TakeAsync(limiter, "three", limit)).Remaining.ShouldBe(1);
        var last = await TakeAsync(limiter, "three", limit);
        (last.IsAllowed, last.Remaining, last.RetryAfter).ShouldBe((true, 0, TimeSpan.Zero));
        last.ResetAfter.ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));

        var refused = await TakeAsync(limiter, "three", limit);
        (refused.IsAllowed, refused.Remaining).ShouldBe((false, 0));
        refused.RetryAfter.ShouldBeInRange(TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
        (await TakeAsync(limiter, "another", limit)).IsAllowed.ShouldBeTrue();
    }

    // Where a permit's time is no whole number of the clock's units.
    [Theory]
    [InlineData(1_000_000, 6.5)]
    [InlineData(600_000, 1)]
    [InlineData(400_000, 1)]
    public async Task Permits_of_a_limit_of_very_many_come_back_no_sooner_than_it_says(int permits, double seconds)
    {
        var limit = new RateLimit(permits, TimeSpan.FromSeconds(seconds));

        var state = await TakeAsync(await StartAsync(), $"many{permits}", limit, permits);

        state.IsAllowed.ShouldBeTrue();
        state.Remaining.ShouldBe(0);
        state.ResetAfter.ShouldBeGreaterThanOrEqualTo(limit.Window * 0.95);
    }

    [Fact]
    public async Task Permits_are_taken_all_or_none()
    {
        var (limiter, limit) = (await StartAsync(), new RateLimit(10, TimeSpan.FromHours(1)));

        (await TakeAsync(limiter, "cost", limit, 8)).Remaining.ShouldBe(2);
        var refused = await TakeAsync(limiter, "cost", limit, 3);
        (refused.IsAllowed, refused.Remaining).ShouldBe((false, 2));
        (await TakeAsync(limiter, "cost", limit, 2)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public async Task To_ask_costs_nothing()
    {
        var (limiter, limit) = (await StartAsync(), new RateLimit(2, TimeSpan.FromHours(1)));

        (await TakeAsync(limiter, "asked", limit, 0)).Remaining.ShouldBe(2);
        await TakeAsync(limiter, "asked", limit, 2);
        var asked = await TakeAsync(limiter, "asked", limit, 0);

        (asked.IsAllowed, asked.Remaining).ShouldBe((true, 0));
    }

    [Fact]
    public async Task What_can_never_be_had_is_a_fault_of_the_caller()
    {
        var (limiter, limit) = (await StartAsync(), new RateLimit(2, TimeSpan.FromHours(1)));

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => TakeAsync(limiter, "fault", limit, 3));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => TakeAsync(limiter, "fault", limit, -1));
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_there_are()
    {
        var (limiter, limit) = (await StartAsync(), new RateLimit(25, TimeSpan.FromHours(1)));

        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => TakeAsync(limiter, "race", limit))));

        taken.Count(state => state.IsAllowed).ShouldBe(25);
    }

    [Fact]
    public async Task Of_several_all_or_none_are_taken()
    {
        var (limiter, few, many) = (await StartAsync(), new RateLimit(2, TimeSpan.FromHours(1)), new RateLimit(100, TimeSpan.FromHours(1)));

        (await TakeAllAsync(limiter, ("{all}few", few, 1), ("{all}many", many, 60))).Select(state => (state.IsAllowed, state.Remaining))
            .ShouldBe([(true, 1), (true, 40)]);
        var refused = await TakeAllAsync(limiter, ("{all}few", few, 1), ("{all}many", many, 50), ("{all}new", many, 100));
        refused.Select(state => (state.IsAllowed, state.Remaining)).ShouldBe([(true, 1), (false, 40), (true, 100)]);
        refused[1].RetryAfter.ShouldBeInRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
        refused[0].RetryAfter.ShouldBe(TimeSpan.Zero);
        (await TakeAllAsync(limiter, ("{all}many", many, 40), ("{all}few", few, 1))).ShouldAllBe(state => state.IsAllowed && state.Remaining == 0);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => TakeAllAsync(limiter, ("{all}other", many, 1), ("{all}few", few, 3)));
        (await TakeAsync(limiter, "{all}other", many, 0)).Remaining.ShouldBe(100);
    }

    [Fact]
    public async Task Many_who_take_of_several_at_once_get_no_more_than_there_are_in_whatever_order()
    {
        var (limiter, one, two) = (await StartAsync(), new RateLimit(25, TimeSpan.FromHours(1)), new RateLimit(500, TimeSpan.FromHours(1)));

        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Task.Run(() => n % 2 == 0
            ? TakeAllAsync(limiter, ("{both}one", one, 1), ("{both}two", two, 2))
            : TakeAllAsync(limiter, ("{both}two", two, 2), ("{both}one", one, 1)))));

        taken.Count(states => states.All(state => state.IsAllowed)).ShouldBe(25);
        (await TakeAsync(limiter, "{both}two", two, 0)).Remaining.ShouldBe(450);
    }

    [Fact]
    public async Task A_limit_that_changed_is_in_force_at_once()
    {
        var limiter = await StartAsync();
        await TakeAsync(limiter, "changed", new(100, TimeSpan.FromHours(1)), 100);

        (await TakeAsync(limiter, "changed", new(10, TimeSpan.FromMinutes(1)))).RetryAfter.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        (await TakeAsync(limiter, "changed", new(100, TimeSpan.FromHours(24)))).IsAllowed.ShouldBeTrue();
    }

    private static Task<IReadOnlyList<RateLimitState>> TakeAllAsync(IRateLimiter limiter, params (string Name, RateLimit Limit, int Cost)[] takes) =>
        limiter.TakeAllAsync([.. takes.Select(take => new RateLimitTake(take.Name, take.Limit, take.Cost))], TestContext.Current.CancellationToken).AsTask();

    private protected static Task<RateLimitState> TakeAsync(IRateLimiter limiter, string name, RateLimit limit, int cost = 1) =>
        limiter.TakeAsync(name, limit, cost, TestContext.Current.CancellationToken).AsTask();
}
