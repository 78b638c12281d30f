using System.Net;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>What one node revokes another refuses: at once by the bus, and by polling when there is no bus.</summary>
public sealed class TwoNodesTests
{
    // Polling alone would take twenty seconds: what arrives sooner came by the bus.
    private static readonly TimeSpan LongBound = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ByBus = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Revocations_reach_the_other_node_by_the_bus_of_PostgreSQL()
    {
        await using var nodes = await TwoNodes.StartAsync(LongBound, LongPoll);

        await RevokedKeyIsRefusedAsync(nodes, ByBus);
        await EndedSessionIsRefusedAsync(nodes, ByBus);
    }

    [Fact]
    public async Task Revocations_reach_the_other_node_by_the_bus_of_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var nodes = await TwoNodes.StartAsync(LongBound, LongPoll, redis.ConnectionString);

        await RevokedKeyIsRefusedAsync(nodes, ByBus);
        await redis.KillAsync();
        await redis.StartAgainAsync();
        await SaysAsync(nodes.A, "Redis is back.");
        await SaysAsync(nodes.B, "Redis is back.");

        await RevokedKeyIsRefusedAsync(nodes, ByBus);
        await EndedSessionIsRefusedAsync(nodes, ByBus);
    }

    [Fact]
    public async Task Without_its_Redis_a_node_starts_and_revocations_arrive_by_polling()
    {
        await using var redis = RedisServer.NotStarted();
        await using var nodes = await TwoNodes.StartAsync(Bounds.Revocation, TimeSpan.FromSeconds(1), redis.ConnectionString);

        await SaysAsync(nodes.B, "Redis can't be used");
        await RevokedKeyIsRefusedAsync(nodes, Bounds.Revocation);
        await redis.StartAgainAsync();
        await SaysAsync(nodes.A, "Redis is back.");
        await RevokedKeyIsRefusedAsync(nodes, Bounds.Revocation);
        await redis.KillAsync();
        await RevokedKeyIsRefusedAsync(nodes, Bounds.Revocation);
        await EndedSessionIsRefusedAsync(nodes, Bounds.Revocation);
    }

    private static async Task RevokedKeyIsRefusedAsync(TwoNodes nodes, TimeSpan within)
    {
        var (token, revoke) = await nodes.NewKeyTokenAsync();

        // The app is an entry of the log too: it was made on the other node.
        await Eventually.GetAsync(() => nodes.AskForwardAuthAsync(nodes.B, token), status => status == HttpStatusCode.OK, within);
        (await nodes.AskApiAsync(nodes.B, token)).ShouldNotBe(HttpStatusCode.Unauthorized);

        await revoke();

        await IsRefusedAsync(nodes, token, within);
    }

    private static async Task EndedSessionIsRefusedAsync(TwoNodes nodes, TimeSpan within)
    {
        var token = nodes.Tenant.Client.CurrentTokens!.AccessToken;
        (await nodes.AskApiAsync(nodes.B, token)).ShouldBe(HttpStatusCode.OK);
        (await nodes.AskForwardAuthAsync(nodes.B, token)).ShouldNotBe(HttpStatusCode.Unauthorized);

        (await nodes.Tenant.Client.Auth.SignOutAsync(TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();

        await IsRefusedAsync(nodes, token, within);
    }

    private static async Task IsRefusedAsync(TwoNodes nodes, string token, TimeSpan within)
    {
        await Eventually.GetAsync(() => nodes.AskForwardAuthAsync(nodes.B, token), status => status == HttpStatusCode.Unauthorized, within);
        (await nodes.AskApiAsync(nodes.B, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<string> SaysAsync(CatalystServerProcess node, string text) =>
        Eventually.GetAsync(() => Task.FromResult(node.Output), output => output.Contains(text, StringComparison.Ordinal), Recovery);
}
