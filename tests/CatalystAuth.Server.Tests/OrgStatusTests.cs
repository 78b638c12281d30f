using System.Net;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.EffectiveIdentity;
using CatalystAuth.Core.Invalidation;
using CatalystAuth.Core.Tokens;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteOrgStatusTests(SqliteServer server) : OrgStatusTests(server);

public sealed class PostgresOrgStatusTests(PostgresServer server) : OrgStatusTests(server);

public abstract class OrgStatusTests(TestServer server)
{
    [Fact]
    public async Task While_an_organisation_is_suspended_nothing_of_it_lets_anybody_in()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read", "app:read");
        var app = await ada.NewAppAsync(org);
        var bob = await server.SignUpAsync("Bob");
        var invited = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email, role = "member" });
        var ofKey = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        var entered = await EnterAsync(ada, org);
        var inOrg = new Caller(server.NewHttpClient(), entered.Text("access_token"));
        (await AskAsync(app, "/public/x")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/me/effective?org={org}")).ShouldBe(HttpStatusCode.OK);
        var admin = await server.SignInAdminAsync();

        var suspended = await admin.PostAsync($"/v1/orgs/{org}/suspend", new { reason = "Unpaid" });

        suspended.ShouldBe(HttpStatusCode.OK);
        suspended.Text("status").ShouldBe("suspended");
        suspended.Text("suspendReason").ShouldBe("Unpaid");
        (await inOrg.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ofKey.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "org.suspended");
        (await EnterAsync(ada, org, entered.Text("refresh_token"))).ShouldBe(HttpStatusCode.BadRequest, "org.suspended");
        (await AskAsync(app, "/public/x")).ShouldBe(HttpStatusCode.Forbidden, "decision.org_stopped");
        (await bob.PostAsync($"/v1/invitations/{invited.Text("token")}/accept")).ShouldBe(HttpStatusCode.Gone, "invitation.org_inactive");
        foreach (var path in new[] { $"/v1/orgs/{org}", $"/v1/orgs/{org}/members", $"/v1/orgs/{org}/keys", $"/v1/apps/{app}", $"/v1/me/effective?org={org}" })
        {
            (await ada.GetAsync(path)).ShouldBe(HttpStatusCode.Forbidden, "org.suspended");
            (await bob.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        }

        (await ada.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.Forbidden, "org.suspended");
        (await ada.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "org.suspended");
        (await ada.PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.Forbidden, "org.suspended");
        var listed = (await ada.GetAsync("/v1/orgs?status=suspended")).Items().ShouldHaveSingleItem();
        listed["id"]!.GetValue<string>().ShouldBe(org);
        listed["suspendReason"].ShouldBeNull();

        // A sign-in that names it says so to its members only, and only once they are known.
        foreach (var (who, password, code) in new[]
        {
            (ada, TestServer.Password, "org.suspended"), (ada, "something else 7", "auth.invalid_credentials"), (bob, TestServer.Password, "flow.invalid_answer"),
        })
        {
            var asked = await server.Anonymous().PostAsync(
                "/v1/auth/flows", new { type = "sign_in", answers = new { identifier = who.Email, password, org } });
            asked.Text("step.kind").ShouldBe(password == TestServer.Password ? "choose_org" : "password");
            asked.At("tokens").ShouldBeNull();
            asked.At("step.errors")![0]!["code"]!.GetValue<string>().ShouldBe(code);
        }

        // Who runs the platform reads, and changes nothing but the status.
        (await admin.GetAsync($"/v1/orgs/{org}")).Text("status").ShouldBe("suspended");
        (await admin.GetAsync($"/v1/orgs/{org}/members")).ShouldBe(HttpStatusCode.OK);
        (await admin.PatchAsync($"/v1/orgs/{org}", new { name = "Other" })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
    }

    [Fact]
    public async Task What_goes_on_lives_with_new_tokens_and_the_old_stay_dead()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var old = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        var entered = await EnterAsync(ada, org);
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { })).ShouldBe(HttpStatusCode.OK);

        // Without a wish the session goes on for no organisation.
        var outside = await ada.RefreshAsync(entered.Text("refresh_token"));
        outside.ShouldBe(HttpStatusCode.OK);
        (await new Caller(server.NewHttpClient(), outside.Text("access_token")).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"/v1/orgs/{org}/reactivate")).Text("status").ShouldBe("active");

        (await old.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        var fresh = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        (await fresh.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/me/effective?org={org}")).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(org)).Select(record => record.Action).ShouldBe(["org.created", "org.suspended", "org.reactivated"]);
    }

    [Fact]
    public async Task A_node_that_starts_knows_what_is_stopped_though_the_log_forgot()
    {
        var ada = await server.SignUpAsync();
        var (stopped, running) = (await ada.NewOrgAsync(), await ada.NewOrgAsync());
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/orgs/{stopped}/suspend", new { })).ShouldBe(HttpStatusCode.OK);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IInvalidationLog>().PurgeAsync(TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        }

        var list = new RevocationList();
        using var feed = new InvalidationFeed(
            server.Services.GetRequiredService<IServiceScopeFactory>(), list, new IdentityClock(TimeProvider.System), new AppCatalog(), new(),
            Options.Create(new InvalidationOptions()), Options.Create(new TokenOptions()), TimeProvider.System);
        await feed.RefreshAsync(CancellationToken.None);

        list.IsStopped(stopped).ShouldBeTrue();
        list.IsStopped(running).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_organisation_stops_at_once_and_its_owner_brings_it_back()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync("Phoenix");
        var slug = (await ada.GetAsync($"/v1/orgs/{org}")).Text("slug");
        var (_, key) = await ada.NewKeyAsync(org, "org:read");
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "admin" })).ShouldBe(HttpStatusCode.Created);
        (await bob.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await ada.SendAsync(HttpMethod.Delete, $"/v1/orgs/{org}", ifMatch: "\"9\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ada.PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.Conflict, "org.not_deleted");

        var deleted = await ada.SendAsync(HttpMethod.Delete, $"/v1/orgs/{org}", ifMatch: "\"1\"");

        deleted.ShouldBe(HttpStatusCode.OK);
        deleted.Text("status").ShouldBe("deleted");
        (DateTimeOffset.Parse(deleted.Text("purgeAt"), null) - DateTimeOffset.Parse(deleted.Text("deletedAt"), null)).ShouldBe(TimeSpan.FromDays(30));
        (await ada.DeleteAsync($"/v1/orgs/{org}")).Text("purgeAt").ShouldBe(deleted.Text("purgeAt"));
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest, "org.deleted");
        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "org.deleted");
        (await ada.GetAsync("/v1/orgs")).Items().ShouldBeEmpty();
        (await ada.GetAsync("/v1/orgs?status=deleted")).Items().ShouldHaveSingleItem();
        (await bob.GetAsync("/v1/orgs?status=deleted")).Items().ShouldBeEmpty();
        (await bob.PostAsync("/v1/orgs", new { name = "Phoenix", slug })).ShouldBe(HttpStatusCode.Conflict, "org.slug_taken");
        (await bob.PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.Forbidden, "org.deleted");
        (await (await server.SignUpAsync("Eve")).PostAsync($"/v1/orgs/{org}/restore")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");

        (await ada.PostAsync($"/v1/orgs/{org}/restore")).Text("status").ShouldBe("active");

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(org)).Select(record => record.Action).ShouldBe(["org.created", "org.deleted", "org.restored"]);
    }

    [Fact]
    public async Task Nobody_escapes_a_suspension_by_being_deleted_and_restored()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { reason = "Abuse" })).ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"/v1/orgs/{org}/reactivate")).ShouldBe(HttpStatusCode.Forbidden, "org.deleted");

        (await ada.PostAsync($"/v1/orgs/{org}/restore")).Text("status").ShouldBe("suspended");

        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "org.suspended");
    }

    [Fact]
    public async Task Only_the_platform_suspends_and_a_platform_role_of_members_stops_with_their_organisation()
    {
        var ada = await server.SignUpAsync();
        var (org, other) = (await ada.NewOrgAsync(), await ada.NewOrgAsync());
        (await ada.PostAsync($"/v1/orgs/{org}/suspend", new { })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.PostAsync($"/v1/orgs/{org}/reactivate")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.PostAsync($"/v1/orgs/{org}/purge")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/orgs/{org}/purge")).ShouldBe(HttpStatusCode.Conflict, "org.not_deleted");
        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { reason = new string('x', 501) })).ShouldBe(HttpStatusCode.BadRequest, "org.invalid_reason");
        (await admin.PostAsync("/v1/orgs/no-such-org/suspend", new { })).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await admin.PostAsync("/v1/bindings", new { subject = org, role = "platform-support" })).ShouldBe(HttpStatusCode.Created);
        (await ada.GetAsync("/v1/users")).ShouldBe(HttpStatusCode.OK);

        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { })).ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync("/v1/users")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await ada.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/v1/orgs?status=2")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
    }

    private static Task<Answer> EnterAsync(Caller caller, string org, string? refreshToken = null) => caller.TokenAsync(
        ("grant_type", "refresh_token"), ("refresh_token", refreshToken ?? caller.RefreshToken), ("org", org));

    private async Task<Answer> AskAsync(string app, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ForwardAuthUrl, $"/fa/caddy/{app}"));
        request.Headers.Add("X-Forwarded-Method", "GET");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-Host", "app.localhost");
        request.Headers.Add("X-Forwarded-Uri", path);
        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
