namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>
/// Remembers which messages were dealt with. Catalyst sends each at least once, so one may come again; the inbox keeps it from the handler.
/// The default remembers the last 10 000 in memory; an application of several nodes, or one that may not do a thing twice, registers its own
/// before <c>AddCatalystWebhooks</c>, best in the database that its handlers write to.
/// </summary>
public interface IWebhookInbox
{
    /// <summary>Whether a message was dealt with.</summary>
    /// <param name="message">The text that stands for it: its route and its <c>webhook-id</c> (at most 128 characters).</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask<bool> HasSeenAsync(string message, CancellationToken cancellationToken);

    /// <summary>Remembers a message. It is called when the handler has succeeded.</summary>
    /// <param name="message">The text that stands for it: its route and its <c>webhook-id</c> (at most 128 characters).</param>
    /// <param name="cancellationToken">Cancels.</param>
    ValueTask RememberAsync(string message, CancellationToken cancellationToken);
}
