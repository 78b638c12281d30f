using System.Net;
using System.Net.Sockets;
using System.Text;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Transport;

/// <summary>What the client's own HTTP client does, against a real socket.</summary>
public sealed class OwnHttpClientTests
{
    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var listener = Listen(out var url);
        using var client = new CatalystClient(url);
        client.UseTokens(TokensOf("1"));
        var served = AnswerOnceAsync(
            listener, $"HTTP/1.1 307 Go\r\nLocation: {url}elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var result = await client.Me.GetAsync(TestContext.Current.CancellationToken);
        await served;

        result.Error.Code.ShouldBe(ClientErrorCodes.UnexpectedResponse);
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_above_1_MB_is_not_read()
    {
        using var listener = Listen(out var url);
        using var client = new CatalystClient(new Uri(url));
        var served = AnswerOnceAsync(listener, "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\nConnection: close\r\n\r\n");

        var failure = await Should.ThrowAsync<InfraException>(
            () => client.Orgs.GetAsync(OrgRef.Parse("acme"), TestContext.Current.CancellationToken));
        await served;

        failure.InnerException.ShouldBeOfType<HttpRequestException>().HttpRequestError
            .ShouldBe(HttpRequestError.ConfigurationLimitExceeded);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        using var listener = Listen(out var url);
        using var client = new CatalystClient(new CatalystClientOptions { Url = url });
        const string Answer = "HTTP/1.1 204 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        var first = AnswerOnceAsync(listener, Answer);
        await client.Auth.SignOutAsync(TestContext.Current.CancellationToken);
        await first;
        var second = AnswerOnceAsync(listener, Answer);
        await client.Auth.SignOutAsync(TestContext.Current.CancellationToken);

        (await second).ShouldNotContain("Cookie");
    }

    private static TcpListener Listen(out string url)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        url = $"http://{listener.LocalEndpoint}/";
        return listener;
    }

    /// <summary>Answers one request and gives its head.</summary>
    private static async Task<string> AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var peer = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = peer.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            head.AppendLine(line);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        return head.ToString();
    }
}
