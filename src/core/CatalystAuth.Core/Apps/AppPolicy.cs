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
    private readonly bool _isLocal;

    /// <summary>Makes the rules of an app ready, with what it asks of sessions wherever they do not let everybody in.</summary>
    public AppPolicy(App app)
    {
        IReadOnlyList<AppRule> rules = app.SignIn == AppSignIn.None ? app.Rules : [.. app.Rules.Select(rule => rule with { Require = Ask(app.SignIn, rule.Require) })];
        _entries = [.. rules.Select((rule, index) => new Entry(
            new PathGlob(rule.Path), rule.Methods?.ToFrozenSet(StringComparer.Ordinal), new PolicyRule(index, rule.Path, rule.Deny, rule.Require)))];
        _isLocal = app.Engine == PolicyEngineNames.Local;
        List<Requirement> denies = [.. rules.Select(rule => rule.Deny).OfType<Requirement>()];
        _everyRule = new(
            PolicyRule.Every, null, denies.Count == 0 ? null : new Requirement.Any(denies),
            new Requirement.All([.. rules.Select(rule => rule.Require)]));
    }

    /// <summary>
    /// The rule that decides: the first that matches; all of them together when the path can be read in more than one way; null when
    /// none matches, or none would by some other reading, or another engine would be asked about one reading of several.
    /// </summary>
    public PolicyRule? FindRule(string method, CanonicalPath path)
    {
        if (path.IsAmbiguous)
        {
            return FindEveryRule(method);
        }

        foreach (var entry in _entries)
        {
            if (entry.Takes(method))
            {
                switch (entry.Glob.Match(path.Value.Span))
                {
                    case GlobMatch.Exact: return entry.Rule;
                    case GlobMatch.Loose: return FindEveryRule(method);
                }
            }
        }

        return null;
    }

    // That no rule matches refuses too, and is no rule that could be asked: there has to be one for whatever the path is read as.
    private PolicyRule? FindEveryRule(string method)
    {
        // What an engine says of the path that it is shown, it does not say of the one that the upstream reads.
        if (!_isLocal)
        {
            return null;
        }

        foreach (var entry in _entries)
        {
            if (entry.Glob.IsEverything && entry.Takes(method))
            {
                return _everyRule;
            }
        }

        return null;
    }

    private static Requirement Ask(AppSignIn signIn, Requirement require)
    {
        if (PolicyTree.Compile(require).Ask(PolicySubject.Nobody, default) == Holding.Yes)
        {
            return require;
        }

        List<Requirement> parts = [require];
        if (signIn.RequireMfa)
        {
            parts.Add(new Requirement.Mfa(null));
        }

        if (signIn.Methods.Count > 0)
        {
            parts.Add(new Requirement.Any([.. signIn.Methods.Select(method => new Requirement.Method(method))]));
        }

        return new Requirement.All(parts);
    }

    private sealed record Entry(PathGlob Glob, FrozenSet<string>? Methods, PolicyRule Rule)
    {
        public bool Takes(string method) => Methods is null || Methods.Contains(method);
    }
}
