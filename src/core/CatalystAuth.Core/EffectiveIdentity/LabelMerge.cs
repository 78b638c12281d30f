using CatalystAuth.Contracts.EffectiveIdentity;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Core.Labels;

namespace CatalystAuth.Core.EffectiveIdentity;

/// <summary>
/// Merges labels by key, later wins: the layers in their order, then the membership's delta (<c>+x</c> sets, <c>-x</c> takes away:
/// <c>-key</c> whatever its value, <c>-key:value</c> only that value). What has expired does not count. Pure.
/// </summary>
internal sealed class LabelMerge(DateTimeOffset now)
{
    private readonly SortedDictionary<string, EffectiveLabel> _merged = new(StringComparer.Ordinal);

    /// <summary>The merged labels, by key.</summary>
    public IReadOnlyList<EffectiveLabel> Labels => [.. _merged.Values];

    /// <summary>Puts a layer on top.</summary>
    public LabelMerge Add(IEnumerable<LabelEntry> layer, Provenance source)
    {
        foreach (var entry in layer.Where(entry => entry.IsLive(now)))
        {
            _merged[LabelGrammar.KeyOf(entry.Label)] = new(entry.Label, source) { ExpiresAt = entry.ExpiresAt };
        }

        return this;
    }

    /// <summary>Puts labels on top that know their sources.</summary>
    public LabelMerge Add(IEnumerable<EffectiveLabel> layer)
    {
        foreach (var label in layer)
        {
            _merged[LabelGrammar.KeyOf(label.Label)] = label;
        }

        return this;
    }

    /// <summary>Applies a membership's changes.</summary>
    public LabelMerge Apply(IEnumerable<LabelEntry> delta, Provenance source)
    {
        foreach (var change in delta.Where(change => change.IsLive(now)))
        {
            var label = change.Label[1..];
            var key = LabelGrammar.KeyOf(label);
            if (change.Label[0] == '+')
            {
                _merged[key] = new(label, source) { ExpiresAt = change.ExpiresAt };
            }
            else if (label == key || (_merged.TryGetValue(key, out var present) && present.Label == label))
            {
                _merged.Remove(key);
            }
        }

        return this;
    }
}
