using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Events;

/// <summary>
/// A stream as one waiting read after another. Each is a call of its own that is authorised anew, so who may no longer read is told so
/// within the time that one waits.
/// </summary>
internal sealed class LiveEvents(IServiceScopeFactory scopes, CallContext call, EventQuery query, IDisposable place) : EventStream
{
    private const int Wait = 15;

    private Error? _ended;
    private EventQuery _query = query with { Limit = EventQuery.MaxLimit, Wait = Wait };

    public override EventId? Cursor => Volatile.Read(ref _query).After;

    public override Error? Ended => _ended;

    public override async IAsyncEnumerator<Event> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var read = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!read.TryGet(out var page, out _ended))
            {
                yield break;
            }

            foreach (var item in page.Items)
            {
                GoOnBehind(item.Id);
                yield return item;
            }

            GoOnBehind(page.Cursor);
        }
    }

    protected override void Dispose(bool disposing) => place.Dispose();

    private void GoOnBehind(EventId? cursor) => Volatile.Write(ref _query, _query with { After = cursor });

    private async Task<Result<EventPage>> ReadAsync(CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var context = scope.ServiceProvider.GetRequiredService<CallContext>();
            (context.Actor, context.IpAddress, context.UserAgent, context.TraceId) = (call.Actor, call.IpAddress, call.UserAgent, call.TraceId);
            return await scope.ServiceProvider.GetRequiredService<IEvents>().ReadAsync(_query, cancellationToken).ConfigureAwait(false);
        }
    }
}
