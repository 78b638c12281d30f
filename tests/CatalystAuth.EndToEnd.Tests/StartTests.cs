using System.Text.RegularExpressions;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Setup;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>The built server starts by itself, says what to do next, and keeps what it was told.</summary>
public sealed partial class StartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_says_what_to_do_next()
    {
        await using var server = await CatalystServerProcess.StartAsync();
        var url = server.Url.GetLeftPart(UriPartial.Authority);

        var output = await OutputWithLinkAsync(server);

        output.ShouldContain($"{url}/");
        output.ShouldContain($"{url}/setup#token=");
        output.ShouldContain(server.ForwardAuthUrl.GetLeftPart(UriPartial.Authority));
        output.ShouldContain(server.DataDirectory);
        File.Exists(Path.Combine(server.DataDirectory, "catalyst.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_setup_link_makes_the_first_admin_and_no_second()
    {
        await using var server = await CatalystServerProcess.StartAsync();
        var token = SetupLink().Match(await OutputWithLinkAsync(server)).Groups[1].Value;
        using var client = new CatalystClient(server.Url);

        (await client.Setup.CompleteAsync(new("wrong", "root@example.com", Tenant.Password, "Root"), Cancelled))
            .Error.Code.ShouldBe(SetupErrorCodes.InvalidToken);
        (await client.Setup.CompleteAsync(new(token, "root@example.com", Tenant.Password, "Root"), Cancelled))
            .Value.User!.PlatformAdmin.ShouldBeTrue();
        (await client.Setup.CompleteAsync(new(token, "again@example.com", Tenant.Password, "Again"), Cancelled))
            .Error.Code.ShouldBe(SetupErrorCodes.InvalidToken);

        (await client.Me.GetAsync(Cancelled)).Value.PlatformAdmin.ShouldBeTrue();
        await server.KillAsync();
        await server.StartAgainAsync();
        (await client.Me.GetAsync(Cancelled)).Value.Email.ShouldBe("root@example.com");
        server.Output.ShouldNotContain("token=");
        (await client.Setup.CompleteAsync(new(token, "again@example.com", Tenant.Password, "Again"), Cancelled))
            .Error.Code.ShouldBe(SetupErrorCodes.InvalidToken);
    }

    [Fact]
    public async Task A_configured_admin_can_sign_in_and_no_link_is_printed()
    {
        await using var server = await CatalystServerProcess.StartAsync(
            new() { AdminEmail = "root@example.com", AdminPassword = Tenant.Password });
        using var client = new CatalystClient(server.Url);

        var flow = await client.Auth.StartFlowAsync(
            new(FlowTypes.SignIn, new() { Identifier = "root@example.com", Password = Tenant.Password }), Cancelled);

        flow.Value.User!.PlatformAdmin.ShouldBeTrue();
        server.Output.ShouldNotContain("token=");
        server.Output.ShouldNotContain(Tenant.Password);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_killed_server_comes_back_with_everything_it_had_confirmed(string provider)
    {
        var database = provider == "postgres" ? await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync() : null;
        await using var server = await CatalystServerProcess.StartAsync(new() { PostgreSql = database });
        using var tenant = await Tenant.SignUpAsync(server.Url, "Ada");
        var key = await tenant.IssueKeyAsync("app:read");

        await server.KillAsync();
        await server.StartAgainAsync();

        // The session's token was signed before: the signing keys are still there, and can still be decrypted.
        (await tenant.Client.Orgs.GetAsync(tenant.Org.Id, Cancelled)).Value.ShouldBeEquivalentTo(tenant.Org);
        (await tenant.Client.Keys.GetAsync(key.Id, Cancelled)).Value.Hint.ShouldBe(key.Hint);
        (await tenant.ExchangeAsync(key)).ShouldNotBeEmpty();
        using var client = new CatalystClient(server.Url);
        var flow = await client.Auth.StartFlowAsync(
            new(FlowTypes.SignIn, new() { Identifier = tenant.Owner.Email, Password = Tenant.Password, Org = tenant.Org.Slug }), Cancelled);
        flow.Value.Step.Kind.ShouldBe(FlowStepKinds.Done);
        (await client.Orgs.GetAsync(OrgRef.Parse(tenant.Org.Slug), Cancelled)).Value.Id.ShouldBe(tenant.Org.Id);
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_stops()
    {
        await using var server = await CatalystServerProcess.StartAsync();

        (await server.StopAsync()).ShouldBe(0, server.Output);
    }

    [Theory]
    [InlineData("Catalyst__Storage__Provider", "oracle")]
    [InlineData("ConnectionStrings__Catalyst", null)]
    [InlineData("ConnectionStrings__Redis", "redis://localhost:6379")]
    [InlineData("ConnectionStrings__Redis", "localhost,nonsense=1")]
    [InlineData("Catalyst__PublicUrl", "nonsense")]
    [InlineData("Catalyst__PublicUrl", "ftp://localhost")]
    [InlineData("Catalyst__ForwardAuth__Urls", "nonsense")]
    [InlineData("Catalyst__ForwardAuth__TrustedProxies__0", "x")]
    [InlineData("Catalyst__ForwardAuth__TrustedProxies__0", "10.0.0.0/99")]
    [InlineData("Catalyst__Tokens__AccessLifetime", "00:00:00")]
    [InlineData("Catalyst__Tokens__AccessLifetime", "soon")]
    [InlineData("Catalyst__Invalidation__Bound", "01:00:00")]
    [InlineData("Catalyst__TrustedProxies__0", "10.0.0.0/99")]
    [InlineData("Catalyst__Identity__MinimumPasswordLength", "1")]
    [InlineData("Catalyst__Bootstrap__AdminEmail", "root@example.com")]
    [InlineData("Catalyst__Bootstrap__AdminPassword", "short")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string? value)
    {
        var settings = new Dictionary<string, string?> { [key] = value };
        var options = new CatalystServerOptions { Settings = settings };
        if (value is null)
        {
            settings["Catalyst__Storage__Provider"] = "postgres";
        }
        else if (key == "Catalyst__Bootstrap__AdminPassword")
        {
            settings["Catalyst__Bootstrap__AdminEmail"] = "root@example.com";
        }

        var (exitCode, output) = await CatalystServerProcess.FailToStartAsync(options);

        exitCode.ShouldNotBe(0);
        // One that stands alone misses its other half, and that is what the message has to name.
        output.ShouldContain(key == "Catalyst__Bootstrap__AdminEmail" ? "Catalyst__Bootstrap__AdminPassword" : key, customMessage: output);
        output.Split('\n').Last(line => line.Trim().Length > 0).ShouldStartWith("Catalyst-Auth can't start: ", customMessage: output);
    }

    // The last thing that the server prints, perhaps after it is ready.
    private static Task<string> OutputWithLinkAsync(CatalystServerProcess server) =>
        Eventually.GetAsync(() => Task.FromResult(server.Output), SetupLink().IsMatch, TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"https?://\S+/setup#token=(\S+)")]
    private static partial Regex SetupLink();
}
