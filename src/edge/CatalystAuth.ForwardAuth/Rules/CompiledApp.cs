using System.Collections.Frozen;
using System.Globalization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;
using CatalystAuth.ForwardAuth.Requests;

namespace CatalystAuth.ForwardAuth.Rules;

/// <summary>One version of an app, ready to be asked about.</summary>
internal sealed class CompiledApp
{
    private readonly FrozenSet<string> _hosts;
    private readonly CompiledRule[] _rules;
    private readonly CompiledRule _everyRule;

    public CompiledApp(App app)
    {
        App = app;
        OrgId = app.OrgId.ToString();
        _hosts = app.Hosts.ToFrozenSet(StringComparer.Ordinal);
        _rules = [.. app.Rules.Select((rule, index) => new CompiledRule(
            index, new PathGlob(rule.Path), rule.Methods?.ToFrozenSet(StringComparer.Ordinal), rule.Require))];
        _everyRule = new CompiledRule(CompiledRule.Every, null, null, new Requirement.All([.. app.Rules.Select(rule => rule.Require)]));
    }

    public App App { get; }

    public string OrgId { get; }

    /// <summary>Whether the app answers for the host; one without a port answers for every port.</summary>
    public bool HasHost(string host, bool isHttps)
    {
        if (_hosts.Contains(host))
        {
            return true;
        }

        if (AppHost.Canonicalise(host) is not { } canonical)
        {
            return false;
        }

        var colon = canonical.EndsWith(']') ? -1 : canonical.LastIndexOf(':');
        var name = colon < 0 ? canonical : canonical[..colon];
        var port = colon < 0 ? (isHttps ? "443" : "80") : canonical[(colon + 1)..];
        return _hosts.Contains(name) || _hosts.Contains(string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"));
    }

    /// <summary>
    /// The rule that decides: the first that matches; all of them together when the path can be read in more than one way; null when
    /// none matches.
    /// </summary>
    public CompiledRule? FindRule(string method, CanonicalPath path)
    {
        if (path.IsAmbiguous)
        {
            return _everyRule;
        }

        foreach (var rule in _rules)
        {
            if (rule.Methods is null || rule.Methods.Contains(method))
            {
                switch (rule.Glob!.Match(path.Value.Span))
                {
                    case GlobMatch.Exact: return rule;
                    case GlobMatch.Loose: return _everyRule;
                }
            }
        }

        return null;
    }
}

/// <summary>One rule, with the answer that it last gave to nobody in particular.</summary>
internal sealed class CompiledRule(int index, PathGlob? glob, FrozenSet<string>? methods, Requirement requirement)
{
    /// <summary>The index that stands for all rules together.</summary>
    public const int Every = -1;

    private CachedAllow? _anonymousAllow;

    public int Index => index;

    public PathGlob? Glob => glob;

    public FrozenSet<string>? Methods => methods;

    public Requirement Requirement => requirement;

    /// <summary>Whether nobody has to be known.</summary>
    public bool IsPublic { get; } = RequirementEvaluator.Evaluate(requirement, new PolicySubject(), default).IsAllowed;

    public bool DependsOnRequest { get; } = RequirementEvaluator.DependsOnRequest(requirement);

    public CachedAllow? AnonymousAllow
    {
        get => Volatile.Read(ref _anonymousAllow);
        set => Volatile.Write(ref _anonymousAllow, value);
    }
}
