using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteInvitationLimitTests(SqliteServer server) : InvitationLimitTests(server);

public sealed class PostgresInvitationLimitTests(PostgresServer server) : InvitationLimitTests(server);

/// <summary>How many invitations are mailed: who invites is no mailer to strangers.</summary>
public abstract class InvitationLimitTests(TestServer server)
{
    [Fact]
    public async Task After_three_mails_an_hour_it_is_not_sent_again_and_the_last_link_stays_good()
    {
        var (ada, org, email) = await NewOrgAsync();
        var id = (await InviteAsync(ada, org, email)).Text("id");
        (await ResendAsync(ada, org, id)).ShouldBe(HttpStatusCode.OK);
        var last = await ResendAsync(ada, org, id);
        last.ShouldBe(HttpStatusCode.OK);

        foreach (var refused in new[] { await ResendAsync(ada, org, id), await PostAsync(ada, org, email.ToUpperInvariant()) })
        {
            refused.ShouldBe(HttpStatusCode.TooManyRequests, "request.rate_limited");
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(20));
        }

        (await server.Mails.ToAsync(email)).Count.ShouldBe(3);
        var kept = (await ada.GetAsync($"/v1/orgs/{org}/invitations")).Items().ShouldHaveSingleItem();
        kept["id"]!.GetValue<string>().ShouldBe(id);
        kept["sentCount"]!.GetValue<int>().ShouldBe(3);
        (await server.Anonymous().PostAsync("/v1/invitations/preview", new { token = last.Text("token") })).Text("status").ShouldBe("pending");
    }

    [Fact]
    public async Task Of_many_at_once_only_the_row_is_told_whose_address_has_had_enough()
    {
        var (ada, org, full) = await NewOrgAsync();
        var fresh = NewEmail();
        for (var i = 0; i < 3; i++)
        {
            await InviteAsync(ada, org, full);
        }

        var answer = await ada.PostAsync(
            $"/v1/orgs/{org}/invitations/bulk", new { invitations = new[] { new { email = full }, new { email = fresh }, new { email = fresh } } });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.At("results")!.AsArray().Select(row => row!["error"]?["code"]?.GetValue<string>()).ShouldBe(
            ["request.rate_limited", null, "invitation.repeated"]);
        (await server.Mails.ToAsync(full)).Count.ShouldBe(3);
        (await server.Mails.ToAsync(fresh)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_organisation_takes_nothing_from_another_and_who_may_not_invite_nothing_from_anybody()
    {
        var (ada, org, email) = await NewOrgAsync();
        var (eve, other, _) = await NewOrgAsync();
        var viewer = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = viewer.UserId, role = "viewer" })).ShouldBe(HttpStatusCode.Created);
        var id = (await InviteAsync(ada, org, email)).Text("id");

        for (var i = 0; i < 4; i++)
        {
            (await ResendAsync(eve, org, id)).ShouldBe(HttpStatusCode.NotFound, "org.not_found");
            (await ResendAsync(eve, other, id)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
            (await ResendAsync(viewer, org, id)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
            (await PostAsync(viewer, org, email)).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
            (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email, role = "boss" })).ShouldBe(HttpStatusCode.BadRequest, "member.unknown_role");
        }

        for (var i = 0; i < 3; i++)
        {
            await InviteAsync(eve, other, email);
        }

        (await ResendAsync(ada, org, id)).ShouldBe(HttpStatusCode.OK);
        (await ResendAsync(ada, org, id)).ShouldBe(HttpStatusCode.OK);
        (await server.Mails.ToAsync(email)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task One_inviter_mails_an_address_ten_times_a_day_however_many_organisations_they_make()
    {
        var (ada, _, email) = await NewOrgAsync();
        var answers = new List<Answer>();
        for (var i = 0; i < 4; i++)
        {
            var org = await ada.NewOrgAsync();
            for (var n = 0; n < 3; n++)
            {
                answers.Add(await PostAsync(ada, org, email));
            }
        }

        answers.Take(10).ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        answers.Skip(10).ShouldAllBe(answer => answer.Code == "request.rate_limited");
    }

    private static string NewEmail() => $"{Guid.CreateVersion7():N}@example.com";

    private static Task<Answer> PostAsync(Caller caller, string org, string email) => caller.PostAsync($"/v1/orgs/{org}/invitations", new { email });

    private static Task<Answer> ResendAsync(Caller caller, string org, string id) => caller.PostAsync($"/v1/orgs/{org}/invitations/{id}/resend");

    private static async Task<Answer> InviteAsync(Caller caller, string org, string email)
    {
        var made = await PostAsync(caller, org, email);
        made.ShouldBe(HttpStatusCode.Created);
        return made;
    }

    private async Task<(Caller Owner, string Org, string Email)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync(), NewEmail());
    }
}
