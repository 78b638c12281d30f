using System.Collections.Concurrent;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Apps;

/// <summary>All protected apps in memory, as forward-auth reads them: no lock, no database.</summary>
public sealed class AppCatalog
{
    private readonly ConcurrentDictionary<AppId, App> _apps = new();
    private readonly ConcurrentDictionary<(OrgId Org, string Host), IReadOnlyList<AppId>> _byHost = new();
    private readonly Lock _writes = new();

    /// <summary>The app; null when there is none. The same object until the app changes.</summary>
    public App? Find(AppId id) => _apps.GetValueOrDefault(id);

    /// <summary>The apps of an organisation that have a canonical host, with or without a port as they have it.</summary>
    public IReadOnlyList<AppId> FindByHost(OrgId org, string host) => _byHost.GetValueOrDefault((org, host), []);

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
            foreach (var host in app.Hosts.Except(known?.Hosts ?? []))
            {
                _byHost.AddOrUpdate((app.OrgId, host), [app.Id], (_, others) => [.. others, app.Id]);
            }

            Forget(app.Id, app.OrgId, known?.Hosts.Except(app.Hosts) ?? []);
        }
    }

    internal void Remove(AppId id)
    {
        lock (_writes)
        {
            if (_apps.TryRemove(id, out var known))
            {
                Forget(id, known.OrgId, known.Hosts);
            }
        }
    }

    private void Forget(AppId id, OrgId org, IEnumerable<string> hosts)
    {
        foreach (var host in hosts)
        {
            IReadOnlyList<AppId> others = [.. FindByHost(org, host).Where(other => other != id)];
            if (others.Count == 0)
            {
                _byHost.TryRemove((org, host), out _);
            }
            else
            {
                _byHost[(org, host)] = others;
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
