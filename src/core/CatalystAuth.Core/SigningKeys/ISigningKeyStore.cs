namespace CatalystAuth.Core.SigningKeys;

/// <summary>Where signing keys are kept, encrypted.</summary>
public interface ISigningKeyStore
{
    /// <summary>Keeps other nodes from changing keys until the transaction ends.</summary>
    Task LockAsync(CancellationToken cancellationToken);

    /// <summary>All keys. What is changed in them within a unit of work is kept.</summary>
    Task<IReadOnlyList<StoredSigningKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredSigningKey key);
}
