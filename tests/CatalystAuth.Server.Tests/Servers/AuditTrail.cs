using CatalystAuth.Core.Audit;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Reads the audit records from the database, as no route does yet.</summary>
internal static class AuditTrail
{
    private static readonly Type ContextType = typeof(StorageOptions).Assembly.GetType("CatalystAuth.Storage.CatalystDbContext", throwOnError: true)!;

    /// <summary>What was done to a thing, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditRecord>> RecordsOfAsync(this TestServer server, string target)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = (DbContext)scope.ServiceProvider.GetRequiredService(ContextType);
        var records = await context.Set<AuditRecord>().AsNoTracking().Where(record => record.Target == target).ToListAsync();
        return [.. records.OrderBy(record => record.At).ThenBy(record => record.Id)];
    }
}
