using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Audit.Chains;
using CatalystAuth.Storage;
using CatalystAuth.Storage.Audit;
using CatalystAuth.Storage.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Does to the audit tables what only the owner of the database can do.</summary>
internal static class AuditTampering
{
    public static AuditChain ChainOf(string org) => new(OrgId.Parse(org, null));

    public static async Task<T> WithAsync<T>(this TestServer server, Func<IServiceProvider, CatalystDbContext, Task<T>> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<CatalystDbContext>());
    }

    public static Task<IReadOnlyList<LinkedRecord>> ChainAsync(this TestServer server, string org, int most = 1000) => server.WithAsync(async (services, _) =>
    {
        await services.GetRequiredService<LinkAuditRecords>().RunAsync(CancellationToken.None);
        return await services.GetRequiredService<IAuditChainReader>().ListAsync(ChainOf(org), 0, long.MaxValue, most, CancellationToken.None);
    });

    /// <summary>Signs every chain that has grown, however recently.</summary>
    public static Task SignChainsAsync(this TestServer server) => server.WithAsync(async (services, _) =>
    {
        await services.GetRequiredService<LinkAuditRecords>().RunAsync(CancellationToken.None);
        await ActivatorUtilities.CreateInstance<SignCheckpoints>(services, Options.Create(new AuditOptions { CheckpointRecords = 1 }))
            .RunDueAsync(CancellationToken.None);
        return true;
    });

    public static Task TamperAsync(this TestServer server, Func<CatalystDbContext, Task> work) => server.WithAsync(async (_, context) =>
    {
        await using var transaction = await context.Database.BeginTransactionAsync(context.Isolation);
        if (context is PostgresCatalystDbContext)
        {
            await context.Database.ExecuteSqlAsync($"SET LOCAL session_replication_role = replica");
        }
        else
        {
            var triggers = await context.Database
                .SqlQuery<string>($"SELECT 'DROP TRIGGER ' || name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
            foreach (var drop in triggers)
            {
                await context.Database.ExecuteSqlRawAsync(drop);
            }
        }

        await work(context);
        await AppendOnly.EnsureAsync(context, CancellationToken.None);
        await transaction.CommitAsync();
        return true;
    });
}
