namespace CatalystAuth.Contracts.Webhooks;

/// <summary>Why an attempt at a webhook got no answer.</summary>
public static class WebhookFailures
{
    /// <summary>The endpoint took too long to connect or to answer.</summary>
    public const string Timeout = "timeout";

    /// <summary>The connection was refused, reset or ended.</summary>
    public const string ConnectionFailed = "connection_failed";

    /// <summary>
    /// The URL may not be called: its form, its port, or a host that has no address, or one that is not public. Which of these it was is
    /// not told, for that would tell what is inside the network.
    /// </summary>
    public const string BlockedAddress = "blocked_address";

    /// <summary>No TLS with the endpoint: an unknown or expired certificate, one of another host, or no common version.</summary>
    public const string TlsFailed = "tls_failed";

    /// <summary>The headers of the answer are too large.</summary>
    public const string ResponseTooLarge = "response_too_large";

    /// <summary>The answer is no HTTP.</summary>
    public const string InvalidResponse = "invalid_response";

    /// <summary>No attempt was made: the event is no longer kept.</summary>
    public const string EventGone = "event_gone";
}
