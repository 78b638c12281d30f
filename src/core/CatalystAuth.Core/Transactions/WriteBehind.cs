using System.Collections.Concurrent;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Actors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Transactions;

/// <summary>What a host writes from time to time, and at its end.</summary>
public interface IWriteBehind
{
    /// <summary>How often it is to be written.</summary>
    TimeSpan Interval { get; }

    /// <summary>What it is, as a log has it, e.g. <c>How keys were used</c>.</summary>
    string What { get; }

    /// <summary>Writes what has come since the last time. What can't be written now is kept for the next.</summary>
    /// <exception cref="InfraException">The database can't be reached.</exception>
    Task WriteAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Remembers on this node what is not worth a write each time, and writes it in batches behind: however much comes of one thing, it is
/// one write a turn, and callers wait for nothing. What a node that dies has not written is lost. Thread-safe.
/// </summary>
/// <param name="scopes">Where a batch gets its services.</param>
/// <param name="capacity">Of how many things it remembers; of more in one turn it knows nothing, rather than running out of memory.</param>
public abstract class WriteBehind<TKey, TNote>(IServiceScopeFactory scopes, int capacity) : IWriteBehind
    where TKey : IComparable<TKey>
{
    private const int BatchSize = 200;

    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();
    private int _count;

    /// <inheritdoc/>
    public abstract TimeSpan Interval { get; }

    /// <inheritdoc/>
    public abstract string What { get; }

    /// <inheritdoc/>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        // In order, so that two nodes that write at once do not wait for each other.
        var left = new Queue<KeyValuePair<TKey, TNote>[]>(TakeAll().OrderBy(note => note.Key).Chunk(BatchSize));
        try
        {
            while (left.TryPeek(out var batch))
            {
                await WriteBatchAsync(batch, cancellationToken).ConfigureAwait(false);
                left.Dequeue();
            }
        }
        finally
        {
            foreach (var (key, note) in left.SelectMany(batch => batch))
            {
                Note(key, note);
            }
        }
    }

    /// <summary>Remembers it. Takes no lock that calls about other things share.</summary>
    protected void Note(TKey key, TNote note)
    {
        while (true)
        {
            if (!_slots.TryGetValue(key, out var slot))
            {
                slot = new();
                if (Volatile.Read(ref _count) >= capacity)
                {
                    return;
                }

                if (!_slots.TryAdd(key, slot))
                {
                    continue;
                }

                Interlocked.Increment(ref _count);
            }

            lock (slot)
            {
                // What was taken to be written meanwhile takes no more.
                if (!slot.IsTaken)
                {
                    slot.Note = slot.HasNote ? Both(slot.Note!, note) : note;
                    slot.HasNote = true;
                    return;
                }
            }
        }
    }

    /// <summary>What two notes of one thing say together, in whatever order they came.</summary>
    protected abstract TNote Both(TNote one, TNote other);

    /// <summary>Writes some, by their keys. Part of a unit of work.</summary>
    protected abstract Task WriteAsync(IServiceProvider services, IReadOnlyList<KeyValuePair<TKey, TNote>> batch, CancellationToken cancellationToken);

    private List<KeyValuePair<TKey, TNote>> TakeAll()
    {
        var taken = new List<KeyValuePair<TKey, TNote>>();
        foreach (var (key, slot) in _slots)
        {
            lock (slot)
            {
                if (slot.IsTaken || !slot.HasNote)
                {
                    continue;
                }

                slot.IsTaken = true;
                _slots.TryRemove(key, out _);
                Interlocked.Decrement(ref _count);
                taken.Add(new(key, slot.Note!));
            }
        }

        return taken;
    }

    private async Task WriteBatchAsync(KeyValuePair<TKey, TNote>[] batch, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            scope.ServiceProvider.GetRequiredService<CallContext>().Actor = new Actor.System();
            var done = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync<bool>(
                async ct =>
                {
                    await WriteAsync(scope.ServiceProvider, batch, ct).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            if (!done.TryGet(out _, out var error))
            {
                throw new InfraException($"{What} can't be written: {error.Code}.");
            }
        }
    }

    private sealed class Slot
    {
        public TNote? Note { get; set; }

        public bool HasNote { get; set; }

        public bool IsTaken { get; set; }
    }
}
