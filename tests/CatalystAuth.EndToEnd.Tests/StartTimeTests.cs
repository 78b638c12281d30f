using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Measures the start. Alone, since a machine that is busy with other tests says nothing about it.</summary>
[Collection(nameof(Alone))]
public sealed class StartTimeTests
{
    [Fact]
    public async Task The_time_until_ready_is_reported()
    {
        await using var server = await CatalystServerProcess.StartAsync();
        var first = server.ReadyAfter;
        await server.StopAsync();
        await server.StartAgainAsync();

        Console.WriteLine($"  Ready after {first.TotalMilliseconds:0} ms at the first start, {server.ReadyAfter.TotalMilliseconds:0} ms at the second.");
    }

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
