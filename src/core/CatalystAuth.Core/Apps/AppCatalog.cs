using System.Collections.Concurrent;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Apps;

/// <summary>All protected apps in memory, as forward-auth reads them: no lock, no database.</summary>
public sealed class AppCatalog
{
    private readonly ConcurrentDictionary<AppId, App> _apps = new();
    private readonly ConcurrentDictionary<(OrgId Org, string Name), IReadOnlyList<AppId>> _byHostName = new();
    private readonly Lock _writes = new();

    /// <summary>The app; null when there is none. The same object until the app changes.</summary>
    public App? Find(AppId id) => _apps.GetValueOrDefault(id);

    /// <summary>The apps of an organisation that have a host of a canonical name, whatever its port.</summary>
    public IReadOnlyList<AppId> FindByHostName(OrgId org, string name) => _byHostName.GetValueOrDefault((org, name), []);

    internal void Put(App app)
    {
        lock (_writes)
        {
            var known = Find(app.Id);
            if (known?.Version > app.Version)
            {
                return;
            }

            _apps[app.Id] = app;
            var (names, before) = (NamesOf(app), known is null ? [] : NamesOf(known));
            foreach (var name in names.Except(before))
            {
                _byHostName.AddOrUpdate((app.OrgId, name), [app.Id], (_, others) => [.. others, app.Id]);
            }

            Forget(app.Id, app.OrgId, before.Except(names));
        }
    }

    internal void Remove(AppId id)
    {
        lock (_writes)
        {
            if (_apps.TryRemove(id, out var known))
            {
                Forget(id, known.OrgId, NamesOf(known));
            }
        }
    }

    private static string[] NamesOf(App app) => [.. app.Hosts.Select(AppHost.NameOf).Distinct(StringComparer.Ordinal)];

    private void Forget(AppId id, OrgId org, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            IReadOnlyList<AppId> others = [.. FindByHostName(org, name).Where(other => other != id)];
            if (others.Count == 0)
            {
                _byHostName.TryRemove((org, name), out _);
            }
            else
            {
                _byHostName[(org, name)] = others;
            }
        }
    }

    internal async Task LoadAllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IAppStore>();

        // Of those known before: what is created meanwhile may come too late for the list.
        var gone = _apps.Keys.ToHashSet();
        await foreach (var app in store.ReadAllAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            gone.Remove(app.Id);
            Put(app.ToContract());
        }

        foreach (var id in gone)
        {
            Remove(id);
        }
    }

    internal async Task ReloadAsync(string subject, IServiceProvider services, CancellationToken cancellationToken)
    {
        var id = AppId.Parse(subject, provider: null);
        var app = await services.GetRequiredService<IAppStore>().FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (app is null)
        {
            Remove(id);
        }
        else
        {
            Put(app.ToContract());
        }
    }
}
