using System.Net;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Server.Tests.OAuth;

/// <summary>A server that can't look up refresh tokens.</summary>
public sealed class ForgetfulServer : SqliteServer;

/// <summary>What fails is told apart from what is refused.</summary>
public sealed class UnavailableTests(ForgetfulServer server) : IClassFixture<ForgetfulServer>
{
    [Fact]
    public async Task A_refresh_that_could_not_be_judged_refuses_no_grant_and_ends_nothing()
    {
        var ada = await server.SignUpAsync();
        await server.WithAsync((_, context) => context.Database.ExecuteSqlRawAsync("ALTER TABLE refresh_tokens RENAME TO hidden"));

        var failed = await ada.RefreshAsync(ada.RefreshToken);

        failed.ShouldBe(HttpStatusCode.InternalServerError, "service.internal_error");
        failed.Text("error").ShouldBe("temporarily_unavailable");
        failed.Headers.CacheControl!.NoStore.ShouldBeTrue();
        await server.WithAsync((_, context) => context.Database.ExecuteSqlRawAsync("ALTER TABLE hidden RENAME TO refresh_tokens"));
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.OK);
    }
}
