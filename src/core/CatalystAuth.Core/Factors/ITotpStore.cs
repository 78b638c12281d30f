using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>Where authenticator apps are kept.</summary>
public interface ITotpStore
{
    /// <summary>All of a user, also those that are not confirmed, oldest first.</summary>
    Task<IReadOnlyList<StoredTotp>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Spends a step, and those before it; false when it was spent already.</summary>
    Task<bool> TrySpendAsync(TotpId id, long step, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredTotp totp);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredTotp totp);

    /// <summary>Forgets those whose set-up began before a time and was not ended; says how many.</summary>
    Task<int> RemovePendingAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
