using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>Fifty customers' servers in one, each on a path of its own.</summary>
internal sealed class FireReceiver : IAsyncDisposable
{
    // Of so many requests in a row to one that comes and goes, it is away for the first few.
    private const int Season = 500;
    private const int Away = 40;

    // And for no event more often than this, which is less than it is tried.
    private const int MostRefused = 5;

    private const string SecretPrefix = "whsec_";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Receipt> _receipts = new();
    private readonly ConcurrentDictionary<(int, string), int> _refused = new();
    private readonly int[] _requests = new int[FireScale.Endpoints];
    private readonly TaskCompletionSource<byte[]>[] _secrets =
        [.. Enumerable.Range(0, FireScale.Endpoints).Select(_ => new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously))];

    private FireReceiver(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    /// <summary>What came, in the order in which it was answered.</summary>
    public IReadOnlyList<Receipt> Receipts => [.. _receipts];

    public static async Task<FireReceiver> StartAsync()
    {
        var url = $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        var receiver = new FireReceiver(builder.Build(), url);
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Where an endpoint is.</summary>
    public string UrlOf(int number) => FireEndpoint.ConductOf(number) == Conduct.Closed
        ? $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}/"
        : $"{Url}/{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Tells it what an endpoint verifies with. What comes before waits for that.</summary>
    public void Trust(int number, string secret) => _secrets[number].SetResult(Convert.FromBase64String(secret[SecretPrefix.Length..]));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var number = int.Parse(context.Request.Path.Value!.AsSpan(1), CultureInfo.InvariantCulture);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var isSigned = IsSigned(await _secrets[number].Task, context.Request.Headers, body.ToArray());
        var id = context.Request.Headers[WebhookHeaders.Id].ToString();
        var conduct = FireEndpoint.ConductOf(number);
        var accepts = Accepts(conduct, number, id);
        if (!accepts)
        {
            await RefuseAsync(context, conduct);
        }

        _receipts.Enqueue(new(number, id, DateTimeOffset.UtcNow, accepts, isSigned));
        if (accepts)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private bool Accepts(Conduct conduct, int number, string id)
    {
        var isAway = (Interlocked.Increment(ref _requests[number]) - 1) % Season < Away;
        return conduct == Conduct.Healthy
            || (conduct < Conduct.AlwaysFailing && !(isAway && _refused.AddOrUpdate((number, id), 1, (_, count) => count + 1) <= MostRefused));
    }

    private static async Task RefuseAsync(HttpContext context, Conduct conduct)
    {
        switch (conduct)
        {
            case Conduct.Hanging or Conduct.AlwaysHanging:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case Conduct.Resetting or Conduct.AlwaysResetting:
                context.Abort();
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
        }
    }

    // Written anew from Standard Webhooks 1.0, not with the server's own code.
    private static bool IsSigned(byte[] secret, IHeaderDictionary headers, byte[] body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{headers[WebhookHeaders.Id]}.{headers[WebhookHeaders.Timestamp]}."), .. body];
        return headers[WebhookHeaders.Signature] == "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, content));
    }
}

/// <summary>A request that an endpoint got.</summary>
/// <param name="Endpoint">The number of the endpoint.</param>
/// <param name="Event">The id of the event.</param>
/// <param name="At">When.</param>
/// <param name="IsAccepted">Whether it was answered well.</param>
/// <param name="IsSigned">Whether the signature was right.</param>
internal sealed record Receipt(int Endpoint, string Event, DateTimeOffset At, bool IsAccepted, bool IsSigned);
