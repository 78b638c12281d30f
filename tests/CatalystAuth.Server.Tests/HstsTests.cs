using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>Browsers are held to HTTPS where the public URL has it.</summary>
public sealed class HstsTests(SqliteServer plain, HstsTests.SecureServer secure, HstsTests.LocalServer local)
    : IClassFixture<HstsTests.SecureServer>, IClassFixture<HstsTests.LocalServer>
{
    private const string Header = "Strict-Transport-Security";

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    [InlineData("/v1/me", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/nothing-is-here", HttpStatusCode.NotFound)]
    public async Task They_are_told_with_every_answer_and_of_no_other_host(string path, HttpStatusCode status)
    {
        var answer = await secure.Anonymous().GetAsync(path);

        answer.Status.ShouldBe(status);
        answer.Headers.GetValues(Header).ShouldBe(["max-age=31536000"]);
        (await plain.Anonymous().GetAsync(path)).Headers.Contains(Header).ShouldBeFalse();
        (await local.Anonymous().GetAsync(path)).Headers.Contains(Header).ShouldBeFalse("it would hold everything on this machine to HTTPS");
    }

    public abstract class HttpsServer(string url) : SqliteServer
    {
        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            settings["Catalyst:PublicUrl"] = url;
        }
    }

    public sealed class SecureServer() : HttpsServer("https://auth.example.com");

    public sealed class LocalServer() : HttpsServer("https://localhost:8443");
}
