using System.Net.Sockets;
using System.Text;
using CatalystAuth.Contracts.Decisions;
using Microsoft.Extensions.Options;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>What reaches the listener besides good questions.</summary>
public sealed class ListenerTests
{
    private const string Forwarded =
        "X-Forwarded-Method: GET\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: app.localhost\r\nX-Forwarded-Uri: /public/x\r\n";

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz/live")]
    [InlineData("/v1/orgs")]
    [InlineData("/metrics")]
    [InlineData("/fa")]
    [InlineData("/fa/caddy")]
    [InlineData("/fa/caddy/APP/")]
    [InlineData("/fa/caddy/APP/x")]
    [InlineData("/fa/other/APP")]
    [InlineData("/fa/envoy/APP")]
    [InlineData("/fa/envoy/APP?x")]
    [InlineData("/FA/caddy/APP")]
    [InlineData("/fa//caddy/APP")]
    [InlineData("/x/../fa/caddy/APP")]
    [InlineData("/%66a/caddy/APP")]
    public async Task Every_other_path_is_404_with_nothing_in_it(string path)
    {
        await using var gate = await TestGate.StartAsync();
        var app = gate.NewApp();

        var answer = await SendAsync(gate, path.Replace("APP", app.Id.ToString(), StringComparison.Ordinal));

        answer.ShouldStartWith("HTTP/1.1 404");
        answer.ShouldEndWith("\r\n\r\n");
    }

    [Theory]
    [InlineData("http://HOST/fa/caddy/APP")]
    [InlineData("http:http://app.localhost/healthz")]
    [InlineData("http:http://HOST/fa/caddy/APP")]
    [InlineData("*")]
    [InlineData("app.localhost:80")]
    [InlineData("fa/caddy/APP")]
    public async Task A_target_that_does_not_begin_with_a_slash_is_never_answered_with_200(string target)
    {
        await using var gate = await TestGate.StartAsync();
        var app = gate.NewApp();

        var answer = await SendAsync(gate, target.Replace("APP", app.Id.ToString(), StringComparison.Ordinal)
            .Replace("HOST", gate.Url.Authority, StringComparison.Ordinal));

        // Some are refused by the web server itself, before anything of ours.
        answer.ShouldMatch("^HTTP/1.1 40[05] ");
    }

    [Fact]
    public async Task The_query_that_a_proxy_appends_says_nothing()
    {
        await using var gate = await TestGate.StartAsync();
        var app = gate.NewApp();

        (await SendAsync(gate, $"/fa/caddy/{app.Id}?app=other&uri=/public")).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task A_caller_that_is_no_trusted_proxy_gets_nothing()
    {
        await using var gate = await TestGate.StartAsync("10.0.0.0/8", "192.0.2.7");
        var app = gate.NewApp();

        (await gate.AskAsync(app, "/public/x")).ShouldBe(403, DecisionReasons.UntrustedProxy);
        (await gate.AskAsync(app, "/reports", gate.Token())).ShouldBe(403, DecisionReasons.UntrustedProxy);
    }

    [Fact]
    public async Task A_question_without_forwarded_headers_is_refused()
    {
        await using var gate = await TestGate.StartAsync();
        var app = gate.NewApp();

        (await SendAsync(gate, $"/fa/caddy/{app.Id}", headers: string.Empty)).ShouldStartWith("HTTP/1.1 400");
        (await SendAsync(gate, $"/fa/nginx/{app.Id}", headers: string.Empty)).ShouldStartWith("HTTP/1.1 403");
    }

    [Theory]
    [InlineData("not-an-address", "http://localhost:5081", "Catalyst__ForwardAuth__TrustedProxies__0")]
    [InlineData("10.0.0.0/33", "http://localhost:5081", "Catalyst__ForwardAuth__TrustedProxies__0")]
    [InlineData("10.0.0.1", "localhost", "Catalyst__ForwardAuth__Urls")]
    [InlineData("10.0.0.1", "http://localhost:5081/path", "Catalyst__ForwardAuth__Urls")]
    public void A_wrong_setting_is_named(string proxy, string urls, string key)
    {
        var options = new ForwardAuthOptions { Urls = urls };
        options.TrustedProxies.Add(proxy);

        var result = new ForwardAuthOptionsValidation().Validate(Options.DefaultName, options);

        result.Failed.ShouldBeTrue();
        result.FailureMessage.ShouldContain(key);
    }

    private static async Task<string> SendAsync(TestGate gate, string target, string headers = Forwarded)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(gate.Url.Host, gate.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {target} HTTP/1.1\r\nHost: {gate.Url.Authority}\r\nConnection: close\r\n{headers}\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
