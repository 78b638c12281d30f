using System.Net.Http.Headers;
using System.Net.Mime;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Webhooks.Outbound;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Webhooks.Delivery;

/// <summary>Posts webhooks through the guard.</summary>
internal sealed class WebhookSender(IHttpClientFactory clients, IOptions<OutboundOptions> options, TimeProvider time) : IWebhookSender
{
    public const string ClientName = "CatalystAuth.Webhooks";

    private const string UserAgent = "Catalyst-Auth-Webhooks/1";

    public async Task<WebhookAttempt> SendAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var message = NewMessage(request);
        var attempt = new WebhookAttempt(
            Status: null, Error: null, ResponseBody: null, Duration: TimeSpan.Zero, RetryAfter: null, AbortRequested: false,
            SentHeaders.Of(message, request));
        var start = time.GetTimestamp();
        using var clock = new CancellationTokenSource(options.Value.WebhookTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            attempt = await PostAsync(message, request, attempt, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            attempt = attempt with { Error = WebhookFailures.Timeout };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // A caller that cancelled gets to know that, however the connection ended.
            cancellationToken.ThrowIfCancellationRequested();
            attempt = attempt with { Error = clock.IsCancellationRequested ? WebhookFailures.Timeout : WordFor(e) };
        }

        return attempt with { Duration = time.GetElapsedTime(start) };
    }

    private static HttpRequestMessage NewMessage(WebhookRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = new ReadOnlyMemoryContent(request.Body) };
        foreach (var (name, value) in request.Headers)
        {
            if (CustomHeaders.IsAllowedName(name) && CustomHeaders.IsAllowedValue(value))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        foreach (var (name, value) in request.Sign())
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        return message;
    }

    private async Task<WebhookAttempt> PostAsync(
        HttpRequestMessage message, WebhookRequest request, WebhookAttempt attempt, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var excerpt = await ResponseExcerpt.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return attempt with
        {
            Status = (int)response.StatusCode,
            ResponseBody = excerpt is null ? null : Redaction.Excerpt(excerpt, [.. request.Secrets, .. request.Headers.Select(header => header.Value)]),
            RetryAfter = ResponseHints.RetryAfter(response.Headers, time.GetUtcNow()),
            AbortRequested = ResponseHints.AbortRequested(response.Headers),
        };
    }

    private static string WordFor(Exception failure) => failure switch
    {
        BlockedAddressException => WebhookFailures.BlockedAddress,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => WebhookFailures.TlsFailed,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => WebhookFailures.ResponseTooLarge,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => WebhookFailures.InvalidResponse,
        _ => WebhookFailures.ConnectionFailed,
    };
}
