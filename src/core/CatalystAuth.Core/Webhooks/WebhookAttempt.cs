using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.Core.Webhooks;

/// <summary>
/// What became of an attempt: either a <paramref name="Status"/>, or an <paramref name="Error"/>. An endpoint whose status arrived has
/// answered, also when the rest of the answer did not.
/// </summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Error">One of <see cref="WebhookFailures"/>.</param>
/// <param name="ResponseBody">
/// The beginning of the answer, at most 2 KiB, with control characters escaped and without what looks like a secret. Null when there is none.
/// </param>
/// <param name="Duration">How long it took.</param>
/// <param name="RetryAfter">For how long the endpoint asks to be left alone: 0 to 24 hours.</param>
/// <param name="AbortRequested">Whether the endpoint asks for no further attempt at this message.</param>
/// <param name="SentHeaders">The headers that were sent; the signature and the values of the tenant's own headers are left out.</param>
public sealed record WebhookAttempt(
    int? Status,
    string? Error,
    string? ResponseBody,
    TimeSpan Duration,
    TimeSpan? RetryAfter,
    bool AbortRequested,
    IReadOnlyList<KeyValuePair<string, string>> SentHeaders)
{
    /// <summary>Whether the endpoint took the message.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
