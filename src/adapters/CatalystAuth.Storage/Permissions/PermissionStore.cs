using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Permissions;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Permissions;

internal sealed class PermissionStore(CatalystDbContext context) : IPermissionStore
{
    public async Task<IReadOnlyList<PermissionDefinition>> ListAsync(OrgId org, CancellationToken cancellationToken) => await context.Permissions
        .Where(permission => permission.OrgId == org)
        .OrderBy(permission => permission.Name)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public void Add(PermissionDefinition definition) => context.Add(definition);
}
