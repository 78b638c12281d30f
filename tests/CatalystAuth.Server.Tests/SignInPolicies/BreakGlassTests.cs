using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.SignInPolicies;

/// <summary>Entering in an emergency.</summary>
public sealed class BreakGlassTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task The_break_glass_member_enters_for_an_hour_with_one_session_and_every_owner_hears_of_it()
    {
        var (ada, org) = await NewHouseAsync();
        var grace = await AddOwnerAsync(ada, org);
        var elsewhere = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true, breakGlassUserId = ada.UserId })).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");

        (await ada.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "sign_in_policy.invalid");
        (await ada.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Every phone is lost" })).ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        (await grace.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
        foreach (var owner in new[] { ada, grace })
        {
            (await server.Mails.ToAsync(owner.Email)).ShouldContain(mail => mail.Kind == "glass_broken" && mail.Text.Contains("Every phone is lost"));
        }

        (await server.RecordsOfAsync(org)).ShouldContain(record => record.Action == "org.glass_broken" && record.Actor == ada.UserId);

        await server.AdvanceAsync(TimeSpan.FromMinutes(59));
        var inside = await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", ada.RefreshToken), ("org", org));
        inside.ShouldBe(HttpStatusCode.OK);
        inside.At("expires_in")!.GetValue<int>().ShouldBeLessThanOrEqualTo(60);
        await server.AdvanceAsync(TimeSpan.FromMinutes(2));
        var after = await ada.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", inside.Text("refresh_token")));
        (await new Caller(server.NewHttpClient(), after.Text("access_token")).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
    }

    [Fact]
    public async Task Nobody_else_breaks_it_and_nobody_with_an_old_proof()
    {
        var (ada, org) = await NewHouseAsync();
        var grace = await AddOwnerAsync(ada, org);
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true, breakGlassUserId = ada.UserId })).ShouldBe(HttpStatusCode.OK);

        (await grace.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Me too" })).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.not_break_glass");
        (await server.Anonymous().PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Me too" })).ShouldBe(HttpStatusCode.Unauthorized);

        await server.AdvanceAsync(TimeSpan.FromMinutes(16));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));
        (await later.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Late" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        (await later.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { })).ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
    }

    [Fact]
    public async Task A_broken_glass_is_whole_for_who_is_no_owner_any_more_and_broken_once_for_a_while()
    {
        var (ada, org) = await NewHouseAsync();
        await AddOwnerAsync(ada, org);
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true, breakGlassUserId = ada.UserId })).ShouldBe(HttpStatusCode.OK);
        var first = await ada.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Once" });
        (await ada.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Twice" })).Text("until").ShouldBe(first.Text("until"));
        (await server.RecordsOfAsync(org)).Count(record => record.Action == "org.glass_broken").ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);

        var admin = await server.SignInAdminAsync();
        (await admin.PatchAsync($"/v1/orgs/{org}/members/{ada.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.unmet");
    }

    [Fact]
    public async Task Who_is_no_owner_any_more_breaks_nothing()
    {
        var (ada, org) = await NewHouseAsync();
        var grace = await AddOwnerAsync(ada, org);
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { breakGlassUserId = grace.UserId })).ShouldBe(HttpStatusCode.OK);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{grace.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);

        (await grace.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", new { reason = "Still me" })).ShouldBe(HttpStatusCode.Forbidden, "sign_in_policy.not_break_glass");
    }

    private async Task<(Caller Ada, string Org)> NewHouseAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }

    private async Task<Caller> AddOwnerAsync(Caller ada, string org)
    {
        var grace = await server.SignUpAsync("Grace");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = grace.UserId, role = "owner" })).ShouldBe(HttpStatusCode.Created);
        return grace;
    }
}
