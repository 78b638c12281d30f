using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Tokens.Webhooks;

/// <summary>The three headers of a webhook, as they were received; null for one that is missing.</summary>
/// <param name="Id">The id of the message.</param>
/// <param name="Timestamp">When the attempt was made.</param>
/// <param name="Signatures">The signatures.</param>
public readonly record struct WebhookSignature(string? Id, string? Timestamp, string? Signatures)
{
    private const string IdName = "id";
    private const string TimestampName = "timestamp";
    private const string SignatureName = "signature";

    /// <summary>
    /// Takes them from the headers of a request: those of the standard, or, when there is none of them, those of Svix. The two are never mixed.
    /// </summary>
    /// <param name="header">Gives the value of a header by its name; null when it is missing.</param>
    public static WebhookSignature Read(Func<string, string?> header)
    {
        var standard = Read(header, WebhookHeaders.Prefix);
        return standard == default ? Read(header, WebhookHeaders.SvixPrefix) : standard;
    }

    private static WebhookSignature Read(Func<string, string?> header, string prefix) =>
        new(header(prefix + IdName), header(prefix + TimestampName), header(prefix + SignatureName));
}
