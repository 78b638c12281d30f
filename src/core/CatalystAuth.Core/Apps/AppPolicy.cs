using System.Collections.Frozen;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.Core.Apps;

/// <summary>The rules of one version of an app, ready to be asked. Immutable.</summary>
public sealed class AppPolicy
{
    private readonly Entry[] _entries;
    private readonly PolicyRule _everyRule;

    /// <summary>Makes rules ready.</summary>
    public AppPolicy(IReadOnlyList<AppRule> rules)
    {
        _entries = [.. rules.Select((rule, index) => new Entry(
            new PathGlob(rule.Path), rule.Methods?.ToFrozenSet(StringComparer.Ordinal), new PolicyRule(index, rule.Path, rule.Deny, rule.Require)))];
        List<Requirement> denies = [.. rules.Select(rule => rule.Deny).OfType<Requirement>()];
        _everyRule = new(
            PolicyRule.Every, null, denies.Count == 0 ? null : new Requirement.Any(denies),
            new Requirement.All([.. rules.Select(rule => rule.Require)]));
    }

    /// <summary>
    /// The rule that decides: the first that matches; all of them together when the path can be read in more than one way; null when
    /// none matches.
    /// </summary>
    public PolicyRule? FindRule(string method, CanonicalPath path)
    {
        if (path.IsAmbiguous)
        {
            return _everyRule;
        }

        foreach (var entry in _entries)
        {
            if (entry.Methods is null || entry.Methods.Contains(method))
            {
                switch (entry.Glob.Match(path.Value.Span))
                {
                    case GlobMatch.Exact: return entry.Rule;
                    case GlobMatch.Loose: return _everyRule;
                }
            }
        }

        return null;
    }

    private sealed record Entry(PathGlob Glob, FrozenSet<string>? Methods, PolicyRule Rule);
}
