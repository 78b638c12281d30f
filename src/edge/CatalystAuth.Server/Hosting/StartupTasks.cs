using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Setup;
using CatalystAuth.Core.SigningKeys;
using CatalystAuth.Server.Configuration;
using CatalystAuth.Server.SigningKeys;
using CatalystAuth.Storage;

namespace CatalystAuth.Server.Hosting;

/// <summary>What has to be done before the first request: migrate, load keys, read the invalidations, see to the first admin.</summary>
internal sealed class StartupTasks(IServiceScopeFactory scopes, InvalidationFeed feed, ServerSettings settings, StartupBanner banner)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            await StorageMigrator.MigrateAsync(scope.ServiceProvider, cancellationToken);
            scope.ServiceProvider.GetRequiredService<SealingKeySetup>().Run();
            await scope.ServiceProvider.GetRequiredService<LoadSigningKeys>().RunAsync(cancellationToken);
        }

        await feed.RefreshAsync(cancellationToken);
        await BootstrapAsync(cancellationToken);

        await using var setupScope = scopes.CreateAsyncScope();
        banner.SetupToken = await setupScope.ServiceProvider.GetRequiredService<PrepareSetup>().RunAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task BootstrapAsync(CancellationToken cancellationToken)
    {
        if (settings.Bootstrap is not { } admin)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var created = await scope.ServiceProvider.GetRequiredService<BootstrapAdmin>().RunAsync(admin.Email, admin.Password, cancellationToken);
        if (!created.IsSuccess)
        {
            throw new SettingException(
                $"Catalyst__Bootstrap__AdminEmail and Catalyst__Bootstrap__AdminPassword can't be used: {created.Error.Message}");
        }
    }
}
