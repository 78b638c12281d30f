using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

/// <summary>
/// Keeps the slugs that organisations have and had, and the words by which they are found, in the transaction of whatever changes a name
/// or a slug. Done where changes are saved, so that no use case can forget it.
/// </summary>
internal static class OrgNameSync
{
    public static async Task SyncAsync(CatalystDbContext context, CancellationToken cancellationToken)
    {
        var changed = context.ChangeTracker.Entries<Organisation>()
            .Where(entry => entry.State == EntityState.Added || (entry.State == EntityState.Modified
                && (entry.Property(org => org.Name).IsModified || entry.Property(org => org.Slug).IsModified)))
            .Select(entry => (Org: entry.Entity, IsNew: entry.State == EntityState.Added)).ToList();
        foreach (var (org, isNew) in changed)
        {
            await SyncSlugAsync(context, org, cancellationToken).ConfigureAwait(false);
            await SyncTermsAsync(context, org, isNew, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The words by which an organisation is found.</summary>
    public static HashSet<string> TermsOf(Organisation org) =>
        SearchWords.Of(org.Name).Concat(SearchWords.Of(org.Slug)).ToHashSet(StringComparer.Ordinal);

    // A slug of somebody else's is added all the same: the database is who refuses it.
    private static async Task SyncSlugAsync(CatalystDbContext context, Organisation org, CancellationToken cancellationToken)
    {
        var (id, slug) = (org.Id, org.Slug);
        if (!await context.OrgSlugs.AnyAsync(row => row.Slug == slug && row.OrgId == id, cancellationToken).ConfigureAwait(false))
        {
            context.Add(new OrgSlugRow { Slug = slug, OrgId = id });
        }
    }

    private static async Task SyncTermsAsync(CatalystDbContext context, Organisation org, bool isNew, CancellationToken cancellationToken)
    {
        var id = org.Id;
        var wanted = TermsOf(org);
        if (!isNew)
        {
            var known = await context.OrgTerms.Where(term => term.OrgId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
            context.RemoveRange(known.Where(term => !wanted.Contains(term.Term)));
            wanted.ExceptWith(known.Select(term => term.Term));
        }

        context.AddRange(wanted.Select(term => new OrgTerm { Term = term, OrgId = id }));
    }
}
