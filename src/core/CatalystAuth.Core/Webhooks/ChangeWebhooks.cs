using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Deletes webhooks and gives them new secrets.</summary>
internal sealed class ChangeWebhooks(
    WebhookAccess access, IWebhookStore store, WebhookSecrets secrets, WebhookJournal journal, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int LongestOverlap = 604_800;

    public async Task<Result> DeleteAsync(WebhookId id, CancellationToken cancellationToken)
    {
        var deleted = await unitOfWork.RunAsync<bool>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var endpoint, out var refusal))
                {
                    return refusal;
                }

                store.Remove(endpoint);
                journal.Deleted(endpoint);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return deleted.Match<Result>(_ => Result.Success, error => error);
    }

    public Task<Result<WebhookSecret>> RotateSecretAsync(WebhookId id, RotateWebhookSecretRequest request, CancellationToken cancellationToken) =>
        unitOfWork.RunAsync<WebhookSecret>(
            async ct =>
            {
                var found = await access.ToChangeAsync(id, ct).ConfigureAwait(false);
                if (!found.TryGet(out var endpoint, out var refusal))
                {
                    return refusal;
                }

                return request.Overlap is < 0 or > LongestOverlap
                    ? Error.Field(RequestErrorCodes.Invalid, "overlap", $"overlap is a number of seconds from 0 to {LongestOverlap}.")
                    : Rotate(endpoint, request.Overlap);
            },
            cancellationToken);

    private WebhookSecret Rotate(WebhookEndpoint endpoint, int overlap)
    {
        var now = time.Now();
        var until = now.AddSeconds(overlap);
        var (text, publicKey) = SigningSecrets.Create(endpoint.Signing);

        // The one that was current lives on for the overlap; one that is on its way out already is not kept for longer by this.
        var kept = secrets.Open(endpoint)
            .Select(secret => secret with { Until = secret.Until is { } end && end < until ? end : until })
            .Where(secret => secret.Until > now);
        endpoint.SealedSecrets = secrets.Seal(endpoint.Id, [new(text, Until: null), .. kept.Take(2)]);
        endpoint.PublicKey = publicKey;
        endpoint.UpdatedAt = now;
        endpoint.Version++;
        journal.SecretRotated(endpoint, until);
        return new(endpoint.Id, endpoint.ToContract(), publicKey is null ? text : null, overlap == 0 ? null : until);
    }
}
