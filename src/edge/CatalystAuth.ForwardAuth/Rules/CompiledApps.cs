using System.Collections.Concurrent;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.ForwardAuthDomains;
using CatalystAuth.Core.Policies;
using CatalystAuth.Core.Tokens;
using CatalystAuth.ForwardAuth.Requests;
using CatalystAuth.ForwardAuth.Verify;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Rules;

/// <summary>Compiles each version of each app once.</summary>
internal sealed class CompiledApps(AppCatalog catalog, DomainCatalog domains, PolicyEngines engines, IOptions<TokenOptions> options)
{
    private readonly ConcurrentDictionary<AppId, CompiledApp> _compiled = new();

    /// <summary>The app that a question is about: the one that its route names, or that of the domain's organisation which has the host. Null when there is none.</summary>
    public CompiledApp? Find(in VerifyRoute route, in ForwardedRequest request) => route.Domain is null ? Find(route.App) : FindIn(route.Domain, request);

    private CompiledApp? FindIn(string domain, in ForwardedRequest request)
    {
        if (domains.Find(domain) is not { } org)
        {
            return null;
        }

        // Mostly it comes as it is written in the app.
        var name = AppHost.NameOf(request.Host);
        var found = catalog.FindByHostName(org, name);
        if (found.Count == 0)
        {
            if (AppHost.Canonicalise(request.Host) is not { } canonical)
            {
                return null;
            }

            name = AppHost.NameOf(canonical);
            found = catalog.FindByHostName(org, name);
        }

        // Of two it is not known whose rules count, and the port that a client names chooses neither. Whether the app has the port is asked later.
        return found is [var app] && OwnDomain.Has(domain, name) ? Compile(app) : null;
    }

    private CompiledApp? Find(AppId id)
    {
        if (catalog.Find(id) is not { } app)
        {
            _compiled.TryRemove(id, out _);
            return null;
        }

        return Compile(app);
    }

    private CompiledApp Compile(App app)
    {
        // The catalogue gives the same object until the app changes.
        if (_compiled.TryGetValue(app.Id, out var known) && ReferenceEquals(known.App, app))
        {
            return known;
        }

        var compiled = new CompiledApp(app, engines, options.Value.EffectiveAudience);
        _compiled[app.Id] = compiled;
        return compiled;
    }
}
