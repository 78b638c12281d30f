using System.Collections.Concurrent;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Sessions;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Sessions;

/// <summary>
/// Remembers on this node which sessions were used, and writes it behind: however often a session is used, it is one write a turn. A node that
/// dies loses what its last turn had not written. Thread-safe.
/// </summary>
public sealed class SessionActivity(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>How often it is to be written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Of more sessions in a minute the node knows nothing rather than running out of memory.
    private const int Capacity = 200_000;
    private const int BatchSize = 200;

    private ConcurrentDictionary<SessionId, Sighting> _seen = new();
    private int _count;

    /// <summary>A session was used now. Takes no lock that callers share.</summary>
    /// <param name="session">Which.</param>
    /// <param name="ipAddress">From where; null when that is not known.</param>
    public void See(SessionId session, string? ipAddress)
    {
        var now = time.Now();
        var seen = Volatile.Read(ref _seen);
        if (seen.TryGetValue(session, out var known))
        {
            known.Update(now, ipAddress);
        }
        else if (Volatile.Read(ref _count) < Capacity && seen.TryAdd(session, new(now, ipAddress)))
        {
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>Writes what was seen since the last time. What can't be written now is kept for the next.</summary>
    /// <exception cref="InfraException">The database can't be reached.</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var seen = Interlocked.Exchange(ref _seen, new());
        Volatile.Write(ref _count, 0);
        var left = new Queue<SessionSighting[]>(seen.Select(entry => entry.Value.Of(entry.Key)).Chunk(BatchSize));
        try
        {
            while (left.TryPeek(out var batch))
            {
                await WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                left.Dequeue();
            }
        }
        finally
        {
            foreach (var sighting in left.SelectMany(batch => batch))
            {
                if (Volatile.Read(ref _seen).TryAdd(sighting.Id, new(sighting.At, sighting.IpAddress)))
                {
                    Interlocked.Increment(ref _count);
                }
            }
        }
    }

    private async Task WriteAsync(SessionSighting[] batch, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
            var store = scope.ServiceProvider.GetRequiredService<ISessionStore>();
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync<bool>(
                async ct =>
                {
                    await store.SeeAsync(batch, ct).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    // Not exact to the call: the time of one caller and the address of another are both of this turn.
    private sealed class Sighting(DateTimeOffset at, string? ipAddress)
    {
        private long _at = at.ToUnixTimeMilliseconds();
        private string? _ipAddress = ipAddress;

        public void Update(DateTimeOffset now, string? address)
        {
            Volatile.Write(ref _at, now.ToUnixTimeMilliseconds());
            if (address is not null)
            {
                Volatile.Write(ref _ipAddress, address);
            }
        }

        public SessionSighting Of(SessionId id) =>
            new(id, DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _at)), Volatile.Read(ref _ipAddress));
    }
}
