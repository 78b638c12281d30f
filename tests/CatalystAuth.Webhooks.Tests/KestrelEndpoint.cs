using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Webhooks.Tests;

/// <summary>A real server on this machine.</summary>
internal sealed class KestrelEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _connections = new();

    private KestrelEndpoint(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public int Connections => _connections.Count;

    /// <summary>The requests, with their bodies.</summary>
    public ConcurrentQueue<(IReadOnlyDictionary<string, string> Headers, string Path, string Body)> Requests { get; } = new();

    public static async Task<KestrelEndpoint> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxResponseBufferSize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var endpoint = new KestrelEndpoint(builder.Build());
        endpoint._app.Run(async context =>
        {
            endpoint._connections.TryAdd(context.Connection.Id, true);
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            endpoint.Requests.Enqueue((headers, context.Request.Path + context.Request.QueryString, body));
            await answer(context);
        });
        await endpoint._app.StartAsync();
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        // Those that hang on purpose are not waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
