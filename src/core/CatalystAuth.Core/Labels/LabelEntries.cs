using CatalystAuth.Contracts.Events.Data;
using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Core.Labels;

/// <summary>Lists of labels as they are stored.</summary>
internal static class LabelEntries
{
    public static bool IsLive(this LabelEntry entry, DateTimeOffset now) => entry.ExpiresAt is null || entry.ExpiresAt > now;

    /// <summary>The labels as texts.</summary>
    public static IReadOnlyList<string> Texts(this IEnumerable<LabelEntry> entries) => [.. entries.Select(entry => entry.Label)];

    /// <summary>Those that expire; null when none does.</summary>
    public static IReadOnlyList<LabelEntry>? Expiring(this IEnumerable<LabelEntry> entries)
    {
        var expiring = entries.Where(entry => entry.ExpiresAt is not null).ToList();
        return expiring.Count == 0 ? null : expiring;
    }

    /// <summary>Labels that are offered and do not stand yet, so that nothing is known of them but what was asked for.</summary>
    public static IReadOnlyList<LabelEntry> Offered(IEnumerable<LabelInput> inputs) =>
        [.. inputs.Select(input => new LabelEntry(input.Label, LabelJudge.Rounded(input.ExpiresAt)))];

    /// <summary>As events tell of them.</summary>
    public static LabelsState ToState(this IReadOnlyList<LabelEntry> entries) => new(entries.Texts(), entries.Expiring());
}
