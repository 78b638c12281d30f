using System.Net;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Signals;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests;

/// <summary>What one node writes another tells at once; without the bus, at its next look.</summary>
public sealed class EventNodesTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_waits_at_another_node_is_answered_by_the_bus(bool withRedis)
    {
        await using var redis = withRedis ? await RedisServer.StartAsync() : null;
        await using var a = new FirstNode(redis);
        await a.InitializeAsync();
        await using var b = new SecondNode(a);
        await b.InitializeAsync();
        var (ada, org, cursor) = await NewOrgAsync(a);

        // The other node's clock stands still: the first signal says that it is connected, and what comes behind that is the bus.
        var heard = b.Services.GetRequiredService<EventSignal>();
        await Eventually.BeAsync(async () =>
        {
            var next = heard.Next;
            await RenameAsync(ada, org);
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));
            b.Clock.Advance(TimeSpan.FromMilliseconds(60));
            return next.IsCompleted;
        }, Deadline);
        cursor = (await ada.GetAsync($"/v1/events?org={org}&after={cursor}&limit=200")).Text("cursor");

        var waiting = AtOther(b, ada).GetAsync($"/v1/events?org={org}&after={cursor}&wait=30");
        await RenameAsync(ada, org);

        var page = await waiting.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        page.ShouldBe(HttpStatusCode.OK);
        page.At("items")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_bus_it_is_found_at_the_next_look()
    {
        await using var a = new FirstNode(null);
        await a.InitializeAsync();
        await using var b = new SecondNode(a, services => services.AddSingleton<IEventBus, InProcessBus>());
        await b.InitializeAsync();
        var (ada, org, cursor) = await NewOrgAsync(a);

        var waiting = AtOther(b, ada).GetAsync($"/v1/events?org={org}&after={cursor}&wait=30");
        await RenameAsync(ada, org);

        await Eventually.BeAsync(() =>
        {
            b.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(waiting.IsCompleted);
        }, Deadline);
        (await waiting).At("items")!.AsArray().Count.ShouldBe(1);
    }

    private static async Task<(Caller Ada, string Org, string Cursor)> NewOrgAsync(TestServer server)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        return (ada, org, (await ada.GetAsync($"/v1/events?org={org}")).Text("cursor"));
    }

    private static Caller AtOther(SecondNode node, Caller caller)
    {
        node.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddSeconds(1));
        return new(node.NewHttpClient(), caller.AccessToken);
    }

    private static async Task RenameAsync(Caller caller, string org) =>
        (await caller.PatchAsync($"/v1/orgs/{org}", new { name = $"{Guid.CreateVersion7()}"[..20] })).ShouldBe(HttpStatusCode.OK);
}
