using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Storage.Paging;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Storage.Webhooks;

internal sealed class WebhookStore(CatalystDbContext context) : IWebhookStore
{
    public Task<WebhookEndpoint?> FindAsync(WebhookId id, CancellationToken cancellationToken) =>
        context.Webhooks.FirstOrDefaultAsync(endpoint => endpoint.Id == id, cancellationToken);

    public Task<Result<Page<WebhookEndpoint>>> ListAsync(OrgId? org, PageRequest page, CancellationToken cancellationToken) => Of(org)
        .AsNoTracking()
        .OrderBy(endpoint => endpoint.Id)
        .PageAsync<WebhookEndpoint, WebhookId>(
            page, endpoint => endpoint.Id, (query, last) => query.Where(endpoint => endpoint.Id.CompareTo(last) > 0), cancellationToken);

    public async Task<IReadOnlyList<WebhookEndpoint>> ListActiveAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken)
    {
        var nullable = orgs.Select(org => (OrgId?)org).ToList();
        return await context.Webhooks.AsNoTracking()
            .Where(endpoint => endpoint.Status == WebhookStatus.Active && (endpoint.OrgId == null || nullable.Contains(endpoint.OrgId)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<int> CountAsync(OrgId? org, CancellationToken cancellationToken) => Of(org).CountAsync(cancellationToken);

    public void Add(WebhookEndpoint endpoint) => context.Add(endpoint);

    public void Remove(WebhookEndpoint endpoint) => context.Remove(endpoint);

    private IQueryable<WebhookEndpoint> Of(OrgId? org) => context.Webhooks.Where(endpoint => endpoint.OrgId == org);
}
