using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>
/// Merges labels by key, later wins: user, then organisation, then the membership's delta (<c>+x</c> sets, <c>-x</c> takes away:
/// <c>-key</c> whatever its value, <c>-key:value</c> only that value). Pure.
/// </summary>
internal static class LabelMerge
{
    public static IReadOnlyList<EffectiveLabel> Merge(
        IReadOnlyList<string> user, Provenance userSource, IReadOnlyList<string> org, Provenance orgSource,
        IReadOnlyList<string> delta, Provenance membershipSource)
    {
        var merged = new SortedDictionary<string, EffectiveLabel>(StringComparer.Ordinal);
        foreach (var label in user)
        {
            merged[LabelGrammar.KeyOf(label)] = new(label, userSource);
        }

        foreach (var label in org)
        {
            merged[LabelGrammar.KeyOf(label)] = new(label, orgSource);
        }

        foreach (var change in delta)
        {
            var label = change[1..];
            var key = LabelGrammar.KeyOf(label);
            if (change[0] == '+')
            {
                merged[key] = new(label, membershipSource);
            }
            else if (label == key || (merged.TryGetValue(key, out var present) && present.Label == label))
            {
                merged.Remove(key);
            }
        }

        return [.. merged.Values];
    }
}
