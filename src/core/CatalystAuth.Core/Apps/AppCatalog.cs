using System.Collections.Immutable;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Apps;

/// <summary>
/// All protected apps in memory, as forward-auth reads them: no lock, no database. What changes together is seen together: a reader finds the apps as they were, or as they are.
/// </summary>
public sealed class AppCatalog
{
    private readonly Lock _writes = new();
    private Snapshot _snapshot = Snapshot.Empty;

    /// <summary>The app; null when there is none. The same object until the app changes.</summary>
    public App? Find(AppId id) => Volatile.Read(ref _snapshot).Apps.TryGetValue(id, out var app) ? app : null;

    /// <summary>The apps of an organisation that have a host of a canonical name, whatever its port.</summary>
    public IReadOnlyList<App> FindByHostName(OrgId org, string name) =>
        Volatile.Read(ref _snapshot).ByHostName.TryGetValue((org, name), out var apps) ? apps : [];

    internal void Put(App app) => Change([app], []);

    internal void Remove(AppId id) => Change([], [id]);

    /// <summary>Puts apps, but for those that are known in a later version, and removes others; all at once.</summary>
    internal void Change(IEnumerable<App> put, IEnumerable<AppId> removed)
    {
        lock (_writes)
        {
            var (apps, byHostName) = (_snapshot.Apps.ToBuilder(), _snapshot.ByHostName.ToBuilder());
            foreach (var id in removed)
            {
                if (apps.Remove(id, out var known))
                {
                    Forget(byHostName, known);
                }
            }

            foreach (var app in put)
            {
                if (apps.TryGetValue(app.Id, out var known))
                {
                    if (known.Version > app.Version)
                    {
                        continue;
                    }

                    Forget(byHostName, known);
                }

                apps[app.Id] = app;
                foreach (var key in KeysOf(app))
                {
                    byHostName[key] = byHostName.TryGetValue(key, out var others) ? [.. others, app] : [app];
                }
            }

            Volatile.Write(ref _snapshot, new(apps.ToImmutable(), byHostName.ToImmutable()));
        }
    }

    internal async Task LoadAllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IAppStore>();

        // Of those known before: what is created meanwhile may come too late for the list.
        var gone = Volatile.Read(ref _snapshot).Apps.Keys.ToHashSet();
        var found = new List<App>();
        await foreach (var app in store.ReadAllAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            gone.Remove(app.Id);
            found.Add(app.ToContract());
        }

        Change(found, gone);
    }

    internal async Task ReloadAsync(IReadOnlyCollection<string> subjects, IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IAppStore>();
        var found = new List<App>();
        var gone = new List<AppId>();
        foreach (var subject in subjects)
        {
            var id = AppId.Parse(subject, provider: null);
            if (await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } app)
            {
                found.Add(app.ToContract());
            }
            else
            {
                gone.Add(id);
            }
        }

        Change(found, gone);
    }

    private static IEnumerable<(OrgId Org, string Name)> KeysOf(App app) =>
        app.Hosts.Select(AppHost.NameOf).Distinct(StringComparer.Ordinal).Select(name => (app.OrgId, name));

    private static void Forget(ImmutableDictionary<(OrgId Org, string Name), App[]>.Builder byHostName, App app)
    {
        foreach (var key in KeysOf(app))
        {
            App[] others = [.. byHostName[key].Where(other => other.Id != app.Id)];
            if (others.Length == 0)
            {
                byHostName.Remove(key);
            }
            else
            {
                byHostName[key] = others;
            }
        }
    }

    private sealed record Snapshot(ImmutableDictionary<AppId, App> Apps, ImmutableDictionary<(OrgId Org, string Name), App[]> ByHostName)
    {
        public static Snapshot Empty { get; } = new(
            ImmutableDictionary<AppId, App>.Empty, ImmutableDictionary<(OrgId Org, string Name), App[]>.Empty);
    }
}
