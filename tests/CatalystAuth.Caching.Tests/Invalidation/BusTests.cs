using CatalystAuth.Testing;

namespace CatalystAuth.Caching.Tests.Invalidation;

/// <summary>What every bus does; each has a class that makes its nodes.</summary>
public abstract class BusTests
{
    [Fact]
    public async Task A_signal_arrives_at_all_others_and_not_at_its_publisher()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await using var b = await NewNode().ListenAndConnectAsync();
        await using var c = await NewNode().ListenAndConnectAsync();
        var (beforeA, beforeB, beforeC) = (a.Signals, b.Signals, c.Signals);

        a.Bus.Publish();

        await b.SignalsAsync(beforeB + 1);
        await c.SignalsAsync(beforeC + 1);

        // What b says reaches a behind anything that a had heard of itself.
        b.Bus.Publish();
        await a.SignalsAsync(beforeA + 1);
        a.Signals.ShouldBe(beforeA + 1);
    }

    [Fact]
    public async Task After_a_flood_the_last_signal_is_not_lost()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await using var b = await NewNode().ListenAndConnectAsync();
        for (var i = 0; i < 2000; i++)
        {
            a.Bus.Publish();
        }

        // Until nothing comes any more, and then one more has to come.
        var before = await QuietAsync(b);
        before.ShouldBeGreaterThan(1);
        a.Bus.Publish();
        await b.SignalsAsync(before + 1);
    }

    [Fact]
    public async Task Listening_ends_when_it_is_stopped_and_publishing_goes_on()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await using var b = await NewNode().ListenAndConnectAsync();
        await using var c = await NewNode().ListenAndConnectAsync();
        await b.StopListeningAsync();
        var (beforeB, beforeC) = (b.Signals, c.Signals);

        a.Bus.Publish();

        await c.SignalsAsync(beforeC + 1);
        b.Signals.ShouldBe(beforeB);
        Should.NotThrow(b.Bus.Publish);
    }

    [Fact]
    public async Task Many_publish_at_once_and_everybody_else_hears()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await using var b = await NewNode().ListenAndConnectAsync();
        var (beforeA, beforeB) = (a.Signals, b.Signals);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run((i % 2 == 0 ? a : b).Bus.Publish)));

        await a.SignalsAsync(beforeA + 1);
        await b.SignalsAsync(beforeB + 1);
    }

    [Fact]
    public async Task What_one_bus_says_the_other_does_not_hear()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await using var b = await NewNode().ListenAndConnectAsync();
        await using var other = await NewNode(ofEvents: true).ListenAndConnectAsync();
        await using var another = await NewNode(ofEvents: true).ListenAndConnectAsync();
        var (before, beforeOther) = (b.Signals, other.Signals);

        a.Bus.Publish();
        await b.SignalsAsync(before + 1);
        another.Bus.Publish();

        await other.SignalsAsync(beforeOther + 1);
        other.Signals.ShouldBe(beforeOther + 1);
    }

    private protected abstract Node NewNode(bool ofEvents = false);

    private static async Task<int> QuietAsync(Node node)
    {
        var last = -1;
        await Eventually.BeAsync(
            async () =>
            {
                using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
                await pause.WaitForNextTickAsync();
                return last == (last = node.Signals);
            },
            TimeSpan.FromSeconds(20));
        return last;
    }
}
