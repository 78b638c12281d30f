using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Roles;
using CatalystAuth.Storage.Memberships;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Roles;

internal sealed class BindingStore(CatalystDbContext context) : IBindingStore
{
    public Task<StoredBinding?> FindAsync(BindingId id, CancellationToken cancellationToken) =>
        context.Bindings.FirstOrDefaultAsync(binding => binding.Id == id, cancellationToken);

    public Task<Result<Page<StoredBinding>>> ListAsync(OrgId? org, PageRequest page, CancellationToken cancellationToken) => context.Bindings
        .AsNoTracking()
        .Where(binding => binding.OrgId == org)
        .OrderBy(binding => binding.Id)
        .PageAsync<StoredBinding, BindingId>(
            page, binding => binding.Id, (query, last) => query.Where(binding => binding.Id.CompareTo(last) > 0), cancellationToken);

    public async Task<IReadOnlyList<StoredBinding>> ListLiveAsync(
        OrgId org, IReadOnlyCollection<string> subjects, DateTimeOffset now, CancellationToken cancellationToken) => await context.Bindings
        .AsNoTracking()
        .Where(binding => binding.OrgId == org && subjects.Contains(binding.Subject) && (binding.ExpiresAt == null || binding.ExpiresAt > now))
        .OrderBy(binding => binding.Id)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredBinding>> ListInGroupAsync(GroupId group, CancellationToken cancellationToken) =>
        await context.Bindings.AsNoTracking()
            .Where(binding => binding.GroupId == group)
            .OrderBy(binding => binding.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredBinding>> ListPlatformAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.Bindings.AsNoTracking()
            .Where(binding => binding.Scope == BindingScope.Platform && (binding.ExpiresAt == null || binding.ExpiresAt > now))
            .OrderBy(binding => binding.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<Result<Page<Member>>> ListHoldersAsync(
        OrgId org, IReadOnlyCollection<string> roles, DateTimeOffset now, PageRequest page, CancellationToken cancellationToken)
    {
        var subjects = await context.Bindings.AsNoTracking()
            .Where(binding => binding.OrgId == org && binding.Scope == BindingScope.Org && roles.Contains(binding.Role)
                && (binding.ExpiresAt == null || binding.ExpiresAt > now))
            .Select(binding => binding.Subject)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var users = subjects.Select(subject => UserId.TryParse(subject, null, out var id) ? id : (UserId?)null).OfType<UserId>().ToList();
        var groups = await GroupsGivingAsync(org, roles, subjects, cancellationToken).ConfigureAwait(false);
        var everybody = subjects.Contains(org.ToString());
        return await context.Memberships.AsNoTracking()
            .Where(membership => membership.OrgId == org && (everybody || roles.Contains(membership.Role) || users.Contains(membership.UserId)
                || context.GroupMembers.Any(found => found.OrgId == org && found.UserId == membership.UserId && groups.Contains(found.GroupId))))
            .OrderBy(membership => membership.Id)
            .PageMembersAsync(context, page, cancellationToken)
            .ConfigureAwait(false);
    }

    public void Add(StoredBinding binding) => context.Add(binding);

    public void Remove(StoredBinding binding) => context.Remove(binding);

    // Those that have a role themselves or by a binding, and all below them.
    private async Task<IReadOnlyList<GroupId>> GroupsGivingAsync(
        OrgId org, IReadOnlyCollection<string> roles, List<string> subjects, CancellationToken cancellationToken)
    {
        var all = await context.Groups.AsNoTracking().Where(group => group.OrgId == org)
            .Select(group => new { group.Id, group.Path, group.Roles }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var giving = all.Where(group => group.Roles.Any(roles.Contains) || subjects.Contains(group.Id.ToString()))
            .Select(group => group.Path).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(group => giving.Contains(group.Path)
            || giving.Any(path => group.Path.StartsWith(path + '/', StringComparison.Ordinal))).Select(group => group.Id)];
    }
}
