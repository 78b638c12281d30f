using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;

namespace CatalystAuth.ForwardAuth.Rules;

/// <summary>One version of an app, ready to be asked about.</summary>
internal sealed class CompiledApp
{
    private readonly FrozenSet<string> _hosts;
    private readonly AppPolicy _policy;
    private readonly ConcurrentDictionary<PolicyRule, CachedAllow> _anonymous = new();

    public CompiledApp(App app, PolicyEngines engines)
    {
        App = app;
        Name = app.Id.ToString();
        OrgId = app.OrgId.ToString();
        IsLocal = app.Engine == PolicyEngineNames.Local;
        Engine = IsLocal ? null : engines.Find(app.Engine);
        _hosts = app.Hosts.ToFrozenSet(StringComparer.Ordinal);
        _policy = new(app.Rules);
    }

    public App App { get; }

    /// <summary>Its id as metrics say it.</summary>
    public string Name { get; }

    public string OrgId { get; }

    /// <summary>Whether nothing but the rules decides.</summary>
    public bool IsLocal { get; }

    /// <summary>What decides else; null also when it is not here.</summary>
    public IPolicyEngine? Engine { get; }

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

    /// <summary>See <see cref="AppPolicy.FindRule"/>.</summary>
    public PolicyRule? FindRule(string method, CanonicalPath path) => _policy.FindRule(method, path);

    /// <summary>The answer that a rule last gave to nobody in particular, when it is fresh.</summary>
    public CachedAllow? FindAnonymousAllow(PolicyRule rule, DateTimeOffset now) =>
        _anonymous.TryGetValue(rule, out var allow) && now < allow.RefreshAt ? allow : null;

    /// <summary>Keeps the answer that a rule gave to nobody in particular.</summary>
    public void KeepAnonymousAllow(CachedAllow allow) => _anonymous[allow.Rule] = allow;
}
