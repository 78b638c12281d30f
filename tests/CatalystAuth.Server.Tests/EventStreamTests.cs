using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteEventStreamTests(SqliteServer server) : EventStreamTests(server);

public sealed class PostgresEventStreamTests(PostgresServer server) : EventStreamTests(server);

public abstract class EventStreamTests(TestServer server)
{
    [Fact]
    public async Task Who_names_no_event_is_told_what_happens_from_now_on_as_the_pull_tells_it()
    {
        var (ada, org, _) = await NewOrgAsync(server);
        await using var stream = await Listener.OpenAsync(server, ada, $"?org={org}");
        stream.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        stream.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        stream.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        stream.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);

        await RenameAsync(ada, org, "One");
        await RenameAsync(ada, org, "Two");

        var (one, two) = (await stream.NextAsync(), await stream.NextAsync());
        var pulled = (await ada.GetAsync($"/v1/events?org={org}&types=org.updated")).At("items")!.AsArray();
        JsonNode.DeepEquals(JsonNode.Parse(one!.Value.Data), pulled[0]).ShouldBeTrue();
        one.Value.EventType.ShouldBe("org.updated");
        one.Value.EventId.ShouldBe(pulled[0]!["id"]!.GetValue<string>());
        two!.Value.EventId.ShouldBe(pulled[1]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_names_an_event_goes_on_behind_it_and_only_with_the_types_that_they_want()
    {
        var (ada, org, bob) = await NewOrgAsync(server);
        await RenameAsync(ada, org, "One");
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        var ids = (await ada.GetAsync($"/v1/events?org={org}")).At("items")!.AsArray().Select(item => item!["id"]!.GetValue<string>()).ToList();

        await using var all = await Listener.OpenAsync(server, ada, $"?org={org}&after={ids[0]}");
        (await all.NextAsync())!.Value.EventId.ShouldBe(ids[1]);
        await using var members = await Listener.OpenAsync(server, ada, $"?org={org}&types=member.removed&after={ids[0]}");
        (await members.NextAsync())!.Value.EventType.ShouldBe("member.removed");

        // What a browser remembers counts more than where it once began.
        await using var again = await Listener.OpenAsync(server, ada, $"?org={org}&after={ids[0]}", ids[2]);
        (await again.NextAsync())!.Value.EventId.ShouldBe(ids[3]);
    }

    [Fact]
    public async Task It_refuses_whom_the_pull_refuses()
    {
        var (ada, org, bob) = await NewOrgAsync(server);
        var (eve, other, _) = await NewOrgAsync(server);
        var foreign = (await eve.GetAsync($"/v1/events?org={other}")).Text("cursor");

        (await server.Anonymous().GetAsync($"/v1/events/stream?org={org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await bob.GetAsync($"/v1/events/stream?org={org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync($"/v1/events/stream?org={org}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await ada.GetAsync("/v1/events/stream")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync($"/v1/events/stream?org={org}&after={foreign}")).ShouldBe(HttpStatusCode.Gone, "event.cursor_gone");
        (await ada.GetAsync($"/v1/events/stream?org={org}&after=somewhere")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync($"/v1/events/stream?org={org}&types=member.gone")).ShouldBe(HttpStatusCode.BadRequest, "event.unknown_type");
        await using var malformed = await Listener.OpenAsync(server, ada, $"?org={org}", "somewhere");
        malformed.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task It_ends_without_another_word_when_the_session_has_ended()
    {
        var (ada, org, _) = await NewOrgAsync(server);
        var elsewhere = await server.EnterAsync(ada, org);
        await using var stream = await Listener.OpenAsync(server, elsewhere, $"?org={org}");

        (await elsewhere.PostAsync("/v1/auth/sign-out", new { })).ShouldBe(HttpStatusCode.NoContent);
        await RenameAsync(ada, org, "Secret");

        (await stream.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task It_ends_when_the_permission_is_lost()
    {
        var (ada, org, bob) = await NewOrgAsync(server);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        await using var stream = await Listener.OpenAsync(server, bob, $"?org={org}");

        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "member" })).ShouldBe(HttpStatusCode.OK);

        // That it was lost may be the last thing that is told.
        var last = await stream.NextAsync();
        if (last is not null)
        {
            last.Value.EventType.ShouldBe("member.updated");
            (await stream.NextAsync()).ShouldBeNull();
        }
    }

    internal static async Task<(Caller Ada, string Org, Caller Bob)> NewOrgAsync(TestServer server)
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId })).ShouldBe(HttpStatusCode.Created);
        return (ada, org, bob);
    }

    internal static async Task RenameAsync(Caller caller, string org, string name) =>
        (await caller.PatchAsync($"/v1/orgs/{org}", new { name })).ShouldBe(HttpStatusCode.OK);

    /// <summary>Somebody who listens to a stream.</summary>
    internal sealed class Listener : IAsyncDisposable
    {
        private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

        private readonly HttpClient _http;
        private IAsyncEnumerator<SseItem<string>>? _items;

        private Listener(HttpClient http, HttpResponseMessage response) => (_http, Response) = (http, response);

        public HttpResponseMessage Response { get; }

        public static async Task<Listener> OpenAsync(TestServer server, Caller caller, string query, string? last = null)
        {
            var http = server.NewHttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/events/stream{query}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.AccessToken);
            if (last is not null)
            {
                request.Headers.Add("Last-Event-ID", last);
            }

            return new(http, await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
        }

        /// <summary>The next event; null when the stream has ended.</summary>
        public async Task<SseItem<string>?> NextAsync()
        {
            var stopped = TestContext.Current.CancellationToken;
            _items ??= SseParser.Create(await Response.Content.ReadAsStreamAsync(stopped)).EnumerateAsync(stopped).GetAsyncEnumerator(stopped);
            return await _items.MoveNextAsync().AsTask().WaitAsync(Deadline, stopped) ? _items.Current : null;
        }

        /// <summary>All that is sent, as it is.</summary>
        public async Task<string> ReadToEndAsync() => await Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync()
        {
            Response.Dispose();
            _http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A stream lives, and ends with its token.</summary>
public sealed class EventStreamClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task It_says_that_it_lives_and_ends_when_the_token_expires()
    {
        var (ada, org, _) = await EventStreamTests.NewOrgAsync(server);
        var cursor = (await ada.GetAsync($"/v1/events?org={org}")).Text("cursor");
        await using var stream = await EventStreamTests.Listener.OpenAsync(server, ada, $"?org={org}");
        var reading = stream.ReadToEndAsync();

        // The stream waits for each heartbeat before the clock goes on to it.
        var heartbeat = TimeSpan.FromSeconds(15);
        for (var beats = 1; await Task.WhenAny(reading, server.Clock.WaitsAsync(heartbeat, beats)) != reading; beats++)
        {
            await server.AdvanceAsync(heartbeat);
        }

        var heartbeats = (await reading).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        heartbeats.Length.ShouldBeInRange(20, 22);
        heartbeats.ShouldAllBe(text => text == $": \nid: {cursor}");
    }
}

/// <summary>A server on which few streams can be open.</summary>
public sealed class FewStreamsServer : SqliteServer
{
    protected override Task ConfigureAsync(Dictionary<string, string?> settings)
    {
        settings["Catalyst:Events:MaxStreamsPerOrg"] = "1";
        settings["Catalyst:Events:MaxStreams"] = "2";
        return Task.CompletedTask;
    }
}

public sealed class EventStreamLimitTests(FewStreamsServer server) : IClassFixture<FewStreamsServer>
{
    [Fact]
    public async Task An_organisation_and_a_node_have_only_so_many_and_get_them_back()
    {
        var (ada, a, _) = await EventStreamTests.NewOrgAsync(server);
        var (bea, b, _) = await EventStreamTests.NewOrgAsync(server);
        var (cid, c, _) = await EventStreamTests.NewOrgAsync(server);
        var first = await EventStreamTests.Listener.OpenAsync(server, ada, $"?org={a}");
        first.Response.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync($"/v1/events/stream?org={a}")).ShouldBe(HttpStatusCode.TooManyRequests, "event.too_many_streams");
        await using var second = await EventStreamTests.Listener.OpenAsync(server, bea, $"?org={b}");
        second.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await cid.GetAsync($"/v1/events/stream?org={c}")).ShouldBe(HttpStatusCode.TooManyRequests, "event.too_many_streams");

        await first.DisposeAsync();
        await Eventually.BeAsync(
            async () =>
            {
                await using var next = await EventStreamTests.Listener.OpenAsync(server, ada, $"?org={a}");
                return next.Response.StatusCode == HttpStatusCode.OK;
            },
            TimeSpan.FromSeconds(20));
    }
}
