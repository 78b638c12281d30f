namespace CatalystAuth.Contracts.Webhooks;

/// <summary>The headers of a webhook (Standard Webhooks 1.0), and those that senders and endpoints add.</summary>
public static class WebhookHeaders
{
    /// <summary>The id of the message: the same at each attempt, so that a receiver can know it again.</summary>
    public const string Id = "webhook-id";

    /// <summary>When the attempt was made, in seconds since 1970.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary>The signatures, separated by spaces: one for each secret that is valid.</summary>
    public const string Signature = "webhook-signature";

    /// <summary>What every header of the standard begins with.</summary>
    public const string Prefix = "webhook-";

    /// <summary>What they begin with at Svix, from where the standard comes.</summary>
    public const string SvixPrefix = "svix-";

    /// <summary>Answered by an endpoint that says how to go on with the message.</summary>
    public const string Delivery = "webhook-delivery";

    /// <summary>The value of <see cref="Delivery"/> that asks for no further attempt.</summary>
    public const string AbortMessage = "abort-message";
}
