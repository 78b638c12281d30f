using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Sessions;

public sealed class SqliteImpersonationTests(SqliteServer server) : ImpersonationTests(server);

public sealed class PostgresImpersonationTests(PostgresServer server) : ImpersonationTests(server);

/// <summary>Platform admins who act as users.</summary>
public abstract class ImpersonationTests(TestServer server)
{
    [Fact]
    public async Task An_admin_looks_as_a_user_into_the_one_organisation_and_it_hears_of_that()
    {
        var (admin, ada, org) = await NewHouseAsync();
        var other = await ada.NewOrgAsync("Other");

        var begun = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org });
        var acting = Acting(begun);

        begun.Text("session.impersonatedBy").ShouldBe(admin.UserId);
        var claims = Jwt.Payload(acting.AccessToken!);
        claims["sub"]!.GetValue<string>().ShouldBe(ada.UserId);
        claims["act"]!.ToJsonString().ShouldBe($$"""{"sub":"{{admin.UserId}}"}""");
        claims["act_mode"].ShouldBeNull();
        claims["auth_time"].ShouldBeNull();
        claims["amr"].ShouldBeNull();
        claims["acr"].ShouldBeNull();
        claims["scope"]!.GetValue<string>().Split(' ').ShouldAllBe(scope => scope.EndsWith(":read", StringComparison.Ordinal));
        (await acting.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
        (await acting.GetAsync($"/v1/orgs/{org}/members")).ShouldBe(HttpStatusCode.OK);
        (await acting.GetAsync($"/v1/orgs/{other}")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
        (await acting.GetAsync($"/v1/me/effective?org={other}")).ShouldBe(HttpStatusCode.NotFound);

        var told = (await ada.GetAsync($"/v1/audit/events?org={org}&action=session.impersonated")).Items().ShouldHaveSingleItem();
        told["actor"]!.GetValue<string>().ShouldBe(admin.UserId);
        told["data"]!["after"]!["userId"]!.GetValue<string>().ShouldBe(ada.UserId);
        told["data"]!["after"]!["reason"]!.GetValue<string>().ShouldBe("Ticket 42");
        (await ada.GetAsync("/v1/me/sessions")).Items().Count(session => session["impersonatedBy"] is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Who_only_looks_changes_nothing_but_can_end_it()
    {
        var (admin, ada, org) = await NewHouseAsync();
        var acting = Acting(await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org }));

        (await acting.PatchAsync($"/v1/orgs/{org}", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonation_read_only");
        (await acting.PostAsync($"/v1/orgs/{org}/groups", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonation_read_only");
        (await acting.PutAsync("/v1/me/profile", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonation_read_only");
        (await acting.PostAsync("/v1/me/sessions/revoke-all")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.GetAsync($"/v1/audit/export?org={org}")).ShouldBe(HttpStatusCode.Forbidden);
        (await ada.GetAsync($"/v1/orgs/{org}")).Text("name").ShouldBe("Acme");

        (await acting.PostAsync("/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);
        (await acting.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        var ended = (await ada.GetAsync($"/v1/audit/events?org={org}&action=session.revoked")).Items().ShouldHaveSingleItem();
        ended["actor"]!.GetValue<string>().ShouldBe(admin.UserId);
        ended["onBehalfOf"]!.GetValue<string>().ShouldBe(ada.UserId);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_may_write_writes_in_their_own_name_and_never_what_is_the_users_alone()
    {
        var (admin, ada, org) = await NewHouseAsync();
        var acting = Acting(await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org, writes = true }));
        Jwt.Payload(acting.AccessToken!)["act_mode"]!.GetValue<string>().ShouldBe("write");

        (await acting.PostAsync($"/v1/orgs/{org}/groups", new { name = "Helped" })).ShouldBe(HttpStatusCode.Created);

        var entry = (await ada.GetAsync($"/v1/audit/events?org={org}&action=group.created")).Items().ShouldHaveSingleItem();
        entry["actor"]!.GetValue<string>().ShouldBe(admin.UserId);
        entry["onBehalfOf"]!.GetValue<string>().ShouldBe(ada.UserId);
        var told = (await ada.GetAsync($"/v1/events?org={org}&types=group.created")).Items().ShouldHaveSingleItem();
        (told["actor"]!.GetValue<string>(), told["onBehalfOf"]!.GetValue<string>()).ShouldBe((admin.UserId, ada.UserId));
        (await ada.GetAsync($"/v1/audit/verify?org={org}")).At("ok")!.GetValue<bool>().ShouldBeTrue();

        (await acting.PostAsync($"/v1/orgs/{org}/keys", new { name = "mine", scopes = new[] { "org:read" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PostAsync("/v1/me/keys", new { org, name = "mine", scopes = new[] { "org:read" } })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        foreach (var key in new[] { (await ada.NewKeyAsync(org, "org:read")).Id, (await ada.PostAsync("/v1/me/keys", new { org, name = "hers", scopes = new[] { "org:read" } })).Text("id") })
        {
            (await acting.PostAsync($"/v1/keys/{key}/rotate", new { overlap = 3600 })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
            (await acting.PatchAsync($"/v1/keys/{key}", new { description = "mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        }

        var seen = (await ada.GetAsync("/v1/me/sessions")).Items().Single(session => session["impersonatedBy"] is not null);
        (seen["ipAddress"], seen["userAgent"], seen["lastIpAddress"]).ShouldBe((null, null, null));
        (await acting.PostAsync("/v1/me/emails", new { address = "mine@example.com" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.SendAsync(HttpMethod.Delete, "/v1/me", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PostAsync("/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PostAsync("/v1/orgs", new { name = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.DeleteAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.DeleteAsync($"/v1/me/sessions/{ada.SessionId}")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Deeper" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_leaves_an_organisation_for_somebody_else(bool writes)
    {
        var (admin, ada, org) = await NewHouseAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var key = await bob.PostAsync("/v1/me/keys", new { org, name = "his", scopes = new[] { "org:read" } });
        var acting = Acting(await admin.PostAsync($"/v1/users/{bob.UserId}/impersonate", new { reason = "Ticket 42", org, writes }));

        (await acting.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await server.Anonymous().ExchangeAsync(key.Text("key"))).ShouldBe(HttpStatusCode.OK);
        (await bob.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task It_ends_by_command_and_its_refresh_goes_nowhere_else()
    {
        var (admin, ada, org) = await NewHouseAsync();
        var other = await ada.NewOrgAsync("Other");
        var begun = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org });
        var acting = Acting(begun);

        (await acting.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", begun.Text("tokens.refreshToken")), ("org", other)))
            .ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        var refreshed = await acting.RefreshAsync(begun.Text("tokens.refreshToken"));
        Jwt.Payload(refreshed.Text("access_token"))["act"]!["sub"]!.GetValue<string>().ShouldBe(admin.UserId);
        Jwt.Payload(refreshed.Text("access_token"))["org"]!.GetValue<string>().ShouldBe(org);

        (await ada.DeleteAsync($"/v1/users/{ada.UserId}/impersonate")).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.DeleteAsync($"/v1/users/{ada.UserId}/impersonate")).At("revoked")!.GetValue<int>().ShouldBe(1);

        (await acting.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await acting.RefreshAsync(refreshed.Text("refresh_token"))).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        var (records, _) = await server.JournalOfAsync(org);
        records.Count(record => record.Action == EventTypes.SessionRevoked && record.Actor == admin.UserId).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_acts_as_an_admin_as_themselves_without_a_reason_or_without_being_one()
    {
        var (admin, ada, org) = await NewHouseAsync();
        var bob = await server.SignUpAsync("Bob");
        var second = await server.SignUpAsync("Second");
        (await admin.PostAsync("/v1/bindings", new { subject = second.UserId, role = PlatformRoles.Support })).ShouldBe(HttpStatusCode.Created);
        var good = new { reason = "Ticket 42" };

        (await bob.PostAsync($"/v1/users/{ada.UserId}/impersonate", good)).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await server.Anonymous().PostAsync($"/v1/users/{ada.UserId}/impersonate", good)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await admin.PostAsync($"/v1/users/{second.UserId}/impersonate", good)).ShouldBe(HttpStatusCode.Forbidden, "session.cannot_impersonate");
        (await second.PostAsync($"/v1/users/{ada.UserId}/impersonate", good)).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.PostAsync($"/v1/users/{admin.UserId}/impersonate", good)).ShouldBe(HttpStatusCode.Forbidden, "session.cannot_impersonate");
        (await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "session.invalid_impersonation");
        (await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = new string('x', 501) })).ShouldBe(HttpStatusCode.BadRequest, "session.invalid_impersonation");
        (await admin.PostAsync($"/v1/users/{bob.UserId}/impersonate", new { reason = "Ticket 42", org })).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        (await admin.PostAsync("/v1/users/user_01h455vb4pex5vsknk084sn02q/impersonate", good)).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Spam" })).ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"/v1/users/{bob.UserId}/impersonate", good)).ShouldBe(HttpStatusCode.Forbidden, "session.cannot_impersonate");
    }

    private async Task<(Caller Admin, Caller Ada, string Org)> NewHouseAsync()
    {
        var ada = await server.SignUpAsync();
        return (await server.SignInAdminAsync(), ada, await ada.NewOrgAsync());
    }

    private Caller Acting(Answer begun)
    {
        begun.ShouldBe(HttpStatusCode.OK);
        return new(server.NewHttpClient(), begun.Text("tokens.accessToken"));
    }
}

/// <summary>What time does to fresh proofs and impersonations.</summary>
public sealed class ImpersonationClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task An_old_proof_is_asked_for_anew_and_the_session_ends_by_itself()
    {
        var ada = await server.SignUpAsync();
        var signedIn = await server.SignInAdminAsync();
        await server.AdvanceAsync(TimeSpan.FromMinutes(16));
        var refreshed = await signedIn.RefreshAsync(signedIn.RefreshToken);
        var admin = new Caller(server.NewHttpClient(), refreshed.Text("access_token"));

        var refused = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42" });
        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        var challenge = refused.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString();
        challenge.ShouldContain("error=\"insufficient_user_authentication\"");
        challenge.ShouldContain("max_age=\"900\"");
        (await admin.PostAsync("/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);

        // The session counts, not the token that was there before.
        var begun = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42" });
        begun.ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromMinutes(14));
        var acting = await server.Anonymous().RefreshAsync(begun.Text("tokens.refreshToken"));
        acting.At("expires_in")!.GetValue<int>().ShouldBeInRange(1, 60);
        await server.AdvanceAsync(TimeSpan.FromMinutes(2));

        (await server.Anonymous().RefreshAsync(acting.Text("refresh_token"))).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_refresh_token");
        (await new Caller(server.NewHttpClient(), acting.Text("access_token")).GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
