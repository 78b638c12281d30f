using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;
using CatalystAuth.Storage.Paging;

namespace CatalystAuth.Storage.Users;

/// <summary>Users by what was asked for. Each part has an index, so that no search gets slower with the size of the table.</summary>
internal static class UserSearch
{
    // Above every other character, so that what lies between a beginning and this one begins with it.
    private const string Last = "\U0010FFFF";

    /// <summary>
    /// Ids alone: they and the terms are in the indexes, so the accounts are read for one page and not for everybody who was found.
    /// </summary>
    public static IQueryable<UserId> Find(CatalystDbContext context, UserQuery query, SearchTerms terms, DateTimeOffset now)
    {
        var users = WithStatus(context.Accounts, query.Status, now);
        var ids = WithTerms(context, terms) is not { } found ? users.Select(user => user.Id)
            : query.Status is null ? found
            : found.Where(id => users.Any(user => user.Id == id));
        if (query.Email is { } address)
        {
            var normalized = EmailAddress.KeyOf(address);
            ids = ids.Where(id => context.Emails.Any(email => email.UserId == id && email.Normalized == normalized));
        }

        ids = Created(ids, query);

        // Several terms may find the same account. Grouped rather than made distinct, which would keep the order and the limit out.
        return terms.Prefixes.Count == 0 ? ids : ids.GroupBy(id => id).Select(found => found.Key);
    }

    public static IQueryable<UserId> WithShownTerm(CatalystDbContext context, string prefix)
    {
        var end = prefix + Last;
        return context.Terms
            .Where(term => !term.Hidden && string.Compare(term.Term, prefix) >= 0 && string.Compare(term.Term, end) < 0)
            .Select(term => term.UserId);
    }

    private static IQueryable<UserId>? WithTerms(CatalystDbContext context, SearchTerms terms)
    {
        IQueryable<UserTerm>? found = null;

        // The longest first: as a rule the fewest have it, and the others are looked for among those.
        foreach (var prefix in terms.Prefixes.OrderByDescending(prefix => prefix.Length))
        {
            var end = prefix + Last;
            found = found is null
                ? context.Terms.Where(term => string.Compare(term.Term, prefix) >= 0 && string.Compare(term.Term, end) < 0)
                : found.Where(term => term.Together!.Contains(" " + prefix) || (term.Together == null && context.Terms.Any(other =>
                    other.UserId == term.UserId && string.Compare(other.Term, prefix) >= 0 && string.Compare(other.Term, end) < 0)));
        }

        if (terms.Label is { } label)
        {
            found = found is null
                ? context.Terms.Where(term => term.Term == label)
                : found.Where(term => term.Together!.Contains(" " + label + " ") || (term.Together == null && context.Terms.Any(other =>
                    other.UserId == term.UserId && other.Term == label)));
        }

        return found?.Select(term => term.UserId);
    }

    private static IQueryable<UserAccount> WithStatus(IQueryable<UserAccount> users, string? status, DateTimeOffset now) => status switch
    {
        UserQuery.Banned => users.Where(user => user.BannedAt != null && (user.BanExpiresAt == null || user.BanExpiresAt > now)),
        UserQuery.Active => users.Where(user => user.BannedAt == null || (user.BanExpiresAt != null && user.BanExpiresAt <= now)),
        _ => users,
    };

    // An id begins with the time at which it was made, and is the order of the list.
    private static IQueryable<UserId> Created(IQueryable<UserId> ids, UserQuery query)
    {
        if (query.CreatedAfter is { } after)
        {
            var first = FirstIds.At<UserId>(after);
            ids = ids.Where(id => id.CompareTo(first) >= 0);
        }

        if (query.CreatedBefore is { } before)
        {
            var first = FirstIds.At<UserId>(before);
            ids = ids.Where(id => id.CompareTo(first) < 0);
        }

        return ids;
    }
}
