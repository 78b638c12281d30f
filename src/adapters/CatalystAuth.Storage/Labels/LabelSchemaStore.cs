using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Labels;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Labels;

internal sealed class LabelSchemaStore(CatalystDbContext context) : ILabelSchemaStore
{
    public Task<LabelSchemaEntry?> FindAsync(OrgId? org, string key, CancellationToken cancellationToken)
    {
        var scope = LabelSchemaEntry.ScopeOf(org);
        return context.LabelSchemas.FirstOrDefaultAsync(schema => schema.Scope == scope && schema.Key == key, cancellationToken);
    }

    public async Task<IReadOnlyList<LabelSchemaEntry>> ListAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken)
    {
        string[] scopes = [LabelSchemaEntry.Platform, .. orgs.Select(org => LabelSchemaEntry.ScopeOf(org))];
        return await context.LabelSchemas.AsNoTracking()
            .Where(schema => scopes.Contains(schema.Scope))
            .OrderBy(schema => schema.Key).ThenBy(schema => schema.Scope)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    public Task LockAsync(CancellationToken cancellationToken) => context.LockTableAsync<LabelSchemaEntry>(cancellationToken);

    public void Add(LabelSchemaEntry schema) => context.Add(schema);

    public void Remove(LabelSchemaEntry schema) => context.Remove(schema);
}
