using System.Net;
using CatalystAuth.Client.Apps;
using CatalystAuth.Contracts.Results;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests.Apps;

public sealed class ForwardAuthTests
{
    private static readonly string Route = $"GET /v1/apps/{TheAppId}/proxy-config";

    [Fact]
    public async Task The_snippet_is_the_text_of_the_file_in_the_form_asked_for()
    {
        var server = new FakeServer().Answer(
            Route, HttpStatusCode.OK, """{"proxy":"traefik","form":"labels","version":"3.4","files":[{"name":"a.yaml","content":"a: b\n"}],"notes":[]}""");
        using var client = NewClient(server);

        var snippet = await client.Apps.TraefikSnippetAsync(TheAppId, "labels", cancellationToken: TestContext.Current.CancellationToken);

        snippet.Value.ShouldBe("a: b\n");
        server.Only.Query.ShouldBe("?proxy=traefik&form=labels");
    }

    [Fact]
    public async Task The_snippet_is_for_the_version_and_the_servers_asked_for()
    {
        var server = new FakeServer().Answer(
            Route, HttpStatusCode.OK, """{"proxy":"traefik","form":"file","version":"3.7.6","files":[{"name":"a.yaml","content":"a: b\n"}],"notes":[]}""");
        using var client = NewClient(server);

        await client.Apps.TraefikSnippetAsync(
            TheAppId, forwardAuthUrl: "https://catalyst:5081", upstreamUrl: "http://reports:3000", version: "3.7.6", caFile: "/run/ca.pem",
            cancellationToken: TestContext.Current.CancellationToken);

        server.Only.Query.ShouldBe(
            "?proxy=traefik&form=file&version=3.7.6&forwardAuthUrl=https%3A%2F%2Fcatalyst%3A5081&upstreamUrl=http%3A%2F%2Freports%3A3000&caFile=%2Frun%2Fca.pem");
    }

    [Fact]
    public async Task What_the_server_refuses_is_refused()
    {
        using var client = NewClient(new FakeServer().Answer(Route, HttpStatusCode.NotFound, """{"code":"app.not_found","title":"T"}"""));

        var snippet = await client.Apps.TraefikSnippetAsync(TheAppId, cancellationToken: TestContext.Current.CancellationToken);

        snippet.Error.Kind.ShouldBe(ErrorKind.NotFound);
    }
}
