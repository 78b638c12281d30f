using System.Globalization;
using CatalystAuth.Core.Revocations;
using CatalystAuth.Server.Events;
using CatalystAuth.Server.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CatalystAuth.Server.Revocations;

/// <summary>Tells revocations as Server-Sent Events. There is one at least every second or so, which is its heartbeat; none while the log can't be read.</summary>
internal sealed class RevocationStreamResult(long? after) : IResult
{
    private const string EventType = "revocations";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = httpContext.RequestServices.GetRequiredService<FollowerPlaces>().TryTake(RevocationEndpoints.AddressOf(httpContext));
        var news = httpContext.RequestServices.GetRequiredService<RevocationBroadcast>().Since(after);
        if (place is null || news is null)
        {
            await Problem.Of(place is null ? RevocationRefusals.TooMany : RevocationRefusals.Unavailable).ExecuteAsync(httpContext);
            return;
        }

        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = EventStreamResult.MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        try
        {
            while (true)
            {
                await WriteAsync(response, news, end.Token);
                news = await news.Next.WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The verifier went, or the server stops: the verifier comes back.
        }
    }

    // The id only with the last part: who was told less begins where they were.
    private static async Task WriteAsync(HttpResponse response, RevocationNews news, CancellationToken cancellationToken)
    {
        for (var index = 0; index < news.Messages.Count; index++)
        {
            var id = index == news.Messages.Count - 1 ? string.Create(CultureInfo.InvariantCulture, $"id: {news.AsOf}\n") : string.Empty;
            await response.WriteAsync($"{id}event: {EventType}\ndata: {news.Messages[index]}\n\n", cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }
}
