using System.Linq.Expressions;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Audit;
using CatalystAuth.Core.Events;
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
        var records = await ListAsync<AuditRecord>(server, record => record.Target == target);
        return [.. records.OrderBy(record => record.At).ThenBy(record => record.Id)];
    }

    /// <summary>What was done in an organisation, as audit records and as events, oldest first.</summary>
    public static async Task<(IReadOnlyList<AuditRecord> Records, IReadOnlyList<OutboxEvent> Events)> JournalOfAsync(
        this TestServer server, string org)
    {
        var id = OrgId.Parse(org, null);
        var records = await ListAsync<AuditRecord>(server, record => record.OrgId == id);
        var events = await ListAsync<OutboxEvent>(server, found => found.OrgId == id);
        return ([.. records.OrderBy(record => record.At).ThenBy(record => record.Id)], [.. events.OrderBy(found => found.At).ThenBy(found => found.Id)]);
    }

    private static async Task<List<T>> ListAsync<T>(TestServer server, Expression<Func<T, bool>> filter)
        where T : class
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = (DbContext)scope.ServiceProvider.GetRequiredService(ContextType);
        return await context.Set<T>().AsNoTracking().Where(filter).ToListAsync();
    }
}
