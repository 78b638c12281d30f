using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Authorization;
using CatalystAuth.Core.Outbound;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Changes a webhook. What waits goes out by the new settings.</summary>
internal sealed class UpdateWebhook(
    WebhookAccess access, IDeliveryQueue queue, IOutboundUrls urls, WebhookSecrets secrets, WebhookJournal journal, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    public Task<Result<Webhook>> RunAsync(WebhookId id, UpdateWebhookRequest request, int? ifVersion, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<Webhook>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var endpoint, out var refusal))
                {
                    return refusal;
                }

                if (ifVersion is not null && ifVersion != endpoint.Version)
                {
                    return Refusals.VersionMismatch;
                }

                if ((WebhookChecks.Check(request) ?? WebhookChecks.CheckOrgs(endpoint.OrgId, request.Orgs)) is { } error)
                {
                    return error;
                }

                if (!urls.Check(request.Url ?? endpoint.Url).TryGet(out var url, out refusal))
                {
                    return refusal;
                }

                await ChangeAsync(endpoint, url, request, ct).ConfigureAwait(false);
                return endpoint.ToContract();
            },
            cancellationToken);

    private async Task ChangeAsync(WebhookEndpoint endpoint, Uri url, UpdateWebhookRequest request, CancellationToken cancellationToken)
    {
        var before = WebhookJournal.StateOf(endpoint);
        var now = time.Now();
        endpoint.Url = url.AbsoluteUri;
        endpoint.Description = request.Description is null ? endpoint.Description : Descriptions.Clean(request.Description);
        endpoint.Events = request.Events ?? endpoint.Events;
        endpoint.Orgs = request.Orgs is null ? endpoint.Orgs : [.. request.Orgs.Select(org => org.ToString()).Distinct()];
        endpoint.Payload = request.Payload ?? endpoint.Payload;
        endpoint.MaxPerSecond = request.MaxPerSecond is { } perSecond ? perSecond == 0 ? null : perSecond : endpoint.MaxPerSecond;
        endpoint.MaxConcurrent = request.MaxConcurrent ?? endpoint.MaxConcurrent;
        endpoint.Retries = request.Retries ?? endpoint.Retries;
        if (request.Headers is { } headers)
        {
            endpoint.HeaderNames = [.. headers.Keys];
            endpoint.SealedHeaders = secrets.SealHeaders(endpoint.Id, headers);
        }

        if (request.Status is { } status && status != endpoint.Status)
        {
            endpoint.Switch(status == WebhookStatus.Active ? null : DisabledReasons.Manual, now);
        }
        else
        {
            endpoint.UpdatedAt = now;
            endpoint.Version++;
        }

        journal.Updated(endpoint, before);
        if (endpoint.Status == WebhookStatus.Active)
        {
            await queue.WakeAsync([endpoint.Id], now, cancellationToken).ConfigureAwait(false);
        }
    }
}
