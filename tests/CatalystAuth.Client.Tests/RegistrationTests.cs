using System.Net;
using CatalystAuth.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

public sealed class RegistrationTests
{
    private const string TokenRoute = "POST /oauth/token";

    [Fact]
    public async Task Each_scope_has_a_client_of_its_own_that_serves_the_whole_scope()
    {
        var server = ServerThatTakes("access-1");
        await using var provider = Provider(server, o => o.Url = Url);
        await using var first = provider.CreateAsyncScope();
        await using var second = provider.CreateAsyncScope();

        first.ServiceProvider.GetRequiredService<CatalystClient>().UseTokens(TokensOf("1"));

        var own = await first.ServiceProvider.GetRequiredService<ICatalyst>().Me.GetAsync(TestContext.Current.CancellationToken);
        var foreign = await second.ServiceProvider.GetRequiredService<ICatalyst>().Me.GetAsync(TestContext.Current.CancellationToken);
        own.IsSuccess.ShouldBeTrue();
        foreign.Error.Code.ShouldBe("auth.unauthenticated");
    }

    [Fact]
    public async Task All_scopes_share_the_token_of_the_key()
    {
        var server = ServerThatTakes("access-k").Answer(TokenRoute, HttpStatusCode.OK, KeyTokenJson("k"));
        await using var provider = Provider(server, o => (o.Url, o.ApiKey) = (Url, Key));

        for (var i = 0; i < 3; i++)
        {
            await using var scope = provider.CreateAsyncScope();
            var me = await scope.ServiceProvider.GetRequiredService<ICatalyst>().Me.GetAsync(TestContext.Current.CancellationToken);
            me.IsSuccess.ShouldBeTrue();
        }

        server.To(TokenRoute).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_can_not_be_had_outside_of_a_scope()
    {
        await using var provider = Provider(new FakeServer(), o => o.Url = Url);

        Should.Throw<InvalidOperationException>(() => provider.GetRequiredService<ICatalyst>());
    }

    [Theory]
    [InlineData(null, "Url is missing")]
    [InlineData(" ", "Url is missing")]
    [InlineData("auth.example.com", "Url is not")]
    [InlineData("/auth", "Url is not")]
    [InlineData("ftp://auth.example.com", "Url is not")]
    [InlineData("https://ada:pw@auth.example.com", "Url has")]
    [InlineData("https://auth.example.com?x=1", "Url has")]
    [InlineData("https://auth.example.com#x", "Url has")]
    public async Task An_address_that_can_not_be_used_is_refused_with_a_remedy(string? url, string message)
    {
        await using var provider = Provider(new FakeServer(), o => o.Url = url);
        await using var scope = provider.CreateAsyncScope();

        Should.Throw<OptionsValidationException>(() => scope.ServiceProvider.GetRequiredService<ICatalyst>())
            .Message.ShouldStartWith(message);
        Should.Throw<ArgumentException>(() => new CatalystClient(url!)).Message.ShouldStartWith(message);
    }

    [Fact]
    public void An_address_that_is_null_or_relative_is_refused()
    {
        Should.Throw<ArgumentException>(() => new CatalystClient((Uri)null!));
        Should.Throw<ArgumentException>(() => new CatalystClient(new Uri("/auth", UriKind.Relative)));
    }

    [Fact]
    public void An_empty_key_is_refused_rather_than_taken_for_none()
    {
        Should.Throw<ArgumentException>(() => new CatalystClient(new CatalystClientOptions { Url = Url, ApiKey = "" }))
            .Message.ShouldStartWith("ApiKey is empty");
    }

    private static ServiceProvider Provider(FakeServer server, Action<CatalystClientOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddCatalystClient(configure).ConfigurePrimaryHttpMessageHandler(() => server);
        return services.BuildServiceProvider(validateScopes: true);
    }
}
