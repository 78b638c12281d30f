using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.ForwardAuthDomains;

/// <summary>A domain as it is stored.</summary>
public sealed class StoredDomain
{
    /// <summary>The domain, canonical.</summary>
    public required string Domain { get; init; }

    /// <summary>The organisation whose apps are asked about.</summary>
    public required OrgId OrgId { get; set; }

    /// <summary>When it was first set.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last set.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>As the wire has it.</summary>
    public ForwardAuthDomain ToContract() => new(Domain, OrgId, CreatedAt, UpdatedAt);

    /// <summary>As events have it.</summary>
    internal ForwardAuthDomainState ToState() => new(Domain, OrgId.ToString());
}

/// <summary>Where domains are kept.</summary>
public interface IForwardAuthDomainStore
{
    /// <summary>One by its name.</summary>
    Task<StoredDomain?> FindAsync(string domain, CancellationToken cancellationToken);

    /// <summary>All of them; they are few.</summary>
    Task<IReadOnlyList<StoredDomain>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(StoredDomain domain);

    /// <summary>Removes one in the current transaction.</summary>
    void Remove(StoredDomain domain);
}
