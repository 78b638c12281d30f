using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Policies;
using CatalystAuth.ForwardAuth.Answers;

namespace CatalystAuth.ForwardAuth.Rules;

/// <summary>One version of an app, ready to be asked about.</summary>
internal sealed class CompiledApp
{
    private readonly AppHosts _hosts;
    private readonly AppPolicy _policy;
    private readonly IPolicyEngine? _engine;
    private readonly string[] _audiences;
    private readonly ConcurrentDictionary<PolicyRule, CachedAllow> _anonymous = new();
    private readonly ConcurrentDictionary<PolicyRule, CachedAllow> _preflights = new();

    public CompiledApp(App app, PolicyEngines engines, string usualAudience)
    {
        App = app;
        Name = app.Id.ToString();
        OrgId = app.OrgId.ToString();
        PassesPreflights = app.Preflight == PreflightAnswers.Pass;
        IsLocal = app.Engine == PolicyEngineNames.Local;
        _engine = IsLocal ? null : engines.Find(app.Engine);
        _audiences = app.Audiences.Count == 0 ? [usualAudience] : [.. app.Audiences];
        _hosts = new(app.Hosts);
        _policy = new(app);
    }

    public App App { get; }

    /// <summary>Its id as metrics say it.</summary>
    public string Name { get; }

    public string OrgId { get; }

    /// <summary>Whether preflights reach the upstream.</summary>
    public bool PassesPreflights { get; }

    /// <summary>Whether nothing but the rules decides.</summary>
    public bool IsLocal { get; }

    /// <summary>What decides else. An engine that is not here any more lets nobody in.</summary>
    public ValueTask<PolicyVerdict> AskEngineAsync(PolicyQuestion question, CancellationToken cancellationToken) =>
        _engine?.DecideAsync(question, cancellationToken) ?? ValueTask.FromResult(new PolicyVerdict(PolicyOutcome.EngineFailed, App.Engine));

    /// <summary>Whether a bearer token for an audience is for this app.</summary>
    public bool Takes(string audience)
    {
        foreach (var taken in _audiences)
        {
            if (taken == audience)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>See <see cref="AppHosts.TryFind"/>.</summary>
    public bool TryFindHost(string host, bool isHttps, [NotNullWhen(true)] out string? name) => _hosts.TryFind(host, isHttps, out name);

    /// <summary>Whether an origin (RFC 6454) is one of the app's own pages. One without TLS is none to who came by it.</summary>
    public bool HasOrigin(string origin, bool needsHttps)
    {
        const string https = "https://";
        const string http = "http://";
        return origin.StartsWith(https, StringComparison.Ordinal) ? _hosts.Has(origin[https.Length..], isHttps: true)
            : !needsHttps && origin.StartsWith(http, StringComparison.Ordinal) && _hosts.Has(origin[http.Length..], isHttps: false);
    }

    /// <summary>See <see cref="AppPolicy.FindRule"/>.</summary>
    public PolicyRule? FindRule(string method, CanonicalPath path) => _policy.FindRule(method, path);

    /// <summary>The answer that a rule last gave to nobody in particular, when it is fresh.</summary>
    public CachedAllow? FindAnonymousAllow(PolicyRule rule, DateTimeOffset now) =>
        _anonymous.TryGetValue(rule, out var allow) && now < allow.RefreshAt ? allow : null;

    /// <summary>The answer that a preflight of what a rule is about last got, when it is fresh.</summary>
    public CachedAllow? FindPreflightAllow(PolicyRule rule, DateTimeOffset now) =>
        _preflights.TryGetValue(rule, out var allow) && now < allow.RefreshAt ? allow : null;

    /// <summary>Keeps the answer that nobody in particular got.</summary>
    public void KeepAnonymousAllow(CachedAllow allow, bool isPreflight) => (isPreflight ? _preflights : _anonymous)[allow.Rule] = allow;
}
