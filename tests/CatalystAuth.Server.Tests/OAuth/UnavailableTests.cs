using System.Net;
using CatalystAuth.Contracts.Results;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.OAuth;

/// <summary>A server that can't look up refresh tokens.</summary>
public sealed class ForgetfulServer : SqliteServer
{
    protected override void Replace(IServiceCollection services) => services.AddScoped<IRefreshTokenStore, Unreachable>();

    private sealed class Unreachable : IRefreshTokenStore
    {
        public void Add(RefreshTokenRecord token)
        {
        }

        public Task<RefreshTokenRecord?> FindAsync(string id, CancellationToken cancellationToken) => throw new InfraException("Gone.");

        public Task<bool> TrySpendAsync(string id, string successorId, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new InfraException("Gone.");

        public Task PurgeAsync(DateTimeOffset spentBefore, DateTimeOffset expiredBefore, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>What fails is told apart from what is refused.</summary>
public sealed class UnavailableTests(ForgetfulServer server) : IClassFixture<ForgetfulServer>
{
    [Fact]
    public async Task A_refresh_that_could_not_be_judged_says_to_come_again_and_ends_nothing()
    {
        var ada = await server.SignUpAsync();

        var answer = await ada.RefreshAsync(ada.RefreshToken);

        answer.ShouldBe(HttpStatusCode.ServiceUnavailable, "request.unavailable");
        answer.Text("error").ShouldBe("temporarily_unavailable");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }
}
