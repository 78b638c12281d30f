using System.Globalization;
using CatalystAuth.Core.RateLimits;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Core.Tests.RateLimits;

public sealed class MemoryRateLimiterTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryRateLimiter _limiter;

    public MemoryRateLimiterTests() => _limiter = new(_clock);

    [Fact]
    public async Task Permits_come_back_evenly()
    {
        var limit = new RateLimit(4, TimeSpan.FromSeconds(60));
        (await TakeAsync("a", limit, 4)).ResetAfter.ShouldBe(TimeSpan.FromSeconds(60));

        _clock.Advance(TimeSpan.FromSeconds(14.9));
        (await TakeAsync("a", limit)).IsAllowed.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        (await TakeAsync("a", limit)).IsAllowed.ShouldBeTrue();
        (await TakeAsync("a", limit)).IsAllowed.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromDays(1));
        (await TakeAsync("a", limit, 4)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public Task In_no_time_is_more_given_than_a_window_and_what_came_back() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 100], Gen.Select(Gen.Int[1, 5], Gen.Int[0, 30_000]).Array[1, 60]).SampleAsync(async (permits, seconds, calls) =>
        {
            var clock = new FakeTimeProvider();
            var limiter = new MemoryRateLimiter(clock);
            var limit = new RateLimit(permits, TimeSpan.FromSeconds(seconds));
            var given = new List<(TimeSpan At, int Cost)>();
            var now = TimeSpan.Zero;
            foreach (var (cost, wait) in calls)
            {
                clock.Advance(TimeSpan.FromMilliseconds(wait));
                now += TimeSpan.FromMilliseconds(wait);
                var asked = Math.Min(cost, permits);
                var state = await limiter.TakeAsync("a", limit, asked, default);
                if (state.IsAllowed)
                {
                    given.Add((now, asked));
                    continue;
                }

                // What it says of later is true to the tick.
                clock.Advance(state.RetryAfter - TimeSpan.FromTicks(1));
                (await limiter.TakeAsync("a", limit, asked, default)).IsAllowed.ShouldBeFalse();
                clock.Advance(TimeSpan.FromTicks(1));
                (await limiter.TakeAsync("a", limit, asked, default)).IsAllowed.ShouldBeTrue();
                now += state.RetryAfter;
                given.Add((now, asked));
            }

            for (var from = 0; from < given.Count; from++)
            {
                var sum = 0;
                for (var to = from; to < given.Count; to++)
                {
                    sum += given[to].Cost;
                    ((double)sum).ShouldBeLessThanOrEqualTo(permits + ((given[to].At - given[from].At) / limit.Interval) + 1e-6);
                }
            }
        });

    [Fact]
    public Task Taking_of_several_is_taking_of_each_or_nothing() =>
        Gen.Select(Gen.Int[1, 10], Gen.Select(Gen.Int[0, 3].Array[1, 4], Gen.Int[0, 20_000]).Array[1, 40]).SampleAsync(async (permits, calls) =>
        {
            var clock = new FakeTimeProvider();
            var (together, apart) = (new MemoryRateLimiter(clock), new MemoryRateLimiter(clock));
            var limit = new RateLimit(permits, TimeSpan.FromSeconds(30));
            foreach (var (names, wait) in calls)
            {
                clock.Advance(TimeSpan.FromMilliseconds(wait));
                var wanted = names.Distinct().Select(name => $"{name}").ToList();
                var states = await together.TakeAllAsync([.. wanted.Select(name => new RateLimitTake(name, limit, 1))], default);
                var isAllowed = true;
                foreach (var (name, state) in wanted.Zip(states))
                {
                    var peek = await apart.TakeAsync(name, limit, 0, default);
                    state.IsAllowed.ShouldBe(peek.Remaining > 0);
                    isAllowed &= state.IsAllowed;
                }

                foreach (var (name, state) in wanted.Zip(states))
                {
                    (await apart.TakeAsync(name, limit, isAllowed ? 1 : 0, default)).Remaining.ShouldBe(state.Remaining);
                }
            }
        });

    [Fact]
    public async Task A_flood_of_names_lets_nobody_have_more()
    {
        var limit = new RateLimit(1, TimeSpan.FromHours(1));
        await TakeAsync("early", limit);
        for (var n = 1; n < MemoryRateLimiter.MostNames; n++)
        {
            await TakeAsync(n.ToString(CultureInfo.InvariantCulture), limit);
        }

        await TakeAsync("late", limit);

        (await TakeAsync("early", limit)).IsAllowed.ShouldBeFalse();
        (await TakeAsync("late", limit)).IsAllowed.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromHours(1));
        (await TakeAsync("anybody", limit)).IsAllowed.ShouldBeTrue();
        (await TakeAsync("early", limit)).IsAllowed.ShouldBeTrue();
    }

    private ValueTask<RateLimitState> TakeAsync(string name, RateLimit limit, int cost = 1) =>
        _limiter.TakeAsync(name, limit, cost, TestContext.Current.CancellationToken);
}
