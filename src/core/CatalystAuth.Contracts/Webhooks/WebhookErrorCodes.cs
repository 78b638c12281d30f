namespace CatalystAuth.Contracts.Webhooks;

/// <summary>Codes of refusals about webhooks.</summary>
public static class WebhookErrorCodes
{
    /// <summary>No such webhook, or none that the caller may know of.</summary>
    public const string NotFound = "webhook.not_found";

    /// <summary>No such delivery of this webhook.</summary>
    public const string DeliveryNotFound = "webhook.delivery_not_found";

    /// <summary>The event is not there, or not one that this webhook may be sent.</summary>
    public const string EventNotFound = "webhook.event_not_found";

    /// <summary>A header can't be sent.</summary>
    public const string InvalidHeader = "webhook.invalid_header";

    /// <summary>There are as many webhooks as there may be.</summary>
    public const string TooMany = "webhook.too_many";
}
