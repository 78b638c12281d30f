namespace CatalystAuth.Core.SigningKeys;

/// <summary>Where signing keys are kept, encrypted.</summary>
public interface ISigningKeyStore
{
    /// <summary>All keys.</summary>
    Task<IReadOnlyList<StoredSigningKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredSigningKey key);
}

/// <summary>A signing key as it is stored.</summary>
public sealed class StoredSigningKey
{
    /// <summary>Its <c>kid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it signs, in lower case: <c>access</c>, <c>decision</c> or <c>refresh</c>.</summary>
    public required string Use { get; init; }

    /// <summary>The private part, encrypted by <see cref="ISecretProtector"/>.</summary>
    public required byte[] ProtectedSecret { get; init; }

    /// <summary>From when on it signs.</summary>
    public required DateTimeOffset ActiveFrom { get; init; }
}
