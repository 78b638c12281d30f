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

    // From so many on, a word is one that many organisations have.
    private const int Many = 1000;

    public async Task<Result<Page<Organisation>>> SearchAsync(
        SearchTerms terms, OrgStatus? status, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await FindAsync(context, terms, status, cancellationToken).ConfigureAwait(false);
        return await found.AsNoTracking()
            .OrderBy(org => org.Id)
            .PageAsync<Organisation, OrgId>(
                page, org => org.Id, (orgs, last) => orgs.Where(org => org.Id.CompareTo(last) > 0), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Each part has an index. SQLite takes the tables in the order in which the query names them, so a rare word leads to its
    /// organisations, and of a common one each organisation is asked whether it has it, until the page is full.
    /// </summary>
    internal static async Task<IQueryable<Organisation>> FindAsync(
        CatalystDbContext context, SearchTerms terms, OrgStatus? status, CancellationToken cancellationToken)
    {
        var orgs = context.Organisations.AsQueryable();
        foreach (var prefix in terms.Prefixes)
        {
            var end = prefix + Last;
            var having = context.OrgTerms.Where(term => string.Compare(term.Term, prefix) >= 0 && string.Compare(term.Term, end) < 0);
            orgs = await having.Take(Many).CountAsync(cancellationToken).ConfigureAwait(false) < Many
                ? orgs.Where(org => having.Select(term => term.OrgId).Contains(org.Id))
                : orgs.Where(org => having.Any(term => term.OrgId == org.Id));
        }

        return status is { } wanted ? orgs.Where(org => org.Status == wanted) : orgs;
    }
}
