using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Transactions;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Sends a webhook something that did not happen, to see whether it would get through.</summary>
internal sealed class TestWebhook(
    WebhookAccess access, IWebhookSender sender, WebhookSecrets secrets, WebhookJournal journal, CallContext call, IUnitOfWork unitOfWork,
    TimeProvider time)
{
    /// <summary>The type of what is sent.</summary>
    public const string Type = "webhook.test";

    public async Task<Result<DeliveryAttempt>> RunAsync(WebhookId id, CancellationToken cancellationToken)
    {
        var found = await access.ToChangeAsync(id, cancellationToken).ConfigureAwait(false);
        if (!found.TryGet(out var endpoint, out var refusal))
        {
            return refusal;
        }

        // Outside of the transaction: the receiver may take its time.
        var now = time.Now();
        var test = new OutboxEvent
        {
            Id = TypeId.New<EventId>(now),
            OrgId = endpoint.OrgId,
            Type = Type,
            Version = 1,
            Subject = endpoint.Id.ToString(),
            Actor = $"{call.Actor}",
            Data = "{}",
            At = now,
        };
        var attempt = await sender.SendAsync(
            new(
                new Uri(endpoint.Url), test.Id.ToString(), now, WebhookMessage.Write(test, endpoint.Payload), [.. secrets.OpenHeaders(endpoint)],
                secrets.SigningAt(endpoint, now)),
            cancellationToken).ConfigureAwait(false);
        var told = await unitOfWork.RunAsync<bool>(
            ct =>
            {
                journal.Tested(endpoint, attempt);
                return Task.FromResult<Result<bool>>(true);
            },
            cancellationToken).ConfigureAwait(false);
        return told.Map(_ => new DeliveryAttempt(
            1, now, (int)attempt.Duration.TotalMilliseconds, attempt.Status, attempt.Error, new Dictionary<string, string>(attempt.SentHeaders), attempt.ResponseBody));
    }
}
