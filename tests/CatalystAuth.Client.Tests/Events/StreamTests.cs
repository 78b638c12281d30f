using System.Net;
using System.Text;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;
using Microsoft.Extensions.Time.Testing;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Events;

public sealed class StreamTests
{
    private const string Route = "GET /v1/events/stream";

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task It_goes_on_behind_the_last_event_and_ends_when_the_server_refuses_for_good()
    {
        var told = TheEvents.Items[0];
        var passedOver = EventId.From(Guid.CreateVersion7());
        Queue<Func<HttpResponseMessage>> answers = new([
            () => Stream($": \nid: {passedOver}\n\n"),
            () => FakeServer.Json(HttpStatusCode.ServiceUnavailable, """{"code":"request.unavailable","title":"Later"}"""),
            () => throw new HttpRequestException("Gone."),
            () => throw new HttpRequestException("Gone."),
            () => Stream($"id: {told.Id}\nevent: {told.Type}\ndata: {Json(told)}\n\nid: evt_"),
            () => FakeServer.Json(HttpStatusCode.Forbidden, """{"code":"auth.permission_denied","title":"No"}"""),
        ]);
        var server = new FakeServer().Answer(Route, _ => answers.Dequeue()());
        using var client = NewClient(server);

        using var stream = (await client.Events.StreamAsync(new(TheOrgId), TestContext.Current.CancellationToken)).Value;
        var events = await ReadAsync(stream);

        events.ShouldHaveSingleItem().Id.ShouldBe(told.Id);
        stream.Ended!.Code.ShouldBe("auth.permission_denied");
        stream.Cursor.ShouldBe(told.Id);
        answers.ShouldBeEmpty();
        server.Sent.Select(sent => sent.Query).ShouldBe(
        [
            $"?org={TheOrgId}", .. Enumerable.Repeat($"?org={TheOrgId}&after={passedOver}", 4), $"?org={TheOrgId}&after={told.Id}",
        ]);
    }

    [Fact]
    public async Task A_refusal_at_the_begin_is_one()
    {
        var server = new FakeServer().Answer(Route, HttpStatusCode.NotFound, """{"code":"org.not_found","title":"No"}""");
        using var client = NewClient(server);

        (await client.Events.StreamAsync(new(TheOrgId), TestContext.Current.CancellationToken)).Error.Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public async Task A_connection_on_which_not_even_a_heartbeat_comes_is_given_up()
    {
        var silent = new SilentStream(": \n\n");
        Queue<Func<HttpResponseMessage>> answers = new([
            () => new(HttpStatusCode.OK) { Content = new StreamContent(silent) { Headers = { ContentType = new("text/event-stream") } } },
            () => FakeServer.Json(HttpStatusCode.Forbidden, """{"code":"auth.permission_denied","title":"No"}"""),
        ]);
        using var client = NewClient(new FakeServer().Answer(Route, _ => answers.Dequeue()()));

        using var stream = (await client.Events.StreamAsync(new(TheOrgId), TestContext.Current.CancellationToken)).Value;
        (await ReadAsync(stream)).ShouldBeEmpty();

        stream.Ended!.Code.ShouldBe("auth.permission_denied");
        silent.Closed.ShouldBeTrue();
    }

    private async Task<List<Event>> ReadAsync(EventStream stream)
    {
        var events = new List<Event>();
        var reading = Task.Run(
            async () =>
            {
                await foreach (var told in stream)
                {
                    events.Add(told);
                }
            },
            TestContext.Current.CancellationToken);
        while (!reading.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await reading;
        return events;
    }

    private static HttpResponseMessage Stream(string text) =>
        new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/event-stream") };

    private CatalystClient NewClient(FakeServer server)
    {
        var client = new CatalystClient(new HttpClient(server), new CatalystClientOptions { Url = "https://auth.example.com", TimeProvider = _clock });
        client.UseTokens(TokensOf("1", 1_000_000));
        return client;
    }

    /// <summary>Says something, and then nothing until it is closed.</summary>
    private sealed class SilentStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private readonly TaskCompletionSource<int> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Closed => _closed.Task.IsCompleted;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : await _closed.Task;
        }

        protected override void Dispose(bool disposing)
        {
            _closed.TrySetException(new ObjectDisposedException(nameof(SilentStream)));
            base.Dispose(disposing);
        }
    }
}
