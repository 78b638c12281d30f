using CatalystAuth.Core.Attempts;

namespace CatalystAuth.Core.Tests.Attempts;

public sealed class AttemptCounterTests
{
    private const int Free = 3;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);

    private readonly AttemptCounter _counter = new() { Subject = "s" };

    [Fact]
    public void The_wait_begins_after_the_free_ones_doubles_and_has_an_end()
    {
        var waits = Enumerable.Range(0, 2000).Select(_ => Fail(Now) - Now).ToList();

        waits.Take(7).ShouldBe(new TimeSpan?[]
        {
            null, null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120), LongestWait, LongestWait,
        });
        waits.Skip(7).ShouldAllBe(wait => wait == LongestWait);
        _counter.Waits(Now + LongestWait - TimeSpan.FromTicks(1)).ShouldBeTrue();
        _counter.Waits(Now + LongestWait).ShouldBeFalse();
    }

    [Fact]
    public void Failures_are_forgotten_a_day_after_the_last_one()
    {
        Fail(Now);
        Fail(Now);

        Fail(Now + AttemptCounter.Memory).ShouldNotBeNull("the third within a day of the second");
        Fail(Now + (2 * AttemptCounter.Memory) + TimeSpan.FromTicks(1)).ShouldBeNull("long after the third");
        _counter.Failures.ShouldBe(1);
    }

    [Fact]
    public void One_that_was_no_failure_is_taken_back_and_no_more()
    {
        Fail(Now);
        Fail(Now);
        _counter.TakeBack(Fail(Now));
        (_counter.Failures, _counter.WaitsUntil).ShouldBe((2, null));

        // A wait that another began stays.
        var mine = Fail(Now);
        Fail(Now);
        _counter.TakeBack(mine);
        _counter.Failures.ShouldBe(3);
        _counter.Waits(Now).ShouldBeTrue();
        _counter.Clear();
        _counter.TakeBack(mine);
        _counter.Failures.ShouldBe(0);
    }

    private DateTimeOffset? Fail(DateTimeOffset now)
    {
        _counter.Fail(now, Free, Wait, LongestWait);
        return _counter.WaitsUntil;
    }
}
