using System.Threading.Channels;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Remembers what keys were used, and writes it in batches behind: an exchange waits for nothing. What a node that dies has not written
/// yet is lost; nothing depends on it. Thread-safe.
/// </summary>
public sealed class KeyUsage(IServiceScopeFactory scopes)
{
    private const int Batch = 200;

    // Of more keys than that in one interval only the first are remembered.
    private const int MaxKeys = 20_000;

    private readonly Channel<bool> _some = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private Dictionary<KeyId, KeyUse> _uses = [];

    /// <summary>Waits until there is something to write. One caller at a time.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _some.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Writes what has come since the last time. When it can't, the next time does.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<KeyId, KeyUse> uses;
        lock (_gate)
        {
            (uses, _uses) = (_uses, []);
        }

        try
        {
            // In order, so that two nodes that write at once do not wait for each other.
            foreach (var batch in uses.OrderBy(use => use.Key.Value).Chunk(Batch).ToList())
            {
                await WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                Array.ForEach(batch, use => uses.Remove(use.Key));
            }
        }
        finally
        {
            foreach (var (key, use) in uses)
            {
                Note(key, use);
            }
        }
    }

    internal void Note(KeyId key, KeyUse use)
    {
        lock (_gate)
        {
            if (_uses.TryGetValue(key, out var other))
            {
                _uses[key] = use.And(other);
            }
            else if (_uses.Count < MaxKeys)
            {
                _uses[key] = use;
            }
        }

        _some.Writer.TryWrite(true);
    }

    private async Task WriteAsync(KeyValuePair<KeyId, KeyUse>[] batch, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var store = scope.ServiceProvider.GetRequiredService<IKeyUseStore>();
            var done = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync<bool>(
                async ct =>
                {
                    foreach (var (key, use) in batch)
                    {
                        await store.AddAsync(key, use, ct).ConfigureAwait(false);
                    }

                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            if (!done.TryGet(out _, out var error))
            {
                throw new InfraException($"Uses of keys can't be written: {error.Code}.");
            }
        }
    }
}

/// <summary>How a key was used in a while.</summary>
/// <param name="At">When last.</param>
/// <param name="Address">From where last.</param>
/// <param name="Tokens">How many tokens were had.</param>
/// <param name="TokenEnds">When the last of them ends.</param>
public sealed record KeyUse(DateTimeOffset At, string? Address, long Tokens, DateTimeOffset TokenEnds)
{
    /// <summary>Both together.</summary>
    internal KeyUse And(KeyUse other) => (other.At > At ? other : this) with
    {
        Tokens = Tokens + other.Tokens,
        TokenEnds = other.TokenEnds > TokenEnds ? other.TokenEnds : TokenEnds,
    };
}

/// <summary>Where it is kept how keys were used.</summary>
public interface IKeyUseStore
{
    /// <summary>Adds to what is known of a key. Never sets back a time.</summary>
    Task AddAsync(KeyId key, KeyUse use, CancellationToken cancellationToken);
}
