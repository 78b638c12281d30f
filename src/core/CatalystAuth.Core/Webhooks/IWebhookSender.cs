namespace CatalystAuth.Core.Webhooks;

/// <summary>Makes one attempt at a webhook. When to try again is for the caller to decide.</summary>
public interface IWebhookSender
{
    /// <summary>
    /// Signs the message and posts it. Whatever the endpoint does comes back as an attempt; nothing is thrown for it. Redirects are not
    /// followed: a 3xx is an answer as any other.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ArgumentException">The message can't be signed: no secret, one that can't be read, or an id of another form.</exception>
    Task<WebhookAttempt> SendAsync(WebhookRequest request, CancellationToken cancellationToken);
}
