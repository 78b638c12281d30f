using System.Net;
using CatalystAuth.Contracts.SigningKeys;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.SigningKeys;

/// <summary>Several nodes on one PostgreSQL database, which share nothing else.</summary>
public sealed class SigningKeyNodesTests
{
    [Fact]
    public async Task Nodes_that_rotate_at_once_make_one_key_between_them()
    {
        await using var a = await NewServerAsync();
        await using var b = new OtherNode(a);
        await b.InitializeAsync();
        await a.TurnAsync(TimeSpan.FromDays(90));
        await b.TurnAsync(TimeSpan.FromDays(90));
        var admin = await a.SignInAdminAsync();
        var adminAtB = new Caller(b.NewHttpClient(), admin.AccessToken);

        var turns = Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? a : (TestServer)b).RotateDueAsync()).ToList();
        var commands = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            (i % 2 == 0 ? admin : adminAtB).PostAsync("/v1/signing-keys/rotate", new { use = "access" })));
        await Task.WhenAll(turns);

        commands.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        commands.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "signing_key.rotation_pending");
        foreach (var use in Enum.GetValues<SigningKeyUse>())
        {
            (await a.StoredKeysAsync(use)).Count.ShouldBe(2, $"{use}");
        }

        await a.HearAsync();
        await b.HearAsync();
        (await b.KeySetAsync()).ShouldBe(await a.KeySetAsync());
    }

    [Fact]
    public async Task Nodes_that_start_at_once_have_the_same_keys()
    {
        await using var a = await NewServerAsync();
        await using var b = new OtherNode(a);
        await using var c = new OtherNode(a);

        await Task.WhenAll(b.InitializeAsync().AsTask(), c.InitializeAsync().AsTask());

        (await b.KeySetAsync()).ShouldBe(await a.KeySetAsync());
        (await c.KeySetAsync()).ShouldBe(await a.KeySetAsync());
        var ada = await a.SignUpAsync();
        (await new Caller(c.NewHttpClient(), ada.AccessToken).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_of_a_key_that_a_node_does_not_know_makes_it_look_at_most_every_ten_seconds()
    {
        await using var a = await NewServerAsync();
        await using var b = new OtherNode(a);
        await b.InitializeAsync();

        // B hears of nothing: its feed is read below, by hand.
        await RotateNowAsync(a);
        var first = await a.SignUpAsync();
        (await new Caller(b.NewHttpClient(), first.AccessToken).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        var stranger = Jwt.WithKeyId(first.AccessToken!, "unknown");
        (await new Caller(b.NewHttpClient(), stranger).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
    }

    [Fact]
    public async Task A_key_that_is_revoked_at_one_node_is_refused_at_the_other_when_it_hears_of_it()
    {
        await using var a = await NewServerAsync();
        await using var b = new OtherNode(a);
        await b.InitializeAsync();
        var ada = await a.SignUpAsync();
        var atB = new Caller(b.NewHttpClient(), ada.AccessToken);
        (await atB.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        var admin = await a.SignInAdminAsync();
        (await admin.PostAsync($"/v1/signing-keys/{ada.KeyOf()}/revoke", new { reason = "Test" })).ShouldBe(HttpStatusCode.OK);
        await b.HearAsync();

        (await atB.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await b.KeySetAsync()).ShouldNotContain(ada.KeyOf());
        (await b.KeySetAsync()).ShouldBe(await a.KeySetAsync());
        var later = await b.SignUpAsync();
        later.KeyOf().ShouldNotBe(ada.KeyOf());
        (await new Caller(a.NewHttpClient(), later.AccessToken).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<PostgresKeyServer> NewServerAsync()
    {
        var server = new PostgresKeyServer();
        await server.InitializeAsync();
        return server;
    }

    private static async Task RotateNowAsync(TestServer server)
    {
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync("/v1/signing-keys/rotate", new { immediately = true })).ShouldBe(HttpStatusCode.OK);
        await server.TurnAsync(TimeSpan.FromSeconds(2));
    }
}
