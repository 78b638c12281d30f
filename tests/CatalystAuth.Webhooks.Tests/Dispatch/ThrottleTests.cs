using CatalystAuth.Webhooks.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Webhooks.Tests.Dispatch;

public sealed class ThrottleTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        var throttle = new Throttle(_time);
        throttle.Count();

        throttle.Wait(null).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void One_follows_the_other_no_faster_than_the_limit_says()
    {
        var throttle = new Throttle(_time);
        throttle.Wait(4).ShouldBe(TimeSpan.Zero);
        throttle.Count();

        throttle.Wait(4).ShouldBe(TimeSpan.FromMilliseconds(250));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        throttle.Wait(4).ShouldBe(TimeSpan.FromMilliseconds(150));
        _time.Advance(TimeSpan.FromMilliseconds(150));
        throttle.Wait(4).ShouldBe(TimeSpan.Zero);
    }
}
