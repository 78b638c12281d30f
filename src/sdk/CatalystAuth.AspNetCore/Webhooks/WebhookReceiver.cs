using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Tokens.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CatalystAuth.AspNetCore.Webhooks;

/// <summary>Takes a webhook: reads it, verifies it before it looks inside, and hands the event on unless it was dealt with already.</summary>
internal sealed partial class WebhookReceiver
{
    private readonly WebhookVerifier _verifier;
    private readonly int _maxBodySize;
    private readonly IWebhookInbox _inbox;
    private readonly ILogger<WebhookReceiver> _logger;

    // What is with a handler now. A sender that lost patience comes again while the handler still works.
    private readonly ConcurrentDictionary<string, bool> _inProgress = new(StringComparer.Ordinal);

    public WebhookReceiver(IOptions<CatalystWebhookOptions> options, IWebhookInbox inbox, TimeProvider time, ILogger<WebhookReceiver> logger)
    {
        var settings = options.Value;
        _verifier = WebhookVerifier.TryCreate(settings.Secrets, time, out var verifier, settings.Tolerance, settings.MaxBodySize)
            ? verifier
            : throw new InvalidOperationException("The secrets of the webhook can't be read.");
        _maxBodySize = settings.MaxBodySize;
        _inbox = inbox;
        _logger = logger;
    }

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="route">Its route: a message may be for several of them.</param>
    /// <param name="handler">Is given each event; false when it can't read it.</param>
    public async Task ReceiveAsync(HttpContext context, string route, Func<Event, IServiceProvider, CancellationToken, Task<bool>> handler)
    {
        var body = await WebhookBody.ReadAsync(context.Request, _maxBodySize, context.RequestAborted).ConfigureAwait(false);
        var signature = WebhookSignature.Read(name => context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null);
        var verdict = body is { } bytes ? _verifier.Verify(signature, bytes.Span) : WebhookVerdict.BodyTooLarge;
        if (verdict != WebhookVerdict.Valid)
        {
            Refused(verdict);
        }

        await (verdict switch
        {
            WebhookVerdict.Valid => HandleOnceAsync(context, $"{route} {signature.Id}", body.GetValueOrDefault(), handler),
            WebhookVerdict.BodyTooLarge => WebhookProblem.TooLarge.WriteAsync(context.Response),
            _ => WebhookProblem.InvalidSignature.WriteAsync(context.Response),
        }).ConfigureAwait(false);
    }

    private async Task HandleOnceAsync(
        HttpContext context, string message, ReadOnlyMemory<byte> body, Func<Event, IServiceProvider, CancellationToken, Task<bool>> handler)
    {
        if (!_inProgress.TryAdd(message, true))
        {
            await WebhookProblem.InProgress.WriteAsync(context.Response).ConfigureAwait(false);
            return;
        }

        try
        {
            if (await _inbox.HasSeenAsync(message, context.RequestAborted).ConfigureAwait(false)
                || await HandleAsync(context, message, body, handler).ConfigureAwait(false))
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            Unreadable(message);
            await WebhookProblem.MalformedEvent.WriteAsync(context.Response).ConfigureAwait(false);
        }
        finally
        {
            _inProgress.TryRemove(message, out _);
        }
    }

    private async Task<bool> HandleAsync(
        HttpContext context, string message, ReadOnlyMemory<byte> body, Func<Event, IServiceProvider, CancellationToken, Task<bool>> handler)
    {
        if (!TryRead(body.Span, out var received)
            || !await handler(received, context.RequestServices, context.RequestAborted).ConfigureAwait(false))
        {
            return false;
        }

        // What was done is remembered, also when the sender has gone meanwhile.
        await _inbox.RememberAsync(message, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out Event? received)
    {
        received = null;
        try
        {
            if (JsonSerializer.Deserialize<WebhookEnvelope>(body, CatalystJson.Tolerant) is not { } envelope)
            {
                return false;
            }

            received = envelope.ToEvent();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A webhook was refused: {Verdict}.")]
    private partial void Refused(WebhookVerdict verdict);

    [LoggerMessage(LogLevel.Error, "The webhook {Message} is genuine, but no event that can be read.")]
    private partial void Unreadable(string message);
}
