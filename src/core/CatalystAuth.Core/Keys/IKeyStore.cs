using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Core.Keys;

/// <summary>Where API keys are kept.</summary>
public interface IKeyStore
{
    /// <summary>One by id.</summary>
    Task<StoredKey?> FindAsync(KeyId id, CancellationToken cancellationToken);

    /// <summary>The one that was imported with a hash.</summary>
    Task<StoredKey?> FindImportedAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Which of some hashes keys were imported with, of whatever organisation.</summary>
    Task<IReadOnlyList<byte[]>> ListImportedAsync(IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken);

    /// <summary>A page of those that a filter lets through, oldest first. Not to be changed.</summary>
    Task<Result<Page<StoredKey>>> ListAsync(KeyFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Those of a user that were not revoked, in one organisation or in all, to be changed.</summary>
    Task<IReadOnlyList<StoredKey>> ListOfUserAsync(UserId user, OrgId? org, CancellationToken cancellationToken);

    /// <summary>How many of an organisation's own work; or, where a user is named, of theirs for it.</summary>
    Task<long> CountLiveAsync(OrgId org, UserId? user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredKey key);
}

/// <summary>Which keys are wanted; what is null does not count.</summary>
/// <param name="Org">For which organisation.</param>
/// <param name="Now">The time, for what depends on it. Ephemeral keys whose time is over are never wanted.</param>
public sealed record KeyFilter(OrgId Org, DateTimeOffset Now)
{
    /// <summary>Whether a user or the organisation owns it.</summary>
    public bool? OfUser { get; init; }

    /// <summary>Which user.</summary>
    public UserId? User { get; init; }

    /// <summary>Whether it works.</summary>
    public KeyStatus? Status { get; init; }

    /// <summary>What kind.</summary>
    public KeyKind? Kind { get; init; }
}
