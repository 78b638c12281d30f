using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteProfileTests(SqliteServer server) : ProfileTests(server);

public sealed class PostgresProfileTests(PostgresServer server) : ProfileTests(server);

public abstract class ProfileTests(TestServer server)
{
    [Fact]
    public async Task A_user_writes_their_profile_and_their_own_part_and_no_other()
    {
        var ada = await server.SignUpAsync();
        var whole = new
        {
            name = "Ada L.",
            givenName = "Ada",
            familyName = "Lovelace",
            avatarUrl = "https://example.com/ada.png",
            locale = "en-GB",
            timeZone = "Europe/London",
            phone = "+442071838750",
            bio = "Counts.\nAnd writes.",
            links = new[] { new { label = "Notes", url = "https://example.com/notes" } },
            writable = new { theme = "dark" },
        };

        var written = await ada.PutAsync("/v1/me/profile", whole);

        written.ShouldBe(HttpStatusCode.OK);
        var me = await ada.GetAsync("/v1/me");
        me.Text("name").ShouldBe("Ada L.");
        me.Text("profile.familyName").ShouldBe("Lovelace");
        me.Text("profile.bio").ShouldBe("Counts.\nAnd writes.");
        me.Text("profile.writable.theme").ShouldBe("dark");
        me.At("profile.private").ShouldBeNull();
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", @private = new { } })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", @public = new { } })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");

        // What is left out is emptied.
        (await ada.PutAsync("/v1/me/profile", new { name = "Ada" })).ShouldBe(HttpStatusCode.OK);
        var emptied = await ada.GetAsync("/v1/me/profile");
        emptied.At("bio").ShouldBeNull();
        emptied.At("writable")!.AsObject().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("de-AT, en;q=0.5", "de", "Bestätige")]
    [InlineData("fr, en;q=0.5", "en", "Confirm")]
    [InlineData("fr", null, "Confirm")]
    [InlineData("\"?", null, "Confirm")]
    public async Task An_account_keeps_the_language_in_which_it_was_made_for_its_mails(string wanted, string? kept, string mailed)
    {
        using var http = server.NewHttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", wanted).ShouldBeTrue();
        var made = await new Caller(http, null).PostAsync("/v1/auth/flows", new
        {
            type = "sign_up",
            answers = new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Ada" },
        });
        made.ShouldBe(HttpStatusCode.OK);
        var ada = Caller.Of(server.NewHttpClient(), made);

        (await ada.GetAsync("/v1/me/profile")).At("locale")?.GetValue<string>().ShouldBe(kept);
        (await ada.PostAsync("/v1/me/emails", new { address = ada.Email })).ShouldBe(HttpStatusCode.Created);
        (await server.Mails.ToAsync(ada.Email)).Single().Subject.ShouldStartWith(mailed);
    }

    [Fact]
    public async Task An_admin_writes_every_part_and_a_user_does_not_take_theirs_away()
    {
        var ada = await server.SignUpAsync();
        var admin = await server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/profile", new
        {
            name = "Ada",
            @public = new { badge = "gold" },
            @private = new { risk = 7 },
            writable = new { theme = "light" },
        })).ShouldBe(HttpStatusCode.OK);

        (await ada.PutAsync("/v1/me/profile", new { name = "Ada", writable = new { theme = "dark" } })).ShouldBe(HttpStatusCode.OK);

        var mine = await ada.GetAsync("/v1/me/profile");
        mine.Text("public.badge").ShouldBe("gold");
        mine.Body.ShouldNotContain("risk");
        var whole = await admin.GetAsync($"/v1/users/{ada.UserId}");
        whole.At("profile.private.risk")!.GetValue<int>().ShouldBe(7);
        whole.Text("profile.writable.theme").ShouldBe("dark");
    }

    [Fact]
    public async Task The_record_of_a_change_says_what_changed_and_nothing_of_custom_data()
    {
        var ada = await server.SignUpAsync();
        var admin = await server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/profile", new { name = "Countess", @private = new { risk = "sky-high" } })).ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync($"/v1/users/{ada.UserId}/profile", new { name = "Countess", @private = new { risk = "sky-high" } })).ShouldBe(HttpStatusCode.OK);

        var record = (await admin.GetAsync($"/v1/audit/events?target={ada.UserId}&action=user.updated")).Items().ShouldHaveSingleItem();
        record["actor"]!.GetValue<string>().ShouldBe(admin.UserId);
        record["data"]!["before"]!.ToJsonString().ShouldBe("""{"name":"Ada"}""");
        record["data"]!["after"]!.ToJsonString().ShouldBe("""{"name":"Countess"}""");
        record["data"]!["customData"]!.ToJsonString().ShouldBe("""["private"]""");
        record.ToJsonString().ShouldNotContain("sky-high");
    }

    [Fact]
    public async Task Members_see_name_picture_address_and_public_part_and_no_more()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        var admin = await server.SignInAdminAsync();
        (await admin.PutAsync($"/v1/users/{ada.UserId}/profile", new
        {
            name = "Ada",
            familyName = "Secretname",
            avatarUrl = "https://example.com/a.png",
            phone = "+442071838750",
            @public = new { badge = "gold" },
            @private = new { risk = 7 },
            writable = new { diary = "x" },
        })).ShouldBe(HttpStatusCode.OK);

        var members = await bob.GetAsync($"/v1/orgs/{org}/members");

        var seen = members.Items().Single(member => member["userId"]!.GetValue<string>() == ada.UserId);
        seen["avatarUrl"]!.GetValue<string>().ShouldBe("https://example.com/a.png");
        seen["public"]!["badge"]!.GetValue<string>().ShouldBe("gold");
        foreach (var secret in new[] { "risk", "diary", "+44", "Secretname" })
        {
            members.Body.ShouldNotContain(secret);
        }

        (await bob.GetAsync($"/v1/users/{ada.UserId}/profile")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await bob.PutAsync($"/v1/users/{ada.UserId}/profile", new { name = "X" })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
    }

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("avatarUrl", "\"/ada.png\"")]
    [InlineData("avatarUrl", "\"javascript:alert(1)\"")]
    [InlineData("avatarUrl", "\"https://user:pass@example.com/\"")]
    [InlineData("locale", "\"english please\"")]
    [InlineData("timeZone", "\"Mars/Olympus\"")]
    [InlineData("timeZone", "\"../../etc/passwd\"")]
    [InlineData("phone", "\"0207 183 8750\"")]
    [InlineData("bio", "\"a\\u0000b\"")]
    [InlineData("links", "[{\"label\":\"x\",\"url\":\"http://example.com\"}]")]
    public async Task A_malformed_field_is_refused_by_its_name(string field, string json)
    {
        var ada = await server.SignUpAsync();
        var body = JsonNode.Parse($$"""{"name":"Ada"}""")!.AsObject();
        body.Remove(field);
        var text = body.ToJsonString().TrimEnd('}') + (body.Count > 0 ? "," : string.Empty) + $"\"{field}\":{json}}}";

        var answer = await ada.SendAsync(HttpMethod.Put, "/v1/me/profile", Json.Content(text));

        answer.ShouldBe(HttpStatusCode.BadRequest, "user.invalid_profile");
        answer.At($"errors.{field}").ShouldNotBeNull(answer.Body);
    }

    [Fact]
    public async Task Custom_data_has_a_limit_of_size_and_depth()
    {
        var ada = await server.SignUpAsync();
        Task<Answer> Put(string json) => ada.SendAsync(HttpMethod.Put, "/v1/me/profile", Json.Content($$"""{"name":"Ada","writable":{{json}}}"""));
        static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

        (await Put(Deep(16))).ShouldBe(HttpStatusCode.OK);
        (await Put(Deep(17))).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_profile");
        (await Put(Deep(200))).ShouldBe(HttpStatusCode.BadRequest);
        (await Put($"{{\"a\":\"{new string('x', (16 * 1024) - 8)}\"}}")).ShouldBe(HttpStatusCode.OK);
        (await Put($"{{\"a\":\"{new string('x', (16 * 1024) - 7)}\"}}")).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_profile");
        (await Put("{\"a\":\"\\ud800\"}")).ShouldBe(HttpStatusCode.BadRequest);
        (await Put("[]")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await Put("{\"a\":1,\"a\":2}")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_two_changes_of_one_version_one_wins()
    {
        var ada = await server.SignUpAsync();
        var tag = (await ada.GetAsync("/v1/me/profile")).Headers.ETag!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            ada.SendAsync(HttpMethod.Put, "/v1/me/profile", new { name = $"Ada {i}" }, tag)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Code == "request.version_mismatch").ShouldBe(3);
    }

    [Fact]
    public async Task A_key_and_nobody_have_no_profile()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, text) = await ada.NewKeyAsync(org, "org:read");
        var key = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(text)).Text("access_token"));

        (await key.GetAsync("/v1/me/profile")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await key.GetAsync("/v1/me/emails")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await server.Anonymous().GetAsync("/v1/me/profile")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
    }
}
