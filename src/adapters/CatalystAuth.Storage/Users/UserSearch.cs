using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Users;

namespace CatalystAuth.Storage.Users;

/// <summary>Users by what was asked for. Each part has an index, so that no search gets slower with the size of the table.</summary>
internal static class UserSearch
{
    // Above every other character, so that what lies between a beginning and this one begins with it.
    private const string Last = "\U0010FFFF";

    public static IQueryable<UserAccount> Find(CatalystDbContext context, UserQuery query, SearchTerms terms, DateTimeOffset now)
    {
        var users = context.Accounts.AsQueryable();
        foreach (var prefix in terms.Prefixes)
        {
            var end = prefix + Last;
            users = users.Where(user => context.Terms.Any(term =>
                term.UserId == user.Id && string.Compare(term.Term, prefix) >= 0 && string.Compare(term.Term, end) < 0));
        }

        if (terms.Label is { } label)
        {
            users = users.Where(user => context.Terms.Any(term => term.UserId == user.Id && term.Term == label));
        }

        if (query.Email is { } address)
        {
            var normalized = EmailAddress.KeyOf(address);
            users = users.Where(user => context.Emails.Any(email => email.UserId == user.Id && email.Normalized == normalized));
        }

        users = query.Status switch
        {
            UserQuery.Banned => users.Where(user => user.BannedAt != null && (user.BanExpiresAt == null || user.BanExpiresAt > now)),
            UserQuery.Active => users.Where(user => user.BannedAt == null || (user.BanExpiresAt != null && user.BanExpiresAt <= now)),
            _ => users,
        };
        return Created(users, query);
    }

    public static IQueryable<UserId> WithShownTerm(CatalystDbContext context, string prefix)
    {
        var end = prefix + Last;
        return context.Terms
            .Where(term => !term.Hidden && string.Compare(term.Term, prefix) >= 0 && string.Compare(term.Term, end) < 0)
            .Select(term => term.UserId);
    }

    // An id begins with the time at which it was made, and is the order of the list.
    private static IQueryable<UserAccount> Created(IQueryable<UserAccount> users, UserQuery query)
    {
        if (query.CreatedAfter is { } after)
        {
            var first = FirstIdOf(after);
            users = users.Where(user => user.Id.CompareTo(first) >= 0);
        }

        if (query.CreatedBefore is { } before)
        {
            var first = FirstIdOf(before);
            users = users.Where(user => user.Id.CompareTo(first) < 0);
        }

        return users;
    }

    private static UserId FirstIdOf(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return new(new Guid(bytes, bigEndian: true));
    }
}
