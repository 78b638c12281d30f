using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>What time does to invitations.</summary>
public sealed class InvitationClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task An_invitation_expires_to_the_millisecond_and_says_how_to_go_on()
    {
        var (ada, org, id, email, token) = await NewInvitationAsync();
        await server.AdvanceAsync(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        (await PostAsync("preview", token)).Text("status").ShouldBe("pending");

        await server.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        (await PostAsync("preview", token)).Text("status").ShouldBe("expired");
        var refused = await SignUpAsync(email, token);
        refused.ShouldBe(HttpStatusCode.Gone, "invitation.expired");
        refused.Text("detail").ShouldContain("/v1/invitations/request");
        (await PostAsync("decline", token)).ShouldBe(HttpStatusCode.Gone, "invitation.expired");
        var again = await SignInAsync(ada.Email);
        (await again.GetAsync($"/v1/orgs/{org}/invitations?status=expired")).Items().Single()["id"]!.GetValue<string>().ShouldBe(id);
        (await again.GetAsync($"/v1/orgs/{org}/invitations?status=pending")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expired_invitation_is_asked_for_once_a_day_and_renewed()
    {
        var (owner, org, id, email, token) = await NewInvitationAsync();
        await server.AdvanceAsync(TimeSpan.FromHours(1));

        (await server.Anonymous().PostAsync($"/v1/invitations/{token}/request")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync("request", token)).Status.ShouldBe(HttpStatusCode.Accepted);

        var ada = await SignInAsync(owner.Email);
        var path = $"/v1/orgs/{org}/invitations/{id}";
        var requested = (await ada.GetAsync(path)).Text("requestedAt");
        (await RequestsAsync(id)).ShouldBe(1);
        await server.AdvanceAsync(TimeSpan.FromDays(1));
        (await PostAsync("request", token)).Status.ShouldBe(HttpStatusCode.Accepted);
        (await RequestsAsync(id)).ShouldBe(2);
        ada = await SignInAsync(owner.Email);
        (await ada.GetAsync(path)).Text("requestedAt").ShouldNotBe(requested);

        var renewed = await ada.PostAsync($"{path}/resend");

        renewed.Text("status").ShouldBe("pending");
        renewed.At("requestedAt").ShouldBeNull();
        (await PostAsync("preview", token)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await SignUpAsync(email, renewed.Text("token"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asking_many_times_at_once_is_asking_once()
    {
        var (_, _, id, _, token) = await NewInvitationAsync();
        await server.AdvanceAsync(TimeSpan.FromHours(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync("request", token)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted);
        (await RequestsAsync(id)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_was_invited_long_ago_is_invited_anew()
    {
        var (owner, org, id, email, token) = await NewInvitationAsync();
        await server.AdvanceAsync(TimeSpan.FromHours(2));
        var ada = await SignInAsync(owner.Email);

        var second = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email });

        second.ShouldBe(HttpStatusCode.Created);
        (await PostAsync("preview", token)).Text("status").ShouldBe("revoked");
        (await ada.GetAsync($"/v1/orgs/{org}/invitations/{id}")).Text("status").ShouldBe("revoked");
        (await SignUpAsync(email, second.Text("token"))).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<int> RequestsAsync(string id) =>
        (await server.RecordsOfAsync(id)).Count(record => record.Action == "invitation.requested" && record.Actor == "anonymous");

    private async Task<(Caller Owner, string Org, string Id, string Email, string Token)> NewInvitationAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var email = $"guest-{Guid.CreateVersion7():N}@example.com";
        var made = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email, expiresIn = 3600 });
        made.ShouldBe(HttpStatusCode.Created);
        return (ada, org, made.Text("id"), email, made.Text("token"));
    }

    // The clock outruns access tokens.
    private async Task<Caller> SignInAsync(string identifier) => Caller.Of(server.NewHttpClient(), await server.Anonymous().PostAsync(
        "/v1/auth/flows", new { type = "sign_in", answers = new { identifier, password = TestServer.Password } }));

    private Task<Answer> SignUpAsync(string email, string invitation) => server.Anonymous().PostAsync(
        "/v1/auth/flows", new { type = "sign_up", answers = new { email, password = TestServer.Password, name = "Guest", invitation } });

    private Task<Answer> PostAsync(string action, string token) => server.Anonymous().PostAsync($"/v1/invitations/{action}", new { token });
}
