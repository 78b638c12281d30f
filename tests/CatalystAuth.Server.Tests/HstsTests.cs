using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>Browsers are held to HTTPS where the public URL has it.</summary>
public sealed class HstsTests(SqliteServer plain, HstsTests.SecureServer secure) : IClassFixture<HstsTests.SecureServer>
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
    }

    public sealed class SecureServer : SqliteServer
    {
        protected override Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            settings["Catalyst:PublicUrl"] = "https://auth.example.com";
            return Task.CompletedTask;
        }
    }
}
