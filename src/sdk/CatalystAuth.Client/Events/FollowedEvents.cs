using System.Net.ServerSentEvents;
using CatalystAuth.Client.Transport;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Client.Events;

/// <summary>A stream that connects again by itself, behind the last event that it knows. It ends when the server refuses it for good.</summary>
internal sealed class FollowedEvents(AuthorizedTransport calls, EventStreamQuery query, HttpResponseMessage first, TimeProvider time) : EventStream
{
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // Three of the server's heartbeats.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private HttpResponseMessage? _open = first;
    private TimeSpan _pause = ShortestPause;
    private EventId? _cursor = query.After;
    private Error? _ended;
    private SseParser<byte[]>? _parser;

    public override EventId? Cursor => _cursor;

    public override Error? Ended => _ended;

    public static async Task<Result<EventStream>> OpenAsync(
        AuthorizedTransport calls, EventStreamQuery query, TimeProvider time, CancellationToken cancellationToken) =>
        (await calls.OpenAsync(CallOf(query), cancellationToken).ConfigureAwait(false))
            .Map<EventStream>(response => new FollowedEvents(calls, query, response, time));

    public override async IAsyncEnumerator<Event> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (_ended is null)
        {
            if (_open is { } open)
            {
                var items = await ReadAsync(open, cancellationToken).ConfigureAwait(false);
                await using (items.ConfigureAwait(false))
                {
                    while (await MoveNextAsync(items, cancellationToken).ConfigureAwait(false))
                    {
                        Remember(items.Current.EventId);
                        _pause = ShortestPause;
                        if (WireJson.TryRead<Event>(items.Current.Data, out var told))
                        {
                            yield return told;
                        }
                    }
                }

                open.Dispose();
                _open = null;
            }

            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing) => _open?.Dispose();

    private static ApiCall CallOf(EventStreamQuery query) => ApiCall.Stream(
        Route.WithQuery(
            "/v1/events/stream", ("org", query.Org?.ToString()), ("after", query.After?.ToString()),
            ("types", query.Types is { Count: > 0 } types ? string.Join(',', types) : null)),
        MediaType);

    private async Task<IAsyncEnumerator<SseItem<byte[]>>> ReadAsync(HttpResponseMessage open, CancellationToken cancellationToken)
    {
        var stream = await open.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var parser = SseParser.Create(new WatchedStream(stream, Silence, time), (_, data) => data.ToArray());
        _parser = parser;
        return parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<byte[]>> items, CancellationToken cancellationToken)
    {
        try
        {
            if (await items.MoveNextAsync().ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (Exception lost) when (lost is IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        // What was passed over has an id and no event.
        Remember(_parser!.LastEventId);
        return false;
    }

    private void Remember(string? id)
    {
        if (EventId.TryParse(id, provider: null, out var known))
        {
            _cursor = known;
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var opened = await calls.OpenAsync(CallOf(query with { After = _cursor }), cancellationToken).ConfigureAwait(false);
            if (!opened.TryGet(out _open, out var refusal) && refusal.Kind is not (ErrorKind.Unavailable or ErrorKind.TooMany))
            {
                _ended = refusal;
            }
        }
        catch (InfraException)
        {
            // Not there now; it is tried again.
        }
    }
}
