using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.SignInPolicies;

public sealed class SqliteJoinOpenOrgTests(SqliteServer server) : JoinOpenOrgTests(server);

public sealed class PostgresJoinOpenOrgTests(PostgresServer server) : JoinOpenOrgTests(server);

/// <summary>Who is signed in joins an open organisation by one call.</summary>
public abstract class JoinOpenOrgTests(TestServer server)
{
    [Fact]
    public async Task Who_asks_is_a_member()
    {
        var (house, bob) = await NewHouseAsync();

        var joined = await bob.PostAsync($"/v1/orgs/{house.Slug}/join");

        joined.ShouldBe(HttpStatusCode.OK);
        (joined.Text("id"), joined.Text("slug"), joined.Text("name"), joined.Text("role")).ShouldBe((house.Org, house.Slug, "Acme", "member"));
        (await bob.GetAsync($"/v1/orgs/{house.Org}")).ShouldBe(HttpStatusCode.OK);
        (await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", house.Org))).ShouldBe(HttpStatusCode.OK);
        (await server.RecordsOfAsync(bob.UserId)).Single(record => record.Action == "member.added").Actor.ShouldBe(bob.UserId);
        (await house.Owner.GetAsync($"/v1/events?org={house.Org}&types=member.added")).Items()
            .ShouldContain(told => told["actor"]!.GetValue<string>() == bob.UserId);
    }

    [Fact]
    public async Task Anybody_sees_its_name_before()
    {
        var (house, bob) = await NewHouseAsync();
        foreach (var caller in new[] { server.Anonymous(), bob, house.Owner })
        {
            var shown = await caller.GetAsync($"/v1/orgs/{house.Slug}/join");
            shown.ShouldBe(HttpStatusCode.OK);
            shown.Json!.ToJsonString().ShouldBe($$"""{"id":"{{house.Org}}","slug":"{{house.Slug}}","name":"Acme"}""");
        }
    }

    [Fact]
    public async Task A_link_with_a_former_slug_still_leads_there()
    {
        var (house, bob) = await NewHouseAsync();
        var slug = $"{house.Slug}-now";
        (await house.Owner.PatchAsync($"/v1/orgs/{house.Org}", new { slug })).ShouldBe(HttpStatusCode.OK);

        (await server.Anonymous().GetAsync($"/v1/orgs/{house.Slug}/join")).Text("slug").ShouldBe(slug);
        (await bob.PostAsync($"/v1/orgs/{house.Slug}/join")).Text("slug").ShouldBe(slug);
        await house.SetAsync(new { signUp = "closed" });
        (await server.Anonymous().GetAsync($"/v1/orgs/{house.Slug}/join")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }

    [Fact]
    public async Task One_that_is_not_open_is_not_found_like_one_that_is_not_there()
    {
        var bob = await server.SignUpAsync("Bob");
        var inviteOnly = await OpenHouse.BuildAsync(server, new { signUp = "invite_only" });
        var closed = await OpenHouse.BuildAsync(server, new { signUp = "closed" });
        var suspended = await OpenHouse.BuildAsync(server);
        await suspended.SuspendAsync();
        var ofNone = Comparable(await bob.PostAsync("/v1/orgs/nobody-has-this/join"));

        foreach (var org in new[] { "nobody-has-this", "org_01h455vb4pex5vsknk084sn02q", inviteOnly.Org, inviteOnly.Slug, closed.Slug, suspended.Org, suspended.Slug })
        {
            foreach (var answer in new[]
            {
                await bob.PostAsync($"/v1/orgs/{org}/join"), await bob.GetAsync($"/v1/orgs/{org}/join"), await server.Anonymous().GetAsync($"/v1/orgs/{org}/join"),
            })
            {
                answer.ShouldBe(HttpStatusCode.NotFound, "org.not_found");
                Comparable(answer).ShouldBe(ofNone);
            }
        }

        (await server.ActionsAsync(bob.UserId)).ShouldNotContain("member.added");
    }

    [Fact]
    public async Task It_is_for_users_themselves()
    {
        var (house, bob) = await NewHouseAsync();
        var other = await bob.NewOrgAsync("Other");
        var (_, key) = await bob.NewKeyAsync(other, "org:read");
        var program = new Caller(server.NewHttpClient(), (await bob.ExchangeAsync(key)).Text("access_token"));
        var admin = await server.SignInAdminAsync();
        var (looks, writes) = (await ActAsync(admin, bob, writes: false), await ActAsync(admin, bob, writes: true));

        (await server.Anonymous().PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await program.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await looks.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonation_read_only");
        (await writes.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await bob.PostAsync("/v1/orgs/Not%20A%20Slug/join")).ShouldBe(HttpStatusCode.BadRequest);
        (await house.HasAsync(bob)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_session_has_proven_what_it_asks_for()
    {
        var (house, bob) = await NewHouseAsync(new { signUp = "open", requireMfa = true });
        var unmet = await bob.PostAsync($"/v1/orgs/{house.Org}/join");
        unmet.ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        unmet.At("proofs")!.ToJsonString().ShouldBe("[\"second_factor\"]");
        (await house.HasAsync(bob)).ShouldBeFalse();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await bob.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var raised = new Caller(server.NewHttpClient(), (await bob.StepUpAsync(phone)).Text("accessToken"));

        (await raised.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.OK);
        (await raised.GetAsync($"/v1/orgs/{house.Org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_a_member_is_told_so()
    {
        var (house, bob) = await NewHouseAsync();
        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.OK);

        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Conflict, "member.exists");
        await house.SetAsync(new { signUp = "invite_only" });
        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Conflict, "member.exists");
        await house.SuspendAsync();
        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.Forbidden, "org.suspended");
        (await server.ActionsAsync(bob.UserId)).Count(action => action == "member.added").ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_calls_at_once_one_joins()
    {
        var (house, bob) = await NewHouseAsync();

        var answers = await Task.WhenAll(bob.PostAsync($"/v1/orgs/{house.Org}/join"), bob.PostAsync($"/v1/orgs/{house.Slug}/join"));

        answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Code.ShouldBe("member.exists");
        (await server.ActionsAsync(bob.UserId)).Count(action => action == "member.added").ShouldBe(1);
    }

    [Fact]
    public async Task The_last_place_is_given_once()
    {
        var (house, bob) = await NewHouseAsync();
        var eve = await server.SignUpAsync("Eve");
        await house.SetPlacesAsync(2);

        var answers = await Task.WhenAll(bob.PostAsync($"/v1/orgs/{house.Org}/join"), eve.PostAsync($"/v1/orgs/{house.Org}/join"));

        answers.Select(answer => answer.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        var full = answers.Single(answer => answer.Status == HttpStatusCode.Conflict);
        full.Code.ShouldBe("org.full");
        full.Body.ShouldNotContain("limit");
    }

    [Fact]
    public async Task Who_was_removed_from_an_open_organisation_may_come_back()
    {
        var (house, bob) = await NewHouseAsync();
        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.OK);
        (await house.Owner.PatchAsync($"/v1/orgs/{house.Org}/members/{bob.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        (await house.Owner.DeleteAsync($"/v1/orgs/{house.Org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        // As anybody, and with nothing of what they had.
        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).Text("role").ShouldBe("member");
        (await house.Owner.DeleteAsync($"/v1/orgs/{house.Org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        await house.SetAsync(new { signUp = "invite_only" });
        (await bob.PostAsync($"/v1/orgs/{house.Org}/join")).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
    }

    private static string Comparable(Answer answer)
    {
        var body = answer.Json!.DeepClone().AsObject();
        body.Remove("traceId");
        body.Remove("instance");
        return body.ToJsonString();
    }

    private async Task<Caller> ActAsync(Caller admin, Caller user, bool writes)
    {
        var begun = await admin.PostAsync($"/v1/users/{user.UserId}/impersonate", new { reason = "Ticket 42", writes });
        return new Caller(server.NewHttpClient(), begun.Text("tokens.accessToken"));
    }

    private async Task<(OpenHouse House, Caller Bob)> NewHouseAsync(object? policy = null) =>
        (await OpenHouse.BuildAsync(server, policy), await server.SignUpAsync("Bob"));
}
