using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Events;

/// <summary>Which types of events somebody wants.</summary>
internal static class EventFilter
{
    private const string All = ".*";

    /// <summary>The types that are meant; none for all. What means none is a mistake that would otherwise be noticed late.</summary>
    public static Result<IReadOnlyList<string>> Read(IReadOnlyList<string>? wanted, string field = "types")
    {
        if (wanted is null or [])
        {
            return new List<string>();
        }

        if (wanted.Count > EventQuery.MaxTypes)
        {
            return Error.Field(RequestErrorCodes.Invalid, field, $"At most {EventQuery.MaxTypes} types can be asked for.");
        }

        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in wanted)
        {
            var found = EventTypes.All.Where(type => Means(text, type)).ToList();
            if (found.Count == 0)
            {
                return Error.Field(
                    EventErrorCodes.UnknownType, field, "There is no such type of event; there are e.g. member.added, and member.* for all that begin so.");
            }

            types.UnionWith(found);
        }

        return types.ToList();
    }

    /// <summary>Whether a type is one of those that are wanted, which were read before; none means all.</summary>
    public static bool Matches(IReadOnlyList<string> wanted, string type) => wanted.Count == 0 || wanted.Any(text => Means(text, type));

    private static bool Means(string text, string type) => text.EndsWith(All, StringComparison.Ordinal)
        ? type.StartsWith(text.AsSpan(0, text.Length - 1), StringComparison.Ordinal)
        : text == type;
}
