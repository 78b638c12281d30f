using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>What time does to labels.</summary>
public sealed class LabelClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_label_ends_to_the_millisecond_wherever_it_stands()
    {
        var admin = await server.SignInAdminAsync();
        var (ada, org, bob) = await NewOrgAsync();
        var end = server.Clock.GetUtcNow() + Life;
        (await admin.PutAsync($"/v1/users/{bob.UserId}/labels", new { labels = new[] { Ending("u", end) } })).ShouldBe(HttpStatusCode.OK);
        var set = await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new object[] { Ending("o", end), "stays" } });
        set.At("expiringLabels")![0]!["label"]!.GetValue<string>().ShouldBe("o");
        var group = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "G", labels = new[] { Ending("g", end) } })).Text("id");
        (await ada.PutAsync($"/v1/orgs/{org}/groups/{group}/members/{bob.UserId}", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { labelsDelta = new[] { Ending("+m", end), Ending("-stays", end) } }))
            .ShouldBe(HttpStatusCode.OK);
        (await LabelsAsync(bob, org)).ShouldBe(["g", "m", "o", "u"]);

        await server.AdvanceAsync(Life - TimeSpan.FromMilliseconds(1));
        (await LabelsAsync(bob, org)).ShouldBe(["g", "m", "o", "u"]);
        await server.AdvanceAsync(TimeSpan.FromMilliseconds(2));

        (await LabelsAsync(bob, org)).ShouldBe(["stays"]);
        (await bob.GetAsync("/v1/me")).At("labels")!.AsArray().ShouldBeEmpty();
        (await admin.GetAsync($"/v1/users/{bob.UserId}")).At("labels")!.AsArray().ShouldBeEmpty();
        (await ada.GetAsync($"/v1/orgs/{org}")).At("labels")!.ToJsonString().ShouldBe("""["stays"]""");
        (await ada.GetAsync($"/v1/orgs/{org}")).At("expiringLabels").ShouldBeNull();
        (await ada.GetAsync($"/v1/orgs/{org}/groups/{group}")).At("labels")!.AsArray().ShouldBeEmpty();
        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().ShouldAllBe(member => member["labelsDelta"]!.AsArray().Count == 0);
        (await ada.GetAsync($"/v1/orgs/{org}/members?label=u")).Items().ShouldBeEmpty();
        var token = await bob.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", bob.RefreshToken), ("org", org));
        Jwt.Payload(token.Text("access_token"))["labels"]!.ToJsonString().ShouldBe("""["stays"]""");
    }

    [Fact]
    public async Task A_label_as_a_text_keeps_its_end_and_as_an_object_says_it()
    {
        var (ada, org, bob) = await NewOrgAsync();
        var end = server.Clock.GetUtcNow() + Life;
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { Ending("a", end), Ending("b", end) } })).ShouldBe(HttpStatusCode.OK);
        var again = await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new object[] { "a", new { label = "b" }, "c" } });
        again.At("expiringLabels")!.AsArray().Select(label => label!["label"]!.GetValue<string>()).ShouldBe(["a"]);

        await server.AdvanceAsync(Life);

        (await LabelsAsync(bob, org)).ShouldBe(["b", "c"]);

        // Nobody who writes back what they read brings an ended label to life, and who names it anew does.
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "b", "c" } })).ShouldBe(HttpStatusCode.OK);
        var anew = await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "a", "b", "c" } });
        anew.At("expiringLabels").ShouldBeNull();
        (await LabelsAsync(bob, org)).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task No_label_stands_longer_than_its_schema_says()
    {
        var (ada, org, bob) = await NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/trial", new { maxLife = 120 })).ShouldBe(HttpStatusCode.OK);
        var now = server.Clock.GetUtcNow();
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { Ending("trial", now.AddSeconds(121)) } }))
            .ShouldBe(HttpStatusCode.BadRequest, "label.invalid_expiry");
        (await ada.PutAsync($"/v1/orgs/{org}/labels", new { labels = new[] { "trial" } })).At("expiringLabels")!.AsArray().Count.ShouldBe(1);
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { labelsDelta = new object[] { Ending("+trial:2", now.AddSeconds(60)) } }))
            .ShouldBe(HttpStatusCode.OK);
        (await LabelsAsync(bob, org)).ShouldBe(["trial:2"]);

        await server.AdvanceAsync(TimeSpan.FromSeconds(60));
        (await LabelsAsync(bob, org)).ShouldBe(["trial"]);
        await server.AdvanceAsync(TimeSpan.FromSeconds(61));
        (await LabelsAsync(bob, org)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_life_of_a_label_that_an_invitation_offers_begins_with_its_acceptance()
    {
        var (owner, org, _) = await NewOrgAsync();
        (await owner.PutAsync($"/v1/orgs/{org}/labels/schema/trial", new { maxLife = 120 })).ShouldBe(HttpStatusCode.OK);
        var email = $"guest-{Guid.CreateVersion7():N}@example.com";
        var invited = await owner.PostAsync($"/v1/orgs/{org}/invitations", new
        {
            email,
            labelsDelta = new object[] { "+trial", Ending("+early", server.Clock.GetUtcNow() + Life) },
        });
        invited.ShouldBe(HttpStatusCode.Created);
        invited.At("labelsDelta")!.AsArray().Count.ShouldBe(2);

        await server.AdvanceAsync(TimeSpan.FromHours(1));
        var joined = await server.Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_up",
            answers = new { email, password = TestServer.Password, name = "Guest", invitation = invited.Text("token") },
        });
        joined.ShouldBe(HttpStatusCode.OK);
        var guest = Caller.Of(server.NewHttpClient(), joined);

        (await LabelsAsync(guest, org)).ShouldBe(["trial"]);
        await server.AdvanceAsync(TimeSpan.FromSeconds(121));
        (await LabelsAsync(guest, org)).ShouldBeEmpty();
    }

    private static object Ending(string label, DateTimeOffset expiresAt) => new { label, expiresAt };

    private static async Task<IEnumerable<string>> LabelsAsync(Caller caller, string org)
    {
        var effective = await caller.GetAsync($"/v1/me/effective?org={org}");
        effective.ShouldBe(HttpStatusCode.OK);
        return effective.At("labels")!.AsArray().Select(label => label!["label"]!.GetValue<string>());
    }

    private async Task<(Caller Owner, string Org, Caller Member)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        var bob = await server.SignUpAsync("Bob");
        var org = await ada.NewOrgAsync();
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        return (ada, org, bob);
    }
}
