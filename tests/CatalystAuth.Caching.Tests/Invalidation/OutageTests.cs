using System.Diagnostics;
using CatalystAuth.Testing;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Caching.Tests.Invalidation;

/// <summary>What every bus does that has a server, when that server dies.</summary>
public abstract class OutageTests : IAsyncLifetime
{
    // Finding out, backing off, connecting: on a busy machine.
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task While_the_server_is_dead_publishing_neither_throws_nor_blocks()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await KillAsync();

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
        {
            a.Bus.Publish();
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task After_a_kill_and_a_restart_listeners_are_signalled_and_hear_again()
    {
        await using var a = await NewNode().ListenAndConnectAsync();
        await using var b = await NewNode().ListenAndConnectAsync();
        for (var round = 0; round < 2; round++)
        {
            await KillAsync();
            await LossNoticedAsync(b, round + 1);
            a.Bus.Publish();
            var (beforeA, beforeB) = (a.Signals, b.Signals);

            await StartAgainAsync();

            // Nobody publishes: something may have been missed, and the connect itself says so.
            await b.SignalsAsync(beforeB + 1, Recovery);
            await a.SignalsAsync(beforeA + 1, Recovery);
            var heard = b.Signals;
            a.Bus.Publish();
            await b.SignalsAsync(heard + 1);
        }

        // Once when it went, once when it came.
        b.Log.Lines.Count(line => line.Level == LogLevel.Warning).ShouldBe(2);
        b.Log.Lines.Count(line => line.Level == LogLevel.Information && line.Text.EndsWith("is back.", StringComparison.Ordinal)).ShouldBe(2);
        b.Log.Lines.ShouldNotContain(line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_listener_that_begins_while_the_server_is_dead_hears_when_it_is_there()
    {
        await KillAsync();
        await using var a = NewNode().Listen();
        await using var b = NewNode().Listen();
        await LossNoticedAsync(b, 1);
        Should.NotThrow(a.Bus.Publish);
        b.Signals.ShouldBe(0);

        await StartAgainAsync();

        await b.SignalsAsync(1, Recovery);
        await a.SignalsAsync(1, Recovery);
        var before = b.Signals;
        a.Bus.Publish();
        await b.SignalsAsync(before + 1);
    }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract Task KillAsync();

    protected abstract Task StartAgainAsync();

    private protected abstract Node NewNode();

    private static Task LossNoticedAsync(Node node, int times) => Eventually.BeAsync(
        () => Task.FromResult(node.Log.Lines.Count(line => line.Level == LogLevel.Warning) >= times), Recovery);
}
