using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.AppSessions;

public sealed class SqliteClaimChangeTests(SqliteServer server) : ClaimChangeTests(server);

public sealed class PostgresClaimChangeTests(PostgresServer server) : ClaimChangeTests(server);

/// <summary>
/// What somebody is changes while they are signed in, in either direction: forward-auth, which decides by what tokens and cookies say, does not go on with
/// what was said before.
/// </summary>
public abstract class ClaimChangeTests(TestServer server)
{
    private const string App =
        """{"name":"Reports","hosts":["app.localhost"],"rules":[{"path":"/gold/**","require":{"label":"tier:gold"}},{"path":"/**","require":{"permission":"org:read"},"deny":{"any":[{"label":"blocked"},{"group":"contractors"},{"role":"outsider"}]}}]}""";

    [Theory]
    [InlineData("user label")]
    [InlineData("org label")]
    [InlineData("group label")]
    [InlineData("group")]
    [InlineData("role")]
    [InlineData("role of a group")]
    [InlineData("role of all")]
    public async Task What_a_rule_denies_by_ends_what_was_let_in_before(string change)
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var (mia, team) = await MemberAsync(house);
        using var browser = await house.SignInAsync(mia);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        var before = (await server.EnterAsync(mia, house.Org)).AccessToken!;
        (await server.AskGateAsync(house.App, "/reports", before)).Status.ShouldBe(HttpStatusCode.OK);

        await DenyAsync(change, house, mia, team);

        (await server.AskGateAsync(house.App, "/reports", before)).ShouldBe(HttpStatusCode.Unauthorized, "decision.invalid_token");
        (await server.AskGateAsync(house.App, "/reports", (await server.EnterAsync(mia, house.Org)).AccessToken!))
            .ShouldBe(HttpStatusCode.Forbidden, "decision.denied");
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Forbidden);

        // The API asks the database what they may, and has no need of another token.
        (await mia.GetAsync($"/v1/orgs/{house.Org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_label_that_is_taken_away_opens_nothing_more_and_one_that_is_given_opens_at_once()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var (mia, _) = await MemberAsync(house);
        await LabelAsync(mia, "tier:gold");
        using var browser = await house.SignInAsync(mia);
        (await browser.FollowAsync($"{house.Url}/gold/x")).Status.ShouldBe(HttpStatusCode.OK);
        var before = (await server.EnterAsync(mia, house.Org)).AccessToken!;
        (await server.AskGateAsync(house.App, "/gold/x", before)).Status.ShouldBe(HttpStatusCode.OK);
        (await IntrospectAsync(house.Owner, before)).ShouldBeTrue();

        await LabelAsync(mia);

        (await server.AskGateAsync(house.App, "/gold/x", before)).ShouldBe(HttpStatusCode.Unauthorized, "decision.invalid_token");
        (await browser.FollowAsync($"{house.Url}/gold/x")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);
        (await IntrospectAsync(house.Owner, before)).ShouldBeFalse();

        await LabelAsync(mia, "tier:gold");
        (await browser.FollowAsync($"{house.Url}/gold/x")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_ends_with_the_label_or_the_role_that_is_given_for_a_time()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var (mia, _) = await MemberAsync(house);
        Life((await server.EnterAsync(mia, house.Org)).AccessToken!).ShouldBe(300);

        var end = FactorCalls.Now.AddSeconds(120);
        (await house.Owner.PostAsync($"/v1/orgs/{house.Org}/bindings", new { subject = mia.UserId, role = "admin", expiresAt = end })).ShouldBe(HttpStatusCode.Created);
        Life((await server.EnterAsync(mia, house.Org)).AccessToken!).ShouldBeInRange(60, 121);

        (await (await server.SignInAdminAsync()).PutAsync($"/v1/users/{mia.UserId}/labels", new { labels = new[] { new { label = "trial", expiresAt = end.AddSeconds(-60) } } }))
            .ShouldBe(HttpStatusCode.OK);
        Life((await server.EnterAsync(mia, house.Org)).AccessToken!).ShouldBeInRange(1, 61);
    }

    [Fact]
    public async Task So_does_the_token_of_a_key()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var key = (await house.Owner.PostAsync($"/v1/orgs/{house.Org}/keys", new { name = "reports", kind = "secret", scopes = new[] { "org:read" } })).Text("key");
        Life((await server.Anonymous().ExchangeAsync(key)).Text("access_token")).ShouldBe(300);

        (await house.Owner.PutAsync($"/v1/orgs/{house.Org}/labels", new { labels = new[] { new { label = "trial", expiresAt = FactorCalls.Now.AddSeconds(60) } } }))
            .ShouldBe(HttpStatusCode.OK);

        Life((await server.Anonymous().ExchangeAsync(key)).Text("access_token")).ShouldBeInRange(1, 61);
    }

    [Fact]
    public async Task The_token_of_a_key_ends_with_a_role_that_is_bound_for_a_time()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var (mia, team) = await MemberAsync(house);
        var end = FactorCalls.Now.AddSeconds(60);
        var (id, key) = await house.Owner.NewKeyAsync(house.Org, "org:read");
        var own = (await mia.PostAsync("/v1/me/keys", new { org = house.Org, name = "hers", scopes = new[] { "org:read" } })).Text("key");

        foreach (var subject in new[] { id, team })
        {
            (await house.Owner.PostAsync($"/v1/orgs/{house.Org}/bindings", new { subject, role = "outsider", expiresAt = end })).ShouldBe(HttpStatusCode.Created);
        }

        Life((await server.Anonymous().ExchangeAsync(key)).Text("access_token")).ShouldBeInRange(1, 61);
        Life((await server.Anonymous().ExchangeAsync(own)).Text("access_token")).ShouldBeInRange(1, 61);
    }

    [Fact]
    public async Task The_token_of_a_key_ends_when_a_role_that_is_bound_to_it_holds_less()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var orgs = $"/v1/orgs/{house.Org}";
        var role = (await house.Owner.PostAsync($"{orgs}/roles", new { name = "reader", permissions = new[] { "members:read", "org:read" } })).Text("id");
        var (id, key) = await house.Owner.NewKeyAsync(house.Org, "org:read");
        var (_, unbound) = await house.Owner.NewKeyAsync(house.Org, "org:read");
        (await house.Owner.PostAsync($"{orgs}/bindings", new { subject = id, role = "reader" })).ShouldBe(HttpStatusCode.Created);
        var token = await ExchangeAsync(key);
        var other = await ExchangeAsync(unbound);
        (await token.GetAsync($"{orgs}/members")).ShouldBe(HttpStatusCode.OK);

        (await house.Owner.PatchAsync($"{orgs}/roles/{role}", new { permissions = new[] { "org:read" } })).ShouldBe(HttpStatusCode.OK);

        (await token.GetAsync($"{orgs}/members")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await (await ExchangeAsync(key)).GetAsync($"{orgs}/members")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await other.GetAsync(orgs)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_name_or_description_outdates_no_token()
    {
        await using var house = await AppHouse.BuildAsync(server, App);
        var (mia, team) = await MemberAsync(house);
        var orgs = $"/v1/orgs/{house.Org}";
        var role = (await house.Owner.GetAsync($"{orgs}/roles")).Items().Single(found => found["name"]!.GetValue<string>() == "outsider")["id"]!.GetValue<string>();
        (await house.Owner.PostAsync($"{orgs}/bindings", new { subject = mia.UserId, role = "outsider" })).ShouldBe(HttpStatusCode.Created);
        var token = (await server.EnterAsync(mia, house.Org)).AccessToken!;

        (await house.Owner.PatchAsync($"{orgs}/groups/{team}", new { name = "The team", description = "Us" })).ShouldBe(HttpStatusCode.OK);
        (await house.Owner.PatchAsync($"{orgs}/roles/{role}", new { description = "Not of here" })).ShouldBe(HttpStatusCode.OK);
        (await IntrospectAsync(house.Owner, token)).ShouldBeTrue();

        (await house.Owner.PatchAsync($"{orgs}/roles/{role}", new { permissions = new[] { "org:read", "members:read" } })).ShouldBe(HttpStatusCode.OK);
        (await IntrospectAsync(house.Owner, token)).ShouldBeFalse();
    }

    private async Task<Caller> ExchangeAsync(string key) => new(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

    private static async Task<bool> IntrospectAsync(Caller owner, string token) =>
        (await owner.SendAsync(HttpMethod.Post, "/oauth/introspect", new FormUrlEncodedContent([new("token", token)]))).At("active")!.GetValue<bool>();

    private static long Life(string token)
    {
        var claims = Jwt.Payload(token);
        return claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>();
    }

    private static async Task<(Caller Member, string Team)> MemberAsync(AppHouse house)
    {
        var mia = await house.AddMemberAsync();
        var group = await house.Owner.PostAsync($"/v1/orgs/{house.Org}/groups", new { name = "Team" });
        group.ShouldBe(HttpStatusCode.Created);
        (await house.Owner.PutAsync($"/v1/orgs/{house.Org}/groups/{group.Text("id")}/members/{mia.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await house.Owner.PostAsync($"/v1/orgs/{house.Org}/roles", new { name = "outsider", permissions = new[] { "org:read" } })).ShouldBe(HttpStatusCode.Created);
        return (mia, group.Text("id"));
    }

    private async Task LabelAsync(Caller user, params string[] labels) =>
        (await (await server.SignInAdminAsync()).PutAsync($"/v1/users/{user.UserId}/labels", new { labels })).ShouldBe(HttpStatusCode.OK);

    private async Task DenyAsync(string change, AppHouse house, Caller mia, string team)
    {
        var orgs = $"/v1/orgs/{house.Org}";
        switch (change)
        {
            case "user label":
                await LabelAsync(mia, "blocked");
                break;
            case "org label":
                (await house.Owner.PutAsync($"{orgs}/labels", new { labels = new[] { "blocked" } })).ShouldBe(HttpStatusCode.OK);
                break;
            case "group label":
                (await house.Owner.PatchAsync($"{orgs}/groups/{team}", new { labels = new[] { "blocked" } })).ShouldBe(HttpStatusCode.OK);
                break;
            case "group":
                var group = await house.Owner.PostAsync($"{orgs}/groups", new { name = "Contractors" });
                (await house.Owner.PutAsync($"{orgs}/groups/{group.Text("id")}/members/{mia.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
                break;
            case "role of a group":
                (await house.Owner.PatchAsync($"{orgs}/groups/{team}", new { roles = new[] { "outsider" } })).ShouldBe(HttpStatusCode.OK);
                break;
            default:
                var subject = change == "role" ? mia.UserId! : house.Org;
                (await house.Owner.PostAsync($"{orgs}/bindings", new { subject, role = "outsider" })).ShouldBe(HttpStatusCode.Created);
                break;
        }
    }
}
