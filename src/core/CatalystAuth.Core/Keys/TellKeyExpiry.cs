using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Keys;

/// <summary>
/// Tells of keys whose end is near or there, once each however many nodes look, and removes ephemeral ones. When none looked for
/// days, a key is told of once, by how near its end is now.
/// </summary>
public sealed class TellKeyExpiry(IKeyExpiryStore keys, Journal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Batch = 100;

    /// <summary>Tells what is due.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => unitOfWork.RepeatAsync(Batch, TellSomeAsync, cancellationToken);

    private async Task<int> TellSomeAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var due = await keys.ListDueAsync(now, Batch, cancellationToken).ConfigureAwait(false);
        foreach (var key in due)
        {
            if (!await keys.TryTakeAsync(key, KeyExpiry.NextTelling(key.ExpiresAt, now), cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            if (key.ExpiresAt > now)
            {
                journal.Write(key.OrgId, key.Id.ToString(), new KeyExpiring(key.ToState()));
                continue;
            }

            journal.Write(key.OrgId, key.Id.ToString(), new KeyExpired(key.ToState()));
            if (key.HasVanished(now))
            {
                await keys.RemoveAsync(key.Id, cancellationToken).ConfigureAwait(false);
            }
        }

        return due.Count;
    }
}

/// <summary>Which keys end soon.</summary>
public interface IKeyExpiryStore
{
    /// <summary>Some that are to be told of, the first first. Not to be changed.</summary>
    Task<IReadOnlyList<StoredKey>> ListDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken);

    /// <summary>Sets when one is to be told of next, unless it was told of or changed since it was read; then false.</summary>
    Task<bool> TryTakeAsync(StoredKey key, DateTimeOffset? next, CancellationToken cancellationToken);

    /// <summary>Removes one, with the roles that were bound to it.</summary>
    Task RemoveAsync(KeyId key, CancellationToken cancellationToken);
}
