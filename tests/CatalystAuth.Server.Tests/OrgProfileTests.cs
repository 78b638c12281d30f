using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgProfileTests(SqliteServer server) : OrgProfileTests(server);

public sealed class PostgresOrgProfileTests(PostgresServer server) : OrgProfileTests(server);

public abstract class OrgProfileTests(TestServer server)
{
    private const string Logo = "https://example.com/logo.svg";

    [Fact]
    public async Task What_is_absent_stays_and_null_empties()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var path = $"/v1/orgs/{org}/profile";
        (await ada.GetAsync(path)).Body.ShouldBe("""{"version":1,"links":[]}""");

        (await PatchAsync(ada, org, $$$"""
            {"description":"Makes\nthings.","logoUrl":"{{{Logo}}}","website":"https://example.com","colors":{"primary":"#1a2b3c","text":"#000000"},
             "address":{"lines":["1 High Street"],"locality":"London","country":"GB"},"contact":{"email":"a@example.com"},
             "links":[{"label":"Docs","url":"https://example.com/docs"}]}
            """)).ShouldBe(HttpStatusCode.OK);
        (await PatchAsync(ada, org, """{"website":null,"colors":{"text":null,"accent":"#ffffff"},"contact":{"email":null},"links":null}""")).ShouldBe(HttpStatusCode.OK);

        var profile = await ada.GetAsync(path);
        profile.Text("description").ShouldBe("Makes\nthings.");
        profile.At("website").ShouldBeNull();
        profile.At("colors")!.ToJsonString().ShouldBe("""{"primary":"#1a2b3c","accent":"#ffffff"}""");
        profile.Text("address.country").ShouldBe("GB");
        profile.At("contact").ShouldBeNull();
        profile.At("links")!.AsArray().ShouldBeEmpty();
        profile.Headers.ETag!.Tag.ShouldBe("\"3\"");
        (await ada.GetAsync($"/v1/orgs/{org}")).Headers.ETag!.Tag.ShouldBe("\"3\"");
    }

    [Fact]
    public async Task The_logo_is_shown_wherever_one_chooses_an_organisation()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await PatchAsync(ada, org, $$"""{"logoUrl":"{{Logo}}"}""")).ShouldBe(HttpStatusCode.OK);
        var invited = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email, role = "viewer" });
        var token = new Uri(invited.Text("url")).Fragment is { Length: > 0 } fragment ? fragment : new Uri(invited.Text("url")).Query;

        (await ada.GetAsync($"/v1/orgs/{org}")).Text("logoUrl").ShouldBe(Logo);
        (await ada.GetAsync("/v1/orgs")).Items().Single()["logoUrl"]!.GetValue<string>().ShouldBe(Logo);
        (await ada.GetAsync("/v1/me")).At("orgs")![0]!["logoUrl"]!.GetValue<string>().ShouldBe(Logo);
        var preview = await server.Anonymous().PostAsync("/v1/invitations/preview", new { token = token[(token.IndexOf('=') + 1)..] });
        preview.Text("orgLogo").ShouldBe(Logo);
    }

    [Theory]
    [InlineData("""{"logoUrl":"javascript:alert(1)"}""", "org.invalid_profile", "logoUrl")]
    [InlineData("""{"website":"http://example.com"}""", "org.invalid_profile", "website")]
    [InlineData("""{"colors":{"primary":"red"}}""", "org.invalid_profile", "colors.primary")]
    [InlineData("""{"address":{"country":"XX"}}""", "org.invalid_profile", "address.country")]
    [InlineData("""{"contact":{"phone":"123"}}""", "org.invalid_profile", "contact.phone")]
    [InlineData("""{"links":[null]}""", "org.invalid_profile", "links")]
    [InlineData("""{"address":{"lines":[null]}}""", "org.invalid_profile", "address.lines")]
    [InlineData("""{"version":7}""", "request.invalid", "version")]
    [InlineData("""{"name":"Other"}""", "request.invalid", null)]
    [InlineData("""{"colors":{"shine":"#ffffff"}}""", "request.invalid", null)]
    [InlineData("""{"colors":"#ffffff"}""", "request.invalid", null)]
    [InlineData("""{"links":7}""", "request.invalid", null)]
    [InlineData("""{"website":"a","website":"b"}""", "request.invalid", null)]
    [InlineData("""{"description":"\ud800"}""", null, null)]
    [InlineData("[]", "request.invalid", null)]
    [InlineData("null", "request.invalid", null)]
    [InlineData("{", "request.invalid", null)]
    public async Task A_malformed_change_is_refused_and_nothing_changes(string changes, string? code, string? field)
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var answer = await PatchAsync(ada, org, changes);

        answer.ShouldBe(HttpStatusCode.BadRequest, code);
        if (field is not null)
        {
            answer.Json!["errors"]![field].ShouldNotBeNull(answer.Body);
        }

        (await ada.GetAsync($"/v1/orgs/{org}/profile")).Body.ShouldBe("""{"version":1,"links":[]}""");
    }

    [Fact]
    public async Task A_viewer_reads_it_and_only_who_may_update_writes_it()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var eve = await server.SignUpAsync("Eve");
        await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" });
        var path = $"/v1/orgs/{org}/profile";

        (await bob.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        (await PatchAsync(bob, org, "{}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await eve.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await PatchAsync(eve, org, "{}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await server.Anonymous().GetAsync(path)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await PatchAsync(ada, org, new string(' ', 300 * 1024) + "{}")).ShouldBe(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task Of_two_changes_of_one_version_one_wins_and_each_is_recorded_with_what_changed()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => ada.PatchAsync($"/v1/orgs/{org}/profile", new { description = $"{i}" }, "\"1\"")));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Code == "request.version_mismatch").ShouldBe(3);
        var won = answers.Single(answer => answer.Status == HttpStatusCode.OK).Text("description");
        (await ada.PatchAsync($"/v1/orgs/{org}/profile", new { description = won })).Headers.ETag!.Tag.ShouldBe("\"2\"");
        var record = (await server.RecordsOfAsync(org)).Single(record => record.Action == "org.profile_changed");
        JsonNode.Parse(record.Data)!.ToJsonString().ShouldBe($$$"""{"before":{},"after":{"description":"{{{won}}}"}}""");
        record.Actor.ShouldBe(ada.UserId);
    }

    private static Task<Answer> PatchAsync(Caller caller, string org, string changes) =>
        caller.SendAsync(HttpMethod.Patch, $"/v1/orgs/{org}/profile", Json.Content(changes));
}
