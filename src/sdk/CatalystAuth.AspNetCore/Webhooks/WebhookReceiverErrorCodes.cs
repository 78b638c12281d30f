namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>Refusals of the receiver of webhooks.</summary>
public static class WebhookReceiverErrorCodes
{
    /// <summary>
    /// The webhook is not genuine, or not of now. One code for all that can be wrong with headers and signature: the log of the receiver
    /// says which it is.
    /// </summary>
    public const string InvalidSignature = "webhook.invalid_signature";

    /// <summary>The body is genuine, and no event that this receiver can read.</summary>
    public const string MalformedEvent = "webhook.malformed_event";

    /// <summary>The body is larger than is accepted.</summary>
    public const string TooLarge = "webhook.too_large";

    /// <summary>The same message is being dealt with; it is accepted when it comes again after that.</summary>
    public const string InProgress = "webhook.in_progress";
}
