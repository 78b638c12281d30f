using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Storage.Events;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Orgs;

/// <summary>
/// Parts before the whole. What is few, and what other tables have of an organisation by a foreign key, goes with its row.
/// </summary>
internal sealed class OrgPurge(CatalystDbContext context) : IOrgPurge
{
    public async Task<IReadOnlyList<OrgId>> ListDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        await context.Organisations.AsNoTracking()
            .Where(org => org.PurgeAt != null && org.PurgeAt <= now)
            .OrderBy(org => org.PurgeAt)
            .Take(most)
            .Select(org => org.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<AppId>> RemoveAppsAsync(OrgId org, int most, CancellationToken cancellationToken)
    {
        var ids = await context.Apps.Where(app => app.OrgId == org).OrderBy(app => app.Id).Take(most).Select(app => app.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        await context.Apps.Where(app => ids.Contains(app.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return ids;
    }

    public async Task<int> RemoveSomeAsync(OrgId org, int most, CancellationToken cancellationToken)
    {
        Func<Task<int>>[] parts =
        [
            () => context.RefreshTokens.Where(token => token.OrgId == org).OrderBy(token => token.Id).Take(most)
                .ExecuteUpdateAsync(update => update.SetProperty(token => token.OrgId, (OrgId?)null), cancellationToken),
            () => context.Invitations.Where(invitation => invitation.OrgId == org).OrderBy(invitation => invitation.Id).Take(most)
                .ExecuteDeleteAsync(cancellationToken),
            () => context.WebhookDeliveries
                .Where(delivery => context.Webhooks.Any(endpoint => endpoint.Id == delivery.WebhookId && endpoint.OrgId == org))
                .OrderBy(delivery => delivery.Id).Take(most).ExecuteDeleteAsync(cancellationToken),
            () => context.DecisionCounts.Where(count => count.OrgId == org).ExecuteDeleteAsync(cancellationToken),
            () => context.Decisions.Where(decision => decision.OrgId == org).OrderBy(decision => decision.Id).Take(most)
                .ExecuteDeleteAsync(cancellationToken),
            () => context.Bindings.Where(binding => binding.OrgId == org).OrderBy(binding => binding.Id).Take(most)
                .ExecuteDeleteAsync(cancellationToken),
            () => RemoveKeysAsync(org, most, cancellationToken),

            // With them their places in groups.
            () => context.Memberships.Where(membership => membership.OrgId == org).OrderBy(membership => membership.Id).Take(most)
                .ExecuteDeleteAsync(cancellationToken),
            () => RemoveGroupsAsync(org, most, cancellationToken),
            () => UnbindAsync([org.ToString()], cancellationToken),

            // What a webhook of the platform still waits for goes when its time is over.
            () => context.OutboxEvents.Where(found => found.OrgId == org).WhereDone(context).OrderBy(found => found.Place).Take(most)
                .ExecuteDeleteAsync(cancellationToken),
        ];
        foreach (var part in parts)
        {
            if (await part().ConfigureAwait(false) is > 0 and var removed)
            {
                return removed;
            }
        }

        return 0;
    }

    public void Remove(Organisation org) => context.Remove(org);

    private async Task<int> RemoveKeysAsync(OrgId org, int most, CancellationToken cancellationToken)
    {
        var ids = await context.Keys.Where(key => key.OrgId == org).OrderBy(key => key.Id).Take(most).Select(key => key.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        await UnbindAsync([.. ids.Select(id => id.ToString())], cancellationToken).ConfigureAwait(false);
        return await context.Keys.Where(key => ids.Contains(key.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    // Only those without a group below them; a round later the ones above are such.
    private async Task<int> RemoveGroupsAsync(OrgId org, int most, CancellationToken cancellationToken)
    {
        var ids = await context.Groups
            .Where(group => group.OrgId == org && !context.Groups.Any(below => below.ParentId == group.Id))
            .OrderBy(group => group.Id).Take(most).Select(group => group.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        await UnbindAsync([.. ids.Select(id => id.ToString())], cancellationToken).ConfigureAwait(false);
        return await context.Groups.Where(group => ids.Contains(group.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    // A platform role may be bound to any of them; a subject has no foreign key.
    private Task<int> UnbindAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) =>
        context.Bindings.Where(binding => subjects.Contains(binding.Subject)).ExecuteDeleteAsync(cancellationToken);
}
