using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>Which events a webhook is sent.</summary>
internal static class WebhookFilter
{
    private const string AboutWebhooks = "webhook.";

    /// <summary>
    /// Whether it is sent this one. Never what is about itself: an event that it can't be reached would otherwise make the next one.
    /// </summary>
    public static bool Matches(WebhookEndpoint endpoint, OutboxEvent found) =>
        MaySee(endpoint, found) && EventFilter.Matches(endpoint.Events, found.Type)
        && !(IsAboutWebhooks(found.Type) && found.Subject == endpoint.Id.ToString());

    /// <summary>Whether it belongs to where the event happened.</summary>
    public static bool MaySee(WebhookEndpoint endpoint, OutboxEvent found) => endpoint.OrgId is { } org
        ? found.OrgId == org
        : endpoint.Orgs.Count == 0 || (found.OrgId is { } of && endpoint.Orgs.Contains(of.ToString()));

    /// <summary>Whether an event tells of a webhook.</summary>
    public static bool IsAboutWebhooks(string type) => type.StartsWith(AboutWebhooks, StringComparison.Ordinal);
}
