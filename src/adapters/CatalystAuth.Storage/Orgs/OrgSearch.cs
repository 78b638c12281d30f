using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

internal sealed class OrgSearch(CatalystDbContext context) : IOrgSearch
{
    // Above every other character, so that what lies between a beginning and this one begins with it.
    private const string Last = "\U0010FFFF";

    public Task<Result<Page<Organisation>>> SearchAsync(
        SearchTerms terms, OrgStatus? status, PageRequest page, CancellationToken cancellationToken) =>
        Find(context, terms, status).AsNoTracking()
            .OrderBy(org => org.Id)
            .PageAsync<Organisation, OrgId>(
                page, org => org.Id, (orgs, last) => orgs.Where(org => org.Id.CompareTo(last) > 0), cancellationToken);

    /// <summary>Each part has an index, so that no search gets slower with the size of the table.</summary>
    internal static IQueryable<Organisation> Find(CatalystDbContext context, SearchTerms terms, OrgStatus? status)
    {
        var orgs = context.Organisations.AsQueryable();
        foreach (var prefix in terms.Prefixes)
        {
            var end = prefix + Last;

            // A list and not EXISTS: SQLite would go through every organisation to find those of a rare word.
            var found = context.OrgTerms
                .Where(term => string.Compare(term.Term, prefix) >= 0 && string.Compare(term.Term, end) < 0).Select(term => term.OrgId);
            orgs = orgs.Where(org => found.Contains(org.Id));
        }

        return status is { } wanted ? orgs.Where(org => org.Status == wanted) : orgs;
    }
}
