using System.Collections.Frozen;

namespace CatalystAuth.Core.Policies;

/// <summary>The policy engines of this installation, by name.</summary>
public sealed class PolicyEngines(IEnumerable<IPolicyEngine> engines)
{
    private readonly FrozenDictionary<string, IPolicyEngine> _engines = engines.ToFrozenDictionary(engine => engine.Name, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _engines.Keys.Order(StringComparer.Ordinal);

    /// <summary>One by name; null when there is none.</summary>
    public IPolicyEngine? Find(string name) => _engines.GetValueOrDefault(name);
}
