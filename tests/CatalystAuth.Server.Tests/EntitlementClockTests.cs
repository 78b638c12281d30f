using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>What time does to entitlements.</summary>
public sealed class EntitlementClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_subscription_begins_and_ends_and_so_do_overrides_and_no_token_outlives_them()
    {
        var admin = await server.SignInAdminAsync();
        var plan = PlanTests.NewKey();
        await PlanTests.NewPlanAsync(admin, plan, ["sso"], labels: ["tier:pro"]);
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var now = server.Clock.GetUtcNow();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new
        {
            plan,
            startsAt = now.AddMinutes(1),
            expiresAt = now.AddMinutes(3),
            features = new[] { new { name = "beta", expiresAt = now.AddMinutes(2) } },
        })).ShouldBe(HttpStatusCode.OK);

        (await NamesAsync(ada, org)).ShouldBe(["beta"]);
        Life(await server.EnterAsync(ada, org)).ShouldBeLessThanOrEqualTo(60);

        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await NamesAsync(ada, org)).ShouldBe(["beta", "sso"]);

        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await NamesAsync(ada, org)).ShouldBe(["sso"]);
        Life(await server.EnterAsync(ada, org)).ShouldBeLessThanOrEqualTo(60);

        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        var effective = await ada.GetAsync($"/v1/me/effective?org={org}");
        effective.At("plan").ShouldBeNull();
        effective.At("features")!.AsArray().ShouldBeEmpty();
        effective.At("labels")!.AsArray().ShouldBeEmpty();
        Life(await server.EnterAsync(ada, org)).ShouldBe(300);
    }

    [Fact]
    public async Task What_was_used_is_forgotten_when_the_period_ends()
    {
        var admin = await server.SignInAdminAsync();
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await admin.PutAsync($"/v1/orgs/{org}/entitlements", new
        {
            limits = new object[] { new { name = "calls", max = 1, per = "day" }, new { name = "exports", max = 1, per = "month" }, new { name = "seats", max = 1 } },
        })).ShouldBe(HttpStatusCode.OK);
        foreach (var limit in new[] { "calls", "exports", "seats" })
        {
            (await ada.PostAsync($"/v1/orgs/{org}/usage/{limit}", new { amount = 1 })).ShouldBe(HttpStatusCode.OK);
            (await ada.PostAsync($"/v1/orgs/{org}/usage/{limit}", new { amount = 1 })).ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");
        }

        await server.AdvanceAsync(TimeSpan.FromDays(32));
        var later = await server.EnterAsync(ada, org);
        (await later.PostAsync($"/v1/orgs/{org}/usage/calls", new { amount = 1 })).ShouldBe(HttpStatusCode.OK);
        (await later.PostAsync($"/v1/orgs/{org}/usage/exports", new { amount = 1 })).ShouldBe(HttpStatusCode.OK);
        (await later.PostAsync($"/v1/orgs/{org}/usage/seats", new { amount = 1 })).ShouldBe(HttpStatusCode.Conflict, "entitlement.limit_reached");
    }

    private static async Task<IEnumerable<string>> NamesAsync(Caller caller, string org) =>
        (await caller.GetAsync($"/v1/me/effective?org={org}")).At("features")!.AsArray().Select(feature => feature!["name"]!.GetValue<string>());

    private static long Life(Caller caller)
    {
        var claims = Jwt.Payload(caller.AccessToken!);
        return claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>();
    }
}
