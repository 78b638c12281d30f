using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Paging;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Where webhooks are kept.</summary>
public interface IWebhookStore
{
    /// <summary>One by id, with its lane.</summary>
    Task<WebhookEndpoint?> FindAsync(WebhookId id, CancellationToken cancellationToken);

    /// <summary>A page of an organisation's, or of the installation's own, oldest first.</summary>
    Task<Result<Page<WebhookEndpoint>>> ListAsync(OrgId? org, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Those that are sent to and may be sent events of these organisations, with all of the installation's own.</summary>
    Task<IReadOnlyList<WebhookEndpoint>> ListActiveAsync(IReadOnlyCollection<OrgId> orgs, CancellationToken cancellationToken);

    /// <summary>How many there are of an organisation, or of the installation's own.</summary>
    Task<int> CountAsync(OrgId? org, CancellationToken cancellationToken);

    /// <summary>Adds one to the current transaction.</summary>
    void Add(WebhookEndpoint endpoint);

    /// <summary>Removes one, and its deliveries.</summary>
    void Remove(WebhookEndpoint endpoint);
}
