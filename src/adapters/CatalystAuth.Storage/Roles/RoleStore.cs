using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Core.Roles;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Roles;

internal sealed class RoleStore(CatalystDbContext context) : IRoleStore
{
    public async Task<IReadOnlyList<CustomRole>> ListAsync(OrgId org, CancellationToken cancellationToken) => await context.CustomRoles
        .AsNoTracking()
        .Where(role => role.OrgId == org)
        .OrderBy(role => role.Name)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public Task<CustomRole?> FindAsync(OrgId org, string name, CancellationToken cancellationToken) => context.CustomRoles
        .AsNoTracking()
        .FirstOrDefaultAsync(role => role.OrgId == org && role.Name == name, cancellationToken);

    public Task<CustomRole?> FindAsync(OrgId org, RoleId id, CancellationToken cancellationToken) =>
        context.CustomRoles.FirstOrDefaultAsync(role => role.Id == id && role.OrgId == org, cancellationToken);

    public async Task<bool> IsInUseAsync(OrgId org, string name, CancellationToken cancellationToken) =>
        await context.Memberships.AnyAsync(membership => membership.OrgId == org && membership.Role == name, cancellationToken).ConfigureAwait(false)
        || await context.Bindings.AnyAsync(binding => binding.OrgId == org && binding.Role == name, cancellationToken).ConfigureAwait(false)
        || (await context.Groups.Where(group => group.OrgId == org).Select(group => group.Roles).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Any(roles => roles.Contains(name));

    public async Task<IReadOnlyList<KeyId>> ListKeysAsync(OrgId org, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subjects = await context.Bindings
            .Where(binding => binding.OrgId == org && binding.Role == name && (binding.ExpiresAt == null || binding.ExpiresAt > now))
            .Select(binding => binding.Subject)
            .Distinct()
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. subjects.Select(subject => KeyId.TryParse(subject, null, out var key) ? key : (KeyId?)null).OfType<KeyId>()];
    }

    public void Add(CustomRole role) => context.Add(role);

    public void Remove(CustomRole role) => context.Remove(role);
}
