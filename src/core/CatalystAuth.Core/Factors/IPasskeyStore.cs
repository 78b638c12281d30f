using CatalystAuth.Contracts.Factors;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>Where passkeys are kept.</summary>
public interface IPasskeyStore
{
    /// <summary>All of a user, oldest first.</summary>
    Task<IReadOnlyList<StoredPasskey>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The one with a credential id; not to be changed.</summary>
    Task<StoredPasskey?> FindAsync(byte[] credentialId, CancellationToken cancellationToken);

    /// <summary>
    /// Notes a use; false when the counter is not above the one that is known. An authenticator that does not count says 0 each time.
    /// </summary>
    Task<bool> TryUseAsync(PasskeyId id, long signCount, bool isBackedUp, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredPasskey passkey);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredPasskey passkey);
}

/// <summary>A challenge that was answered, until it would have expired.</summary>
public sealed class SpentChallenge
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it can be forgotten.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Knows which challenges were answered, so that none is twice.</summary>
public interface IChallengeStore
{
    /// <summary>Adds one to the current transaction, which fails as a duplicate when it was answered before.</summary>
    void Add(SpentChallenge challenge);

    /// <summary>Forgets those that have expired; says how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, int most, CancellationToken cancellationToken);
}
