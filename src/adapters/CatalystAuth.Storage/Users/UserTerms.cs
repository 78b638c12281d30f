using System.Text;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Users;

/// <summary>
/// Keeps the words by which users are found, in the transaction of whatever changes a name, an address or a label. Done where changes
/// are saved, so that no use case can forget it.
/// </summary>
internal static class UserTerms
{
    private const int MaxTogether = 2000;

    public static async Task SyncAsync(CatalystDbContext context, CancellationToken cancellationToken)
    {
        foreach (var id in Changed(context))
        {
            // Null when the account itself goes, and its terms with it.
            var account = await context.Accounts.FindAsync([id], cancellationToken).ConfigureAwait(false);
            if (account is null || context.Entry(account).State == EntityState.Deleted)
            {
                continue;
            }

            if (context.Entry(account).State != EntityState.Added)
            {
                await context.Emails.Where(email => email.UserId == id).LoadAsync(cancellationToken).ConfigureAwait(false);
                await context.Terms.Where(term => term.UserId == id).LoadAsync(cancellationToken).ConfigureAwait(false);
            }

            var profile = await context.Profiles.FindAsync([id], cancellationToken).ConfigureAwait(false);
            Write(context, id, Of(account, profile, context.Emails.Local.Where(email => email.UserId == id)));
        }
    }

    /// <summary>The words, and whether each is hidden from fellow members.</summary>
    public static Dictionary<string, bool> Of(UserAccount account, ProfileEntry? profile, IEnumerable<EmailEntry> emails)
    {
        var terms = new Dictionary<string, bool>(StringComparer.Ordinal);
        var hidden = SearchWords.Of(profile?.GivenName).Concat(SearchWords.Of(profile?.FamilyName))
            .Concat(emails.SelectMany(email => SearchWords.Of(email.Address)));
        foreach (var word in hidden)
        {
            terms[word] = true;
        }

        var shown = SearchWords.Of(account.Name).Concat(SearchWords.Of(account.Email))
            .Concat(account.Labels.Select(entry => SearchWords.OfLabel(entry.Label)));
        foreach (var word in shown)
        {
            terms[word] = false;
        }

        return terms;
    }

    /// <summary>
    /// Terms in one text, a space before and after each: " ada lovelace ". Null when it would not fit into an index, whose entries
    /// PostgreSQL limits to 2704 bytes.
    /// </summary>
    public static string? Together(IEnumerable<string> terms)
    {
        var together = $" {string.Join(' ', terms.Order(StringComparer.Ordinal))} ";
        return Encoding.UTF8.GetByteCount(together) <= MaxTogether ? together : null;
    }

    private static void Write(CatalystDbContext context, UserId id, Dictionary<string, bool> wanted)
    {
        var together = Together(wanted.Keys);
        foreach (var term in context.Terms.Local.Where(term => term.UserId == id).ToList())
        {
            if (wanted.Remove(term.Term, out var hidden))
            {
                (term.Hidden, term.Together) = (hidden, together);
            }
            else
            {
                context.Remove(term);
            }
        }

        context.AddRange(wanted.Select(pair => new UserTerm { Term = pair.Key, UserId = id, Hidden = pair.Value, Together = together }));
    }

    private static HashSet<UserId> Changed(CatalystDbContext context)
    {
        var changed = context.ChangeTracker.Entries<UserAccount>()
            .Where(entry => entry.State == EntityState.Added || (entry.State == EntityState.Modified
                && (entry.Property(user => user.Name).IsModified || entry.Property(user => user.Email).IsModified
                    || entry.Property(user => user.Labels).IsModified)))
            .Select(entry => entry.Entity.Id).ToHashSet();
        changed.UnionWith(context.ChangeTracker.Entries<ProfileEntry>().Where(IsChange).Select(entry => entry.Entity.UserId));
        changed.UnionWith(context.ChangeTracker.Entries<EmailEntry>().Where(IsChange).Select(entry => entry.Entity.UserId));
        return changed;
    }

    private static bool IsChange(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;
}
