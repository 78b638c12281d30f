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
}
