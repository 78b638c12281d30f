using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using CatalystAuth.Webhooks.Outbound;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Webhooks.Tests.Outbound;

public sealed class GuardedHttpHandlerTests
{
    private const string Loopback = "127.0.0.1";
    private const string Public = "192.0.0.171"; // never asked: the tests that use it are refused before

    [Fact]
    public void It_is_set_to_trust_nobody()
    {
        using var handler = new GuardedHttpHandler(new OutboundOptions(), new DnsNameResolver(), TimeProvider.System);
        var sockets = handler.Sockets;

        sockets.AllowAutoRedirect.ShouldBeFalse();
        sockets.UseProxy.ShouldBeFalse();
        sockets.UseCookies.ShouldBeFalse();
        sockets.AutomaticDecompression.ShouldBe(DecompressionMethods.None);
        sockets.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        sockets.PooledConnectionLifetime.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
        sockets.MaxResponseHeadersLength.ShouldBe(16);
        sockets.ActivityHeadersPropagator.ShouldBeNull();
        sockets.Credentials.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://user@example.com:{0}/")]
    public async Task A_URL_that_may_not_be_called_opens_no_socket(string url)
    {
        await using var endpoint = new RawEndpoint("HTTP/1.1 200 OK\r\n\r\n");
        var resolver = new ScriptedResolver([Loopback]);
        var options = new OutboundOptions { AllowHttp = true, AllowedPorts = { endpoint.Port } };

        await RefusedAsync(options, resolver, string.Format(null, url, endpoint.Port));

        endpoint.Accepts.ShouldBe(0);
        resolver.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData(Loopback)]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("8.8.8.8", Loopback)]
    [InlineData(Loopback, "8.8.8.8")]
    [InlineData("2606:4700:4700::1111", "8.8.8.8", "fd00::1")]
    [InlineData()]
    public async Task A_name_with_an_address_that_is_not_public_opens_no_socket(params string[] addresses)
    {
        await using var endpoint = new RawEndpoint("HTTP/1.1 200 OK\r\n\r\n");
        var options = new OutboundOptions { AllowHttp = true, AllowedPorts = { endpoint.Port } };

        await RefusedAsync(options, new ScriptedResolver(addresses), $"http://hooks.example.com:{endpoint.Port}/");

        endpoint.Accepts.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_first_was_public_is_judged_by_what_it_is_at_the_connection()
    {
        await using var endpoint = new RawEndpoint("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var options = Development();
        var resolver = new ScriptedResolver([Loopback], ["10.0.0.1"]);
        using var client = Client(options, resolver, connectionLifetime: TimeSpan.Zero);
        var url = new Uri($"http://hooks.example.com:{endpoint.Port}/");
        options.AllowedPorts.Add(endpoint.Port);

        (await client.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<BlockedAddressException>(() => client.GetAsync(url, TestContext.Current.CancellationToken));

        endpoint.Accepts.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_asks_the_name_server_once_and_goes_to_what_it_said()
    {
        await using var endpoint = new RawEndpoint("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var options = Development();
        options.AllowedPorts.Add(endpoint.Port);
        var resolver = new ScriptedResolver(["::ffff:127.0.0.1"], ["10.0.0.1"]);
        using var client = Client(options, resolver);

        await client.GetAsync(new Uri($"http://hooks.example.com:{endpoint.Port}/"), TestContext.Current.CancellationToken);

        resolver.Asked.ShouldBe(1);
        endpoint.Accepts.ShouldBe(1);
    }

    [Fact]
    public async Task The_addresses_are_tried_in_turn()
    {
        await using var endpoint = new RawEndpoint("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var options = Development();
        options.AllowedPorts.Add(endpoint.Port);
        using var client = Client(options, new ScriptedResolver(["127.0.0.2", "127.0.0.3", Loopback]));

        var answer = await client.GetAsync(new Uri($"http://hooks.example.com:{endpoint.Port}/"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_message_of_a_refusal_says_nothing_about_the_network()
    {
        var options = new OutboundOptions();
        string[] urls = ["https://10.0.0.1/", "https://redis.corp/", "https://hooks.example.com/", "http://example.com/", "https://nowhere.example.com/"];
        var messages = new List<string>();
        foreach (var url in urls)
        {
            var resolver = url.Contains("nowhere", StringComparison.Ordinal) ? new ScriptedResolver([[]]) : new ScriptedResolver([Public]);
            messages.Add((await RefusedAsync(options, resolver, url)).ToString().Split('\n')[0]);
        }

        messages.Distinct().ShouldHaveSingleItem().ShouldNotContain("example");
    }

    [Fact]
    public async Task A_name_server_that_fails_is_no_refusal()
    {
        var resolver = new ScriptedResolver([[]]) { Failure = new SocketException((int)SocketError.TryAgain) };
        using var client = Client(new OutboundOptions(), resolver);

        var failure = await Should.ThrowAsync<HttpRequestException>(() =>
            client.GetAsync(new Uri("https://hooks.example.com/"), TestContext.Current.CancellationToken));

        failure.ShouldNotBeOfType<BlockedAddressException>();
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_cookies_are_not_sent_back()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.SetCookie = "session=1; Path=/";
            return Task.CompletedTask;
        });
        using var client = Client(Development(), new DnsNameResolver());

        for (var i = 0; i < 2; i++)
        {
            var answer = await client.GetAsync(endpoint.Url, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        }

        endpoint.Requests.Count.ShouldBe(2);
        endpoint.Requests.ShouldAllBe(request => request.Path == "/" && !request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task The_ids_of_traces_stay_here()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask);
        using var client = Client(Development(), new DnsNameResolver());
        using var activity = new Activity("test").AddBaggage("user", "1").Start();

        await client.GetAsync(endpoint.Url, TestContext.Current.CancellationToken);

        endpoint.Requests.ShouldHaveSingleItem().Headers.Keys.ShouldBe(["Host"]);
    }

    [Fact]
    public async Task Headers_of_more_than_16_KiB_are_not_read()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(context =>
        {
            context.Response.Headers["X-Large"] = new string('a', 17 * 1024);
            return Task.CompletedTask;
        });
        using var client = Client(Development(), new DnsNameResolver());

        var failure = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(endpoint.Url, TestContext.Current.CancellationToken));

        failure.HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_connection_serves_again_only_within_its_life(bool alive, int connections)
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask);
        using var client = Client(Development(), new DnsNameResolver(), alive ? null : TimeSpan.Zero);

        await client.GetAsync(endpoint.Url, TestContext.Current.CancellationToken);
        await client.GetAsync(endpoint.Url, TestContext.Current.CancellationToken);

        endpoint.Connections.ShouldBe(connections);
    }

    [Fact]
    public async Task The_certificate_has_to_be_of_the_host_in_the_URL_and_not_of_the_address()
    {
        using var certificate = Certificates.SelfSigned("hooks.example.com");
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask, certificate);
        var options = Development();
        options.AllowedPorts.Add(endpoint.Url.Port);
        using var handler = new GuardedHttpHandler(options, new ScriptedResolver([Loopback]), TimeProvider.System);

        // Of the two faults of this certificate, that nobody known signed it is overlooked here.
        handler.Sockets.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) =>
            (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None;
        using var client = new HttpClient(handler);

        var right = await client.GetAsync(new Uri($"https://hooks.example.com:{endpoint.Url.Port}/"), TestContext.Current.CancellationToken);
        var wrong = await Should.ThrowAsync<HttpRequestException>(() =>
            client.GetAsync(new Uri($"https://other.example.com:{endpoint.Url.Port}/"), TestContext.Current.CancellationToken));

        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        endpoint.Requests.ShouldHaveSingleItem().Headers["Host"].ShouldStartWith("hooks.example.com");
        wrong.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
    }

    [Fact]
    public async Task Nothing_is_asked_for_by_HTTP_3()
    {
        await using var endpoint = await KestrelEndpoint.StartAsync(_ => Task.CompletedTask);
        using var client = Client(Development(), new DnsNameResolver());
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Url)
        {
            Version = HttpVersion.Version30,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        (await client.SendAsync(request, TestContext.Current.CancellationToken)).Version.ShouldBe(HttpVersion.Version11);
    }

    private static OutboundOptions Development() => new() { AllowLoopback = true, AllowHttp = true };

    private static HttpClient Client(OutboundOptions options, INameResolver resolver, TimeSpan? connectionLifetime = null) =>
        new(new GuardedHttpHandler(options, resolver, TimeProvider.System, connectionLifetime));

    private static async Task<BlockedAddressException> RefusedAsync(OutboundOptions options, INameResolver resolver, string url)
    {
        using var client = Client(options, resolver);
        return await Should.ThrowAsync<BlockedAddressException>(() => client.GetAsync(new Uri(url), TestContext.Current.CancellationToken));
    }
}
