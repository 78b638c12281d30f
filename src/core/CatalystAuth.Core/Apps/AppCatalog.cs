using System.Collections.Concurrent;
using CatalystAuth.Contracts.Apps;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Core.Apps;

/// <summary>All protected apps in memory, as forward-auth reads them: no lock, no database.</summary>
public sealed class AppCatalog
{
    private readonly ConcurrentDictionary<AppId, App> _apps = new();

    /// <summary>The app; null when there is none. The same object until the app changes.</summary>
    public App? Find(AppId id) => _apps.GetValueOrDefault(id);

    internal void Put(App app) => _apps.AddOrUpdate(app.Id, app, (_, known) => known.Version > app.Version ? known : app);

    internal void Remove(AppId id) => _apps.TryRemove(id, out _);

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
