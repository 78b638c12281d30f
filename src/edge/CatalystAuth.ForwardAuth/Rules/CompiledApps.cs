using System.Collections.Concurrent;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Policies;

namespace CatalystAuth.ForwardAuth.Rules;

/// <summary>Compiles each version of each app once.</summary>
internal sealed class CompiledApps(AppCatalog catalog, PolicyEngines engines)
{
    private readonly ConcurrentDictionary<AppId, CompiledApp> _compiled = new();

    /// <summary>The app as it is now; null when there is none.</summary>
    public CompiledApp? Find(AppId id)
    {
        if (catalog.Find(id) is not { } app)
        {
            _compiled.TryRemove(id, out _);
            return null;
        }

        // The catalogue gives the same object until the app changes.
        if (_compiled.TryGetValue(id, out var known) && ReferenceEquals(known.App, app))
        {
            return known;
        }

        var compiled = new CompiledApp(app, engines);
        _compiled[id] = compiled;
        return compiled;
    }
}
