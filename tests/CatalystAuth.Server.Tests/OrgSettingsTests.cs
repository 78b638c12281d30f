using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgSettingsTests(SqliteServer server) : OrgSettingsTests(server);

public sealed class PostgresOrgSettingsTests(PostgresServer server) : OrgSettingsTests(server);

public abstract class OrgSettingsTests(TestServer server)
{
    [Fact]
    public async Task Each_part_is_merged_by_itself()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.GetAsync($"/v1/orgs/{org}/settings")).Body.ShouldBe("""{"client":{},"server":{},"version":0}""");

        (await PatchAsync(ada, org, """{"client":{"theme":"dark","nav":{"a":1,"b":2}},"server":{"feed":"x"}}""")).ShouldBe(HttpStatusCode.OK);
        var merged = await PatchAsync(ada, org, """{"client":{"theme":null,"nav":{"b":3,"c":{"gone":null}},"list":[1,null]}}""");

        merged.Body.ShouldBe("""{"client":{"nav":{"a":1,"b":3,"c":{}},"list":[1,null]},"server":{"feed":"x"},"version":2}""");
        merged.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await PatchAsync(ada, org, """{"client":null}""")).Body.ShouldBe("""{"client":{},"server":{"feed":"x"},"version":3}""");
        (await PatchAsync(ada, org, "{}")).Headers.ETag!.Tag.ShouldBe("\"3\"");
        (await ada.GetAsync($"/v1/orgs/{org}")).Headers.ETag!.Tag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task The_part_for_servers_is_for_who_holds_the_permission()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var path = $"/v1/orgs/{org}/settings";
        var bob = await server.SignUpAsync("Bob");
        var eve = await server.SignUpAsync("Eve");
        await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" });
        (await PatchAsync(ada, org, """{"client":{"theme":"dark"},"server":{"token":"hush"}}""")).ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync(path)).Body.ShouldBe("""{"client":{"theme":"dark"},"version":1}""");
        (await PatchAsync(bob, org, """{"client":{}}""")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await server.Anonymous().GetAsync(path)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await (await KeyAsync(ada, org, "org:read")).GetAsync(path)).Body.ShouldNotContain("hush");
        (await (await KeyAsync(ada, org, "org:read", "settings:read")).GetAsync(path)).Text("server.token").ShouldBe("hush");
        (await PatchAsync(await KeyAsync(ada, org, "settings:write"), org, """{"server":{"token":"new"}}""")).Body
            .ShouldBe("""{"client":{"theme":"dark"},"version":2}""");
    }

    [Theory]
    [InlineData("""{"other":{}}""", "request.invalid")]
    [InlineData("""{"version":2}""", "request.invalid")]
    [InlineData("""{"client":[]}""", "request.invalid")]
    [InlineData("""{"client":"x"}""", "request.invalid")]
    [InlineData("""{"client":{"a":1,"a":2}}""", "request.invalid")]
    [InlineData("null", "request.invalid")]
    [InlineData("""{"client":{"a":"\ud800"}}""", null)]
    public async Task A_malformed_change_is_refused_and_nothing_changes(string changes, string? code)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        (await PatchAsync(ada, org, changes)).ShouldBe(HttpStatusCode.BadRequest, code);

        (await ada.GetAsync($"/v1/orgs/{org}/settings")).At("version")!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_part_has_a_limit_of_size_and_depth_also_when_it_grows_little_by_little()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);
        static string Text(string name, int length) => $"{{\"{name}\":\"{new string('x', length)}\"}}";

        (await PatchAsync(ada, org, $"{{\"client\":{Text("a", 20_000)},\"server\":{Text("a", 32 * 1024 - 8)}}}")).ShouldBe(HttpStatusCode.OK);
        (await PatchAsync(ada, org, $"{{\"client\":{Text("b", 20_000)}}}")).ShouldBe(HttpStatusCode.BadRequest, "org.invalid_settings");
        (await PatchAsync(ada, org, $"{{\"server\":{Text("a", 32 * 1024 - 7)}}}")).ShouldBe(HttpStatusCode.BadRequest, "org.invalid_settings");
        (await PatchAsync(ada, org, $"{{\"client\":{Deep(16)}}}")).ShouldBe(HttpStatusCode.OK);
        (await PatchAsync(ada, org, $"{{\"client\":{Deep(17)}}}")).ShouldBe(HttpStatusCode.BadRequest, "org.invalid_settings");
        (await PatchAsync(ada, org, $"{{\"client\":{Text("a", 300 * 1024)}}}")).ShouldBe(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task What_many_write_at_once_is_all_there_and_of_one_version_one_wins()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            ada.SendAsync(HttpMethod.Patch, $"/v1/orgs/{org}/settings", Json.Content($$$"""{"client":{"first":{{{i}}}}}"""), "\"0\"")));
        var merged = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PatchAsync(ada, org, $$$"""{"client":{"k{{{i}}}":{{{i}}}}}""")));

        first.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        first.Count(answer => answer.Code == "request.version_mismatch").ShouldBe(3);
        merged.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        var settings = await ada.GetAsync($"/v1/orgs/{org}/settings");
        settings.At("client")!.AsObject().Count.ShouldBe(9);
        settings.Headers.ETag!.Tag.ShouldBe("\"9\"");
    }

    [Fact]
    public async Task The_record_says_which_part_changed_and_nothing_of_what_is_in_it()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await PatchAsync(ada, org, """{"client":{},"server":{"token":"hush"}}""")).ShouldBe(HttpStatusCode.OK);

        var record = (await server.RecordsOfAsync(org)).Single(record => record.Action == "org.settings_changed");

        record.Data.ShouldBe("""{"before":{"version":0},"after":{"version":1},"parts":["server"]}""");
    }

    private static Task<Answer> PatchAsync(Caller caller, string org, string changes) =>
        caller.SendAsync(HttpMethod.Patch, $"/v1/orgs/{org}/settings", Json.Content(changes));

    private async Task<Caller> KeyAsync(Caller owner, string org, params string[] scopes)
    {
        var (_, text) = await owner.NewKeyAsync(org, scopes);
        return new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));
    }
}
