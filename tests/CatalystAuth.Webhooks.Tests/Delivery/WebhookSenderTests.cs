using System.Net.Sockets;
using System.Text;
using CatalystAuth.Contracts.Webhooks;
using CatalystAuth.Core.Webhooks;
using CatalystAuth.Tokens.Webhooks;
using CatalystAuth.Webhooks.Delivery;
using CatalystAuth.Webhooks.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CatalystAuth.Webhooks.Tests.Delivery;

public sealed class WebhookSenderTests : IAsyncDisposable
{
    private const string Id = "msg_0000000000000000000000000a";
    private const string Body = """{"type":"member.added"}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly string Secret = WebhookSecretText.CreateShared();
    private static readonly string OldSecret = WebhookSecretText.CreateShared();

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_endpoint_gets_a_message_that_it_can_verify()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(context => context.Response.WriteAsync("thank you"));
        var request = Request(endpoint.Url) with { Headers = [new("X-Tenant", "blue"), new("Authorization", "Bearer of-the-tenant")] };

        var attempt = await SendAsync(request);

        (attempt.Status, attempt.Error, attempt.ResponseBody, attempt.IsSuccess).ShouldBe((200, null, "thank you", true));
        var (headers, _, body) = endpoint.Requests.ShouldHaveSingleItem();
        body.ShouldBe(Body);
        headers["User-Agent"].ShouldBe("Catalyst-Auth-Webhooks/1");
        headers["Content-Type"].ShouldBe("application/json");
        headers["X-Tenant"].ShouldBe("blue");
        headers["Authorization"].ShouldBe("Bearer of-the-tenant");
        foreach (var secret in request.Secrets)
        {
            WebhookVerifier.TryCreate([secret], _time, out var verifier).ShouldBeTrue();
            verifier.Verify(WebhookSignature.Read(headers.GetValueOrDefault), Encoding.UTF8.GetBytes(body)).ShouldBe(WebhookVerdict.Valid);
        }
    }

    [Fact]
    public async Task What_was_sent_is_told_without_secrets()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask);

        var attempt = await SendAsync(Request(endpoint.Url) with { Headers = [new("X-Key", "secret-value")] });

        var sent = attempt.SentHeaders.ToDictionary();
        sent["webhook-id"].ShouldBe(Id);
        sent["webhook-timestamp"].ShouldBe("1767323045");
        sent["Content-Type"].ShouldBe("application/json");
        sent["webhook-signature"].ShouldBe("[redacted]");
        sent["X-Key"].ShouldBe("[redacted]");
    }

    [Fact]
    public async Task Headers_that_are_not_a_tenants_to_set_are_left_out()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask);

        await SendAsync(Request(endpoint.Url) with
        {
            Headers = [new("Host", "evil.example"), new("webhook-id", "other"), new("Cookie", "a=b"), new("X-A", "a\r\nX-B: b"), new("X C", "c")],
        });

        var (headers, _, _) = endpoint.Requests.ShouldHaveSingleItem();
        headers["Host"].ShouldBe(endpoint.Url.Authority);
        headers["webhook-id"].ShouldBe(Id);
        headers.Keys.ShouldBe(
            ["Host", "User-Agent", "webhook-id", "webhook-timestamp", "webhook-signature", "Content-Type", "Content-Length"],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData(204, true)]
    [InlineData(302, false)]
    [InlineData(410, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(599, false)]
    public async Task Whatever_the_status_is_it_is_the_answer(int status, bool success)
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        var attempt = await SendAsync(Request(endpoint.Url));

        (attempt.Status, attempt.Error, attempt.ResponseBody, attempt.IsSuccess).ShouldBe((status, null, null, success));
        endpoint.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_endpoint_asks_for_is_told()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "120";
            context.Response.Headers["webhook-delivery"] = "abort-message";
            return Task.CompletedTask;
        });

        var attempt = await SendAsync(Request(endpoint.Url));

        (attempt.RetryAfter, attempt.AbortRequested).ShouldBe((TimeSpan.FromMinutes(2), true));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_is_left_after_the_limit()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(HangAsync);

        var attempt = await SendUntilAsync(_reached, Request(endpoint.Url));

        (attempt.Status, attempt.Error, attempt.Duration).ShouldBe((null, WebhookFailures.Timeout, Limit));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_in_its_body_has_answered()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await HangAsync(context);
        });

        var attempt = await SendUntilAsync(_answered, Request(endpoint.Url));

        (attempt.Status, attempt.Error, attempt.Duration).ShouldBe((200, null, Limit));
    }

    [Fact]
    public async Task An_endless_answer_is_read_in_part()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(async context =>
        {
            var piece = Encoding.ASCII.GetBytes(new string('a', 16 * 1024));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        });

        var attempt = await SendAsync(Request(endpoint.Url));

        (attempt.Status, attempt.Error).ShouldBe((200, null));
        attempt.ResponseBody.ShouldBe(new string('a', 2048));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_as_long_as_it_came()
    {
        await using var endpoint = new RawEndpoint("HTTP/1.1 500 Oh\r\nContent-Length: 100\r\n\r\nhalf");

        var attempt = await SendAsync(Request(endpoint.Url));

        (attempt.Status, attempt.Error, attempt.ResponseBody).ShouldBe((500, null, "half"));
    }

    [Theory]
    [InlineData("", WebhookFailures.ConnectionFailed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-", WebhookFailures.ConnectionFailed)]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n\r\n", WebhookFailures.InvalidResponse)]
    [InlineData("HTTP/1.1 abc Oh\r\n\r\n", WebhookFailures.InvalidResponse)]
    [InlineData("HTTP/1.1 200 OK\r\nno header\r\n\r\n", WebhookFailures.InvalidResponse)]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n", WebhookFailures.InvalidResponse)]
    public async Task What_is_no_answer_has_its_word(string bytes, string expected)
    {
        await using var endpoint = new RawEndpoint(bytes);

        var attempt = await SendAsync(Request(endpoint.Url));

        (attempt.Status, attempt.Error).ShouldBe((null, expected));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\n\r\nbomb")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Type: text/plain; charset=none-such\r\n\r\nbomb")]
    [InlineData("HTTP/1.1 200 OK\r\nRetry-After: soon\r\nSet-Cookie: =;=;\r\nLocation: :\r\nContent-Length: 4\r\n\r\nbomb")]
    [InlineData("HTTP/1.0 200 \r\n\r\nbomb")]
    public async Task Odd_answers_are_answers(string bytes)
    {
        await using var endpoint = new RawEndpoint(bytes);

        var attempt = await SendAsync(Request(endpoint.Url));

        (attempt.Status, attempt.ResponseBody, attempt.RetryAfter).ShouldBe((200, "bomb", null));
    }

    [Fact]
    public async Task A_connection_that_is_reset_has_failed()
    {
        await using var endpoint = new RawEndpoint((stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            return Task.CompletedTask;
        });

        (await SendAsync(Request(endpoint.Url))).Error.ShouldBe(WebhookFailures.ConnectionFailed);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_has_failed()
    {
        Uri url;
        await using (var endpoint = new RawEndpoint(""))
        {
            url = endpoint.Url;
        }

        (await SendAsync(Request(url))).Error.ShouldBe(WebhookFailures.ConnectionFailed);
    }

    [Fact]
    public async Task Headers_that_are_too_large_have_their_word()
    {
        await using var endpoint = new RawEndpoint($"HTTP/1.1 200 OK\r\nX-Large: {new string('a', 20_000)}\r\n\r\n");

        (await SendAsync(Request(endpoint.Url))).Error.ShouldBe(WebhookFailures.ResponseTooLarge);
    }

    [Fact]
    public async Task Endless_headers_are_left_too()
    {
        await using var endpoint = new RawEndpoint(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellationToken);
            for (var i = 0; ; i++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{i}: {i}\r\n"), cancellationToken);
            }
        });

        (await SendAsync(Request(endpoint.Url))).Error.ShouldBe(WebhookFailures.ResponseTooLarge);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var certificate = Certificates.SelfSigned("localhost");
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask, certificate);

        (await SendAsync(Request(endpoint.Url))).Error.ShouldBe(WebhookFailures.TlsFailed);
        endpoint.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_without_TLS_is_refused_when_the_URL_asks_for_it()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask);

        (await SendAsync(Request(new Uri($"https://127.0.0.1:{endpoint.Url.Port}/")))).Error.ShouldBe(WebhookFailures.TlsFailed);
    }

    [Theory]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://redis.internal/")]
    [InlineData("https://hooks.example.com/")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("ftp://hooks.example.com/")]
    public async Task A_URL_that_may_not_be_called_is_not(string url) =>
        (await SendAsync(Request(new Uri(url)))).Error.ShouldBe(WebhookFailures.BlockedAddress);

    [Fact]
    public async Task Only_the_cancellation_of_the_caller_is_thrown()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(HangAsync);
        using var caller = new CancellationTokenSource();

        var sending = Sender().SendAsync(Request(endpoint.Url), caller.Token);
        await _reached.Task;
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        await Should.ThrowAsync<OperationCanceledException>(() => Sender().SendAsync(Request(endpoint.Url), caller.Token));
    }

    [Fact]
    public async Task A_message_that_can_not_be_signed_is_a_fault_of_the_caller()
    {
        var request = Request(new Uri("https://hooks.example.com/"));

        await Should.ThrowAsync<ArgumentException>(() => SendAsync(request with { Secrets = [] }));
        await Should.ThrowAsync<ArgumentException>(() => SendAsync(request with { MessageId = "a.b" }));
        (await Should.ThrowAsync<ArgumentException>(() => SendAsync(request with { Secrets = ["whsec_short"] }))).Message
            .ShouldNotContain("whsec_short");
        request.ToString().ShouldNotContain("hooks");
    }

    private static WebhookRequest Request(Uri url) => new(
        url, Id, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Encoding.UTF8.GetBytes(Body), [], [Secret, OldSecret]);

    private async Task HangAsync(HttpContext context)
    {
        _reached.SetResult();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    // The limit passes when the other side has come so far.
    private async Task<WebhookAttempt> SendUntilAsync(TaskCompletionSource moment, WebhookRequest request)
    {
        var sending = Sender().SendAsync(request, TestContext.Current.CancellationToken);
        await moment.Task;
        _time.Advance(Limit);
        return await sending;
    }

    private Task<WebhookAttempt> SendAsync(WebhookRequest request) => Sender().SendAsync(request, TestContext.Current.CancellationToken);

    private IWebhookSender Sender() => (_services ??= NewServices()).GetRequiredService<IWebhookSender>();

    private ServiceProvider NewServices()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Catalyst:Outbound:AllowLoopback"] = "true",
            ["Catalyst:Outbound:AllowHttp"] = "true",
        }).Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<INameResolver>(new ScriptedResolver(["192.168.0.1"]))
            .AddCatalystOutbound(configuration);
        services.AddHttpClient(WebhookSender.ClientName).AddHttpMessageHandler(() => new Watch(_answered));
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>Says when the headers of an answer have come.</summary>
    private sealed class Watch(TaskCompletionSource answered) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            answered.TrySetResult();
            return response;
        }
    }
}
