using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Core.Labels;

/// <summary>The schemas that count in one place: the platform's and at most one organisation's. Immutable.</summary>
internal sealed class LabelSchemaSet
{
    private readonly Dictionary<string, LabelSchemaEntry> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);

    public LabelSchemaSet(IEnumerable<LabelSchemaEntry> schemas)
    {
        // The platform's wins. Only hiding adds up: an organisation may hide more, never show more.
        foreach (var schema in schemas)
        {
            if (schema.OrgId is null || !_byKey.ContainsKey(schema.Key))
            {
                _byKey[schema.Key] = schema;
            }

            if (!schema.ClientVisible)
            {
                _hidden.Add(schema.Key);
            }
        }
    }

    public static LabelSchemaSet Empty { get; } = new([]);

    /// <summary>Whether any label is hidden.</summary>
    public bool HidesAny => _hidden.Count > 0;

    /// <summary>Whether platform admins set some labels alone.</summary>
    public bool HasOfPlatformAdmins => _byKey.Values.Any(schema => schema.SetBy == LabelSetter.Platform);

    /// <summary>The schema of a label's key; null when it is free.</summary>
    public LabelSchemaEntry? Of(string label) => _byKey.GetValueOrDefault(LabelGrammar.KeyOf(label));

    /// <summary>Whether clients must not learn of a label.</summary>
    public bool Hides(string label) => _hidden.Contains(LabelGrammar.KeyOf(label));
}
