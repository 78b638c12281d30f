using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Factors;

/// <summary>The key that a user's recovery codes are hashed with.</summary>
public sealed class RecoveryCodeKey
{
    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The key, sealed.</summary>
    public required byte[] SealedKey { get; set; }
}

/// <summary>A recovery code that was not used yet.</summary>
public sealed class StoredRecoveryCode
{
    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Its keyed hash.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>Where recovery codes are kept.</summary>
public interface IRecoveryCodeStore
{
    /// <summary>The key of a user's codes; null when there are none.</summary>
    Task<RecoveryCodeKey?> FindKeyAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>How many a user has.</summary>
    Task<int> CountAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Takes one; false when there is none, or somebody else took it.</summary>
    Task<bool> TryTakeAsync(UserId user, byte[] hash, CancellationToken cancellationToken);

    /// <summary>Removes all of a user's and adds others, in the current transaction.</summary>
    Task ReplaceAsync(UserId user, byte[] sealedKey, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken);

    /// <summary>Removes all of a user's in the current transaction.</summary>
    Task RemoveAsync(UserId user, CancellationToken cancellationToken);
}
