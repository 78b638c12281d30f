using System.Globalization;
using System.Net.Http.Headers;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Webhooks.Delivery;

/// <summary>What the headers of an answer ask for.</summary>
internal static class ResponseHints
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    // RFC 9110 §5.6.7: the form in use, and the two that a receiver has to know.
    private static readonly string[] DateFormats = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>The <c>Retry-After</c> (RFC 9110 §10.2.3) of an answer, 0 to 24 hours; null when there is none that can be read.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values) || values.Count != 1)
        {
            return null;
        }

        var text = values.ToString().Trim();
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : Longest;
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite;
        return DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, Styles, out var until)
            ? TimeSpan.FromTicks(Math.Clamp((until - now).Ticks, 0, Longest.Ticks))
            : null;
    }

    /// <summary>Whether the endpoint asks for no further attempt.</summary>
    public static bool AbortRequested(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues(WebhookHeaders.Delivery, out var values)
        && values.Any(value => value.Trim().Equals(WebhookHeaders.AbortMessage, StringComparison.OrdinalIgnoreCase));
}
