using System.Security.Cryptography;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>What follows from an attempt, for the delivery and for its webhook.</summary>
public sealed class EndpointHealth(WebhookJournal journal)
{
    private const int Gone = 410;

    // After this many failures in a row of one event the admins hear of it, long before anything is given up.
    private const int TellAfter = 4;

    private static readonly TimeSpan DisableAfter = TimeSpan.FromDays(5);
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Applies an attempt; says until when the receiver wants to be left alone.</summary>
    public DateTimeOffset? Apply(WebhookEndpoint endpoint, WebhookDelivery delivery, Attempted attempted, DateTimeOffset now)
    {
        var attempt = attempted.Attempt;
        var isCurrent = delivery.Status == DeliveryStatus.Pending && delivery.Round == attempted.Round;
        delivery.Attempts++;
        delivery.Tries += isCurrent ? 1 : 0;
        delivery.LastStatus = attempt.Status;
        delivery.LastError = attempt.Error;
        if (attempt.IsSuccess)
        {
            if (isCurrent)
            {
                Finish(delivery, DeliveryStatus.Delivered, now);
            }

            Recover(endpoint);
            return null;
        }

        if (isCurrent)
        {
            Plan(endpoint, delivery, attempt, now);
        }

        // That is nothing the receiver did.
        if (attempt.Error != WebhookFailures.EventGone)
        {
            Fail(endpoint, delivery, attempt, now);
        }

        return attempt.Status is 429 or 502 or 503 or 504 ? now + Pause(attempt.RetryAfter) : null;
    }

    private static TimeSpan Pause(TimeSpan? asked) => asked is not { } wait ? UsualPause : wait < LongestPause ? wait : LongestPause;

    private void Recover(WebhookEndpoint endpoint)
    {
        if (endpoint.Lane.ToldFailing)
        {
            journal.Recovered(endpoint);
        }

        endpoint.Lane.FailingSince = null;
        endpoint.Lane.ToldFailing = false;
    }

    private void Plan(WebhookEndpoint endpoint, WebhookDelivery delivery, WebhookAttempt attempt, DateTimeOffset now)
    {
        var isFinal = attempt.Status == Gone || attempt.AbortRequested || attempt.Error == WebhookFailures.EventGone;
        var wait = isFinal ? null : RetrySchedule.Next(endpoint.Retries, delivery.Tries, attempt.RetryAfter, RandomNumberGenerator.GetInt32(1001) / 1000.0);
        delivery.NextAttemptAt = now + wait;
        if (wait is null)
        {
            Finish(delivery, DeliveryStatus.Dead, now);
            TellDead(endpoint, delivery);
        }
    }

    private void Fail(WebhookEndpoint endpoint, WebhookDelivery delivery, WebhookAttempt attempt, DateTimeOffset now)
    {
        endpoint.Lane.FailingSince ??= now;
        if (!endpoint.Lane.ToldFailing && (delivery.Tries >= TellAfter || delivery.Status == DeliveryStatus.Dead))
        {
            endpoint.Lane.ToldFailing = true;
            journal.Failing(endpoint, delivery);
        }

        var reason = attempt.Status == Gone ? DisabledReasons.Gone
            : now - endpoint.Lane.FailingSince >= DisableAfter ? DisabledReasons.Failing : null;
        if (reason is not null && endpoint.Status == WebhookStatus.Active)
        {
            endpoint.Switch(reason, now);
            journal.Disabled(endpoint);
        }
    }

    // Not when it was itself about a webhook: two that fail would tell each other of it for ever.
    private void TellDead(WebhookEndpoint endpoint, WebhookDelivery delivery)
    {
        if (!WebhookFilter.IsAboutWebhooks(delivery.Type))
        {
            journal.Exhausted(endpoint, delivery);
        }
    }

    private static void Finish(WebhookDelivery delivery, DeliveryStatus status, DateTimeOffset now)
    {
        delivery.Status = status;
        delivery.NextAttemptAt = null;
        delivery.FinishedAt = now;
    }
}
