using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Audit;

/// <summary>Where audit records are looked for.</summary>
public interface IAuditStore
{
    /// <summary>A page of records, newest first.</summary>
    /// <param name="org">Of which organisation; null for all.</param>
    /// <param name="filter">What they have to be.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Result<Page<AuditRecord>>> SearchAsync(OrgId? org, AuditFilter filter, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>What audit records have to be; what is null or empty may be anything.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Actions">One of these.</param>
/// <param name="Target">To what.</param>
/// <param name="From">Not before this.</param>
/// <param name="To">Before this.</param>
public sealed record AuditFilter(string? Actor, IReadOnlyList<string> Actions, string? Target, DateTimeOffset? From, DateTimeOffset? To);
