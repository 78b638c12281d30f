using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Core.Orgs;

/// <summary>Finds organisations among all of them.</summary>
public interface IOrgSearch
{
    /// <summary>A page of those that match, oldest first.</summary>
    Task<Result<Page<Organisation>>> SearchAsync(
        SearchTerms terms, OrgStatus? status, PageRequest page, CancellationToken cancellationToken);
}
