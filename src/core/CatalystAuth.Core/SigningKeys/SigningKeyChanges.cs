using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.SigningKeys;

/// <summary>What rotation and revocation share: new keys, and telling this node and the others. Inside of a unit of work.</summary>
public sealed class SigningKeyChanges(
    ISigningKeyStore store, SigningKeyVault vault, SigningKeyProvider provider, Journal journal, Invalidations invalidations, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    /// <summary>Makes a key that signs from a time on.</summary>
    internal StoredSigningKey Begin(List<StoredSigningKey> all, SigningKeyUse use, DateTimeOffset activeFrom)
    {
        var key = vault.Make(use, time.Now(), activeFrom);
        store.Add(key);
        all.Add(key);
        journal.Write(org: null, key.Id, new SigningKeyRotated(StateOf(key)));
        return key;
    }

    /// <summary>Lets a key sign at once: the one that is published already, which verifiers may know, or a new one.</summary>
    internal StoredSigningKey BeginNow(List<StoredSigningKey> all, SigningKeyUse use)
    {
        var now = time.Now();

        // In whole seconds, as tokens tell when they were issued; and behind every other, so that it is the newest.
        var activeFrom = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var latest = all.Where(key => key.Use == use && key.ActiveFrom <= now).Select(key => key.ActiveFrom).DefaultIfEmpty().Max();
        activeFrom = latest < activeFrom ? activeFrom : latest.AddSeconds(1);
        if (Pending(all, use, now) is not { } pending)
        {
            return Begin(all, use, activeFrom);
        }

        pending.ActiveFrom = activeFrom;
        journal.Write(org: null, pending.Id, new SigningKeyRotated(StateOf(pending)));
        return pending;
    }

    /// <summary>The key that is published and waits for its turn; null when none does.</summary>
    internal static StoredSigningKey? Pending(IEnumerable<StoredSigningKey> all, SigningKeyUse use, DateTimeOffset now) =>
        all.Where(key => key.Use == use && key.RevokedAt is null && key.ActiveFrom > now).MinBy(key => key.ActiveFrom);

    /// <summary>Makes what was changed known: here after the commit, to other nodes by the log.</summary>
    internal void Tell(List<StoredSigningKey> all)
    {
        var ring = vault.Open(all, provider.Ring);
        unitOfWork.AfterCommit(() => provider.Use(ring));
        invalidations.SigningKeysChanged();
    }

    internal static SigningKeyState StateOf(StoredSigningKey key) => new(key.Use, key.Algorithm, key.ActiveFrom);

    /// <summary>A key as the API tells of it.</summary>
    internal SigningKeyInfo InfoOf(IEnumerable<StoredSigningKey> all, StoredSigningKey key)
    {
        var life = vault.LivesOf(all)[key.Id];
        return new(
            key.Id, key.Use, key.Algorithm, life.At(time.Now()), key.CreatedAt, key.ActiveFrom, life.SignsUntil, life.VerifiesUntil, key.RevokedAt);
    }
}
