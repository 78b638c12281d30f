using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Invitations;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Invitations;

internal sealed class InvitationStore(CatalystDbContext context) : IInvitationStore
{
    private const int MaxOfInvitee = 200;

    public async Task<StoredInvitation?> FindAsync(InvitationId id, CancellationToken cancellationToken)
    {
        if (context.Invitations.Local.FindEntry(id) is not { } known)
        {
            return await context.Invitations.FirstOrDefaultAsync(invitation => invitation.Id == id, cancellationToken).ConfigureAwait(false);
        }

        await known.ReloadAsync(cancellationToken).ConfigureAwait(false);
        return known.State == EntityState.Detached ? null : known.Entity;
    }

    public async Task<IReadOnlyList<StoredInvitation>> FindOpenAsync(
        OrgId org, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) => await context.Invitations
        .AsNoTracking()
        .Where(invitation => invitation.OrgId == org && invitation.State == InvitationStatus.Pending && emailKeys.Contains(invitation.EmailKey))
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public Task<Result<Page<StoredInvitation>>> ListAsync(
        OrgId org, InvitationStatus? status, DateTimeOffset now, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = context.Invitations.AsNoTracking().Where(invitation => invitation.OrgId == org);
        rows = status switch
        {
            null => rows,
            InvitationStatus.Pending => rows.Where(row => row.State == InvitationStatus.Pending && row.ExpiresAt > now),
            InvitationStatus.Expired => rows.Where(row => row.State == InvitationStatus.Pending && row.ExpiresAt <= now),
            _ => rows.Where(row => row.State == status),
        };
        return rows.OrderBy(invitation => invitation.Id).PageAsync<StoredInvitation, InvitationId>(
            page, invitation => invitation.Id, (query, last) => query.Where(invitation => invitation.Id.CompareTo(last) > 0), cancellationToken);
    }

    public Task<long> CountPendingAsync(OrgId org, DateTimeOffset now, CancellationToken cancellationToken) => context.Invitations
        .LongCountAsync(
            invitation => invitation.OrgId == org && invitation.State == InvitationStatus.Pending && invitation.ExpiresAt > now,
            cancellationToken);

    public async Task<IReadOnlyList<InvitationOfInvitee>> ListOfInviteeAsync(
        IReadOnlyCollection<string> emailKeys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pending = context.Invitations.AsNoTracking().Where(invitation =>
            emailKeys.Contains(invitation.EmailKey) && invitation.State == InvitationStatus.Pending && invitation.ExpiresAt > now);
        var rows = await (
            from invitation in pending
            join org in context.Organisations.AsNoTracking() on invitation.OrgId equals org.Id
            where org.Status == OrgStatus.Active
            orderby invitation.Id
            select new
            {
                Invitation = invitation,
                Org = org,
                InviterName = context.Accounts.Where(user => user.Id == invitation.InvitedBy).Select(user => user.Name).FirstOrDefault(),
            })
            .Take(MaxOfInvitee)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. rows.Select(row => new InvitationOfInvitee(row.Invitation, row.Org, row.InviterName))];
    }

    public async Task<IReadOnlyList<StoredInvitation>> ListAboutAsync(
        UserId user, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) => await context.Invitations
        .Where(invitation => emailKeys.Contains(invitation.EmailKey) || invitation.AcceptedBy == user || invitation.ForgottenOf == user)
        .OrderBy(invitation => invitation.Id)
        .ToListAsync(cancellationToken)
        .ConfigureAwait(false);

    public Task RevokeAsync(IReadOnlyCollection<InvitationId> ids, DateTimeOffset now, CancellationToken cancellationToken) => ids.Count == 0
        ? Task.CompletedTask
        : context.Invitations
            .Where(invitation => ids.Contains(invitation.Id) && invitation.State == InvitationStatus.Pending)
            .ExecuteUpdateAsync(
                row => row.SetProperty(invitation => invitation.State, InvitationStatus.Revoked)
                    .SetProperty(invitation => invitation.EndedAt, now)
                    .SetProperty(invitation => invitation.Version, invitation => invitation.Version + 1),
                cancellationToken);

    public void Add(StoredInvitation invitation) => context.Add(invitation);
}
