using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CatalystAuth.AspNetCore.Webhooks;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Tokens.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.AspNetCore.Tests.Webhooks;

/// <summary>An application that receives webhooks, and what Catalyst would send it.</summary>
internal sealed class ReceiverApp : IAsyncDisposable
{
    public const string Path = "/hooks/catalyst";
    public const string MessageId = "msg_0000000000000000000000000a";

    private static readonly string Secret = WebhookSecretText.CreateShared();

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private ReceiverApp(WebApplication app, RecordedLog log, ConcurrentQueue<Event> received)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Log = log;
        Received = received;
    }

    public static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public ConcurrentQueue<Event> Received { get; }

    public RecordedLog Log { get; }

    public static Task<ReceiverApp> StartAsync(Action<CatalystWebhookOptions>? configure = null) =>
        StartAsync((endpoints, received) => endpoints.MapCatalystWebhook(Path, (e, _) =>
        {
            received.Enqueue(e);
            return Task.CompletedTask;
        }), configure);

    public static async Task<ReceiverApp> StartAsync(
        Action<IEndpointRouteBuilder, ConcurrentQueue<Event>> map, Action<CatalystWebhookOptions>? configure = null)
    {
        var log = new RecordedLog();
        var received = new ConcurrentQueue<Event>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.AddProvider(log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        builder.Services.AddCatalystWebhooks(options =>
        {
            options.Secrets.Add(Secret);
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.UseRouting();
        map(app, received);
        await app.StartAsync();
        return new(app, log, received);
    }

    public static byte[] Json(WebhookEnvelope envelope) => JsonSerializer.SerializeToUtf8Bytes(envelope, CatalystJson.Strict);

    /// <summary>A request as Catalyst makes it.</summary>
    public static HttpRequestMessage Request(byte[] body, string id = MessageId, string prefix = "webhook-")
    {
        WebhookSigner.TryParse(Secret, out var signer).ShouldBeTrue();
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Headers.Add(prefix + "id", id);
        request.Headers.Add(prefix + "timestamp", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(prefix + "signature", signer.Sign(id, Now, body));
        return request;
    }

    public Task<Answer> SendAsync(byte[] body, string id = MessageId) => SendAsync(Request(body, id));

    public Task<Answer> SendAsync(string body) => SendAsync(Request(Encoding.UTF8.GetBytes(body)));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Answer(int Status, string? ContentType, string Body)
    {
        public string? Code => Body.Length == 0 ? null : JsonDocument.Parse(Body).RootElement.GetProperty("code").GetString();
    }
}
