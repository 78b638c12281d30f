using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Orgs;
using CatalystAuth.Core.Outbound;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Creates a webhook with a secret of its own.</summary>
internal sealed class CreateWebhook(
    WebhookAccess access, IWebhookStore store, IOrgStore orgs, IOutboundUrls urls, WebhookSecrets secrets, WebhookJournal journal,
    IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int Most = 100;

    private static readonly Error TooMany = new(
        WebhookErrorCodes.TooMany, $"There are {Most} webhooks already. Delete one, or send more types to one.", ErrorKind.Conflict);

    public Task<Result<WebhookSecret>> RunAsync(OrgRef? reference, CreateWebhookRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<WebhookSecret>(
            async ct =>
            {
                var entered = await access.EnterToChangeAsync(reference, ct).ConfigureAwait(false);
                if (!entered.TryGet(out var owner, out var refusal))
                {
                    return refusal;
                }

                if ((WebhookChecks.Check(request) ?? WebhookChecks.CheckOrgs(owner.Org, request.Orgs)) is { } error)
                {
                    return error;
                }

                if (!urls.Check(request.Url).TryGet(out var url, out refusal))
                {
                    return refusal;
                }

                // Two at once would both believe in the last place.
                if (owner.Org is { } org)
                {
                    await orgs.LockAsync(org, ct).ConfigureAwait(false);
                }

                return await store.CountAsync(owner.Org, ct).ConfigureAwait(false) >= Most ? TooMany : Create(owner.Org, url, request);
            },
            cancellationToken);

    private WebhookSecret Create(OrgId? org, Uri url, CreateWebhookRequest request)
    {
        var now = time.Now();
        var id = TypeId.New<WebhookId>(now);
        var secret = SigningSecrets.Create(request.Signing);
        var headers = request.Headers ?? new Dictionary<string, string>();
        var endpoint = new WebhookEndpoint
        {
            Id = id,
            OrgId = org,
            Url = url.AbsoluteUri,
            Description = Descriptions.Clean(request.Description),
            Events = request.Events ?? [],
            Orgs = [.. (request.Orgs ?? []).Select(of => of.ToString()).Distinct()],
            HeaderNames = [.. headers.Keys],
            SealedHeaders = secrets.SealHeaders(id, headers),
            Payload = request.Payload,
            Signing = request.Signing,
            PublicKey = secret.PublicKey,
            SealedSecrets = secrets.Seal(id, [new(secret.Text, Until: null)]),
            MaxPerSecond = request.MaxPerSecond,
            MaxConcurrent = request.MaxConcurrent ?? WebhookChecks.UsualConcurrent,
            Retries = request.Retries ?? [],
            CreatedAt = now,
            UpdatedAt = now,
            Lane = new() { WebhookId = id },
        };
        store.Add(endpoint);
        journal.Created(endpoint);
        return new(id, endpoint.ToContract(), secret.PublicKey is null ? secret.Text : null);
    }
}
