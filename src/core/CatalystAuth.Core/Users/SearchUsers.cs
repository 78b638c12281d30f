using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Permissions;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Paging;

namespace CatalystAuth.Core.Users;

/// <summary>Finds users for platform admins.</summary>
internal sealed class SearchUsers(PlatformAccess platform, IUserStore users, TimeProvider time)
{
    public async Task<Result<Page<User>>> RunAsync(UserQuery query, PageRequest? page, CancellationToken cancellationToken)
    {
        if (await platform.RefuseAsync(PlatformPermissions.UsersRead, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        if (!PageRequests.Check(page).TryGet(out var request, out var error) || !SearchWords.Read(query.Q, query.Label).TryGet(out var terms, out error))
        {
            return error;
        }

        if (query.Status is not (null or UserQuery.Active or UserQuery.Banned))
        {
            return Error.Field(UserErrorCodes.InvalidQuery, "status", $"status is {UserQuery.Active} or {UserQuery.Banned}.");
        }

        if (query.Email is not null && !EmailAddress.IsValid(query.Email))
        {
            return Error.Field(UserErrorCodes.InvalidQuery, "email", EmailAddress.Rule);
        }

        var now = time.Now();
        var found = await users.SearchAsync(query, terms, request, now, cancellationToken).ConfigureAwait(false);
        return found.Map(users => new Page<User>([.. users.Items
            .Where(user => query.Label is null || user.Labels.Any(entry => entry.Label == query.Label && !(entry.ExpiresAt <= now)))
            .Select(user => user.ToContract(now))], users.NextCursor));
    }
}

/// <summary>What a search looks for in the index of terms.</summary>
/// <param name="Prefixes">Beginnings of words; each has to be there.</param>
/// <param name="Label">A whole term for a label; null when none is asked for.</param>
public sealed record SearchTerms(IReadOnlyList<string> Prefixes, string? Label);

/// <summary>Cuts text into the words that are searched by.</summary>
public static class SearchWords
{
    /// <summary>The longest word; what is longer is found by its beginning.</summary>
    public const int MaxLength = 64;

    private const int MaxWords = 8;
    private const int MaxQuery = 200;
    private const string LabelMark = "=";

    /// <summary>The words of a text in lower case, each once.</summary>
    public static IReadOnlyList<string> Of(string? text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var rest = (text ?? string.Empty).AsSpan();
        while (rest.Length > 0)
        {
            var length = 0;
            while (length < rest.Length && IsOfWord(rest[length]))
            {
                length++;
            }

            if (length > 0)
            {
                words.Add(Cut(rest[..length].ToString().ToLowerInvariant()));
            }

            rest = rest[Math.Min(rest.Length, Math.Max(length, 1))..];
        }

        return [.. words];
    }

    /// <summary>The term of a label, which no word can be.</summary>
    public static string OfLabel(string label) => LabelMark + label;

    internal static Result<SearchTerms> Read(string? q, string? label)
    {
        var words = Of(q);
        if (!string.IsNullOrEmpty(q) && (words.Count is 0 or > MaxWords || q.Length > MaxQuery))
        {
            return Error.Field(UserErrorCodes.InvalidQuery, "q", $"q has 1 to {MaxWords} words of letters and digits, together at most {MaxQuery} characters.");
        }

        return label is not null && !LabelGrammar.IsValid(label)
            ? Error.Field(UserErrorCodes.InvalidQuery, "label", "label is key or key:value.")
            : new SearchTerms(words, label is null ? null : OfLabel(label));
    }

    // Half of a surrogate pair belongs to its other half; one alone never gets here from a name or an address.
    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    private static string Cut(string word) =>
        word.Length <= MaxLength ? word : word[..(char.IsHighSurrogate(word[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
}
