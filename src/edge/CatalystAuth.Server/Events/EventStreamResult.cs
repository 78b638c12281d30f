using System.Text.Json;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Events;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Server.Authentication;
using CatalystAuth.Server.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Events;

/// <summary>
/// Tells events as they happen, as Server-Sent Events. Nothing is written for a token that no longer holds: the response ends, and who comes
/// back is answered with the reason.
/// </summary>
internal sealed class EventStreamResult(EventStream stream) : IResult
{
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var told = stream;
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        try
        {
            await TellAsync(httpContext, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The caller went, or the server stops: the caller comes back.
        }
    }

    private async Task TellAsync(HttpContext context, CancellationTokenSource end)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        await WritePlaceAsync(context.Response, end.Token);
        await using var events = stream.GetAsyncEnumerator(end.Token);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await EventSignal.WaitAsync(next, Heartbeat, time, end.Token);
                if (!await HoldsAsync(context))
                {
                    return;
                }

                if (!next.IsCompleted)
                {
                    await WritePlaceAsync(context.Response, end.Token);
                }
                else if (await next)
                {
                    await WriteAsync(context, events.Current, end.Token);
                    next = events.MoveNextAsync().AsTask();
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async ValueTask<bool> HoldsAsync(HttpContext context)
    {
        var credential = $"{context.Request.Headers.Authorization}"[(BearerAuthenticationHandler.SchemeName.Length + 1)..];
        return (await context.RequestServices.GetRequiredService<AccessTokenAuthenticator>().AuthenticateAsync(credential)).IsSuccess;
    }

    // A comment; with the id of what was passed over, so that who comes back does not begin where they were long ago.
    private async Task WritePlaceAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        await response.WriteAsync(stream.Cursor is { } cursor ? $": \nid: {cursor}\n\n" : ": \n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static async Task WriteAsync(HttpContext context, Event told, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(told, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
        await context.Response.WriteAsync($"id: {told.Id}\nevent: {told.Type}\ndata: {json}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}

/// <summary>Answers with a stream.</summary>
internal static class EventStreamAnswers
{
    public static async Task<IResult> ToStream(this Task<Result<EventStream>> task) =>
        (await task).Match<IResult>(stream => new EventStreamResult(stream), Problem.Of);
}
