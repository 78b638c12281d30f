namespace CatalystAuth.Core.SigningKeys;

/// <summary>
/// Where the keys of <see cref="ISecretProtector"/> are kept. Not asynchronous, as those who seal are not; called rarely, and never within
/// a unit of work.
/// </summary>
public interface ISealingKeyStore
{
    /// <summary>All of them, by name.</summary>
    IReadOnlyList<SealingKey> List();

    /// <summary>Adds one; false when there is one of its name already.</summary>
    bool TryAdd(SealingKey key);

    /// <summary>Gives one another form, unless somebody else did meanwhile.</summary>
    void Replace(SealingKey key, string xml);
}

/// <summary>A key of the ring that seals secrets, in the form of whoever seals.</summary>
public sealed class SealingKey
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The key, encrypted when there is a certificate for that.</summary>
    public required string Xml { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}
