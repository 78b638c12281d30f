using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Core.Mail;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteInvitationTests(SqliteServer server) : InvitationTests(server);

public sealed class PostgresInvitationTests(PostgresServer server) : InvitationTests(server);

/// <summary>What who invites does.</summary>
public abstract class InvitationTests(TestServer server)
{
    [Fact]
    public async Task An_invitation_carries_its_link_once_and_never_again()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();

        var made = await ada.PostAsync($"/v1/orgs/{org}/invitations", new
        {
            email,
            role = "viewer",
            labelsDelta = new[] { "+vip" },
            expiresIn = 3600,
            redirectUrl = "https://app.example.com/welcome",
        });

        made.ShouldBe(HttpStatusCode.Created);
        made.Headers.Location!.ToString().ShouldBe($"/v1/orgs/{org}/invitations/{made.Text("id")}");
        made.Text("token").ShouldStartWith("ci_");
        made.Text("url").ShouldBe($"http://localhost:5080/invitations#token={made.Text("token")}");
        made.Text("status").ShouldBe("pending");
        made.Text("invitedBy").ShouldBe(ada.UserId);
        var read = await ada.GetAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}");
        read.ShouldBe(HttpStatusCode.OK);
        read.Text("email").ShouldBe(email);
        read.Text("role").ShouldBe("viewer");
        read.Text("redirectUrl").ShouldBe("https://app.example.com/welcome");
        read.Body.ShouldNotContain("ci_");
        (await ada.GetAsync($"/v1/orgs/{org}/invitations")).Body.ShouldNotContain("ci_");
    }

    [Fact]
    public async Task The_mailed_link_is_another_than_the_one_that_the_inviter_sees()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();

        var made = await InviteAsync(ada, org, email);

        var mail = (await server.Mails.ToAsync(email)).ShouldHaveSingleItem();
        mail.Kind.ShouldBe(MailKinds.Invitation);
        mail.Subject.ShouldBe("Ada invites you to Acme");
        mail.Text.ShouldNotContain(made.Text("token"));
        mail.Html.ShouldNotContain(made.Text("token"));
        (await server.Mails.TokenToAsync(email)).ShouldNotBe(made.Text("token"));
    }

    [Theory]
    [InlineData("""{"email":"nobody"}""", "invitation.invalid_email")]
    [InlineData("""{"email":""}""", "invitation.invalid_email")]
    [InlineData("""{"email":"a@b.c\u0000"}""", "invitation.invalid_email")]
    [InlineData("""{"email":"a@b.c","role":"boss"}""", "member.unknown_role")]
    [InlineData("""{"email":"a@b.c","role":"\u0000"}""", "member.unknown_role")]
    [InlineData("""{"email":"a@b.c","expiresIn":3599}""", "invitation.invalid_life")]
    [InlineData("""{"email":"a@b.c","expiresIn":2592001}""", "invitation.invalid_life")]
    [InlineData("""{"email":"a@b.c","redirectUrl":"javascript:alert(1)"}""", "invitation.invalid_redirect")]
    [InlineData("""{"email":"a@b.c","labelsDelta":["vip"]}""", "label.invalid")]
    [InlineData("""{"email":"a@b.c","groups":["org_01h455vb4pex5vsknk084sn02q"]}""", "request.invalid")]
    [InlineData("""{"email":"a@b.c","owner":true}""", "request.invalid")]
    [InlineData("""{"role":"member"}""", "request.invalid")]
    public async Task What_can_not_be_an_invitation_is_refused_with_a_reason(string body, string code)
    {
        var (ada, org) = await NewOrgAsync();

        (await ada.PostAsync($"/v1/orgs/{org}/invitations", Json.Content(body))).ShouldBe(HttpStatusCode.BadRequest, code);

        (await ada.GetAsync($"/v1/orgs/{org}/invitations")).Items().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_that_is_not_there_is_refused()
    {
        var (ada, org) = await NewOrgAsync();

        var answer = await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = NewEmail(), groups = new[] { "grp_01h455vb4pex5vsknk084sn02q" } });

        answer.ShouldBe(HttpStatusCode.BadRequest, "invitation.invalid_group");
    }

    [Fact]
    public async Task Only_who_may_invite_invites_and_nobody_to_more_than_they_may_give()
    {
        var (ada, org) = await NewOrgAsync();
        var admin = await JoinAsync(ada, org, "admin");
        var member = await JoinAsync(ada, org, "member");
        var (_, key) = await ada.NewKeyAsync(org, "invitations:write", "invitations:read");
        var program = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

        (await member.PostAsync($"/v1/orgs/{org}/invitations", new { email = NewEmail() })).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await member.GetAsync($"/v1/orgs/{org}/invitations")).ShouldBe(HttpStatusCode.Forbidden, "auth.permission_denied");
        (await admin.PostAsync($"/v1/orgs/{org}/invitations", new { email = NewEmail(), role = "owner" })).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");
        (await program.PostAsync($"/v1/orgs/{org}/invitations", new { email = NewEmail() })).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await program.GetAsync($"/v1/orgs/{org}/invitations")).ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync($"/v1/orgs/{org}/invitations", new { email = NewEmail(), role = "admin" })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_may_not_give_a_role_does_not_get_its_link_by_sending_it_again()
    {
        var (ada, org) = await NewOrgAsync();
        var admin = await JoinAsync(ada, org, "admin");
        var made = await InviteAsync(ada, org, NewEmail(), "owner");
        var path = $"/v1/orgs/{org}/invitations/{made.Text("id")}";

        (await admin.PostAsync($"{path}/resend")).ShouldBe(HttpStatusCode.Forbidden, "member.role_too_high");

        (await PreviewAsync(made.Text("token"))).Text("status").ShouldBe("pending");
        (await ada.PostAsync($"{path}/resend")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_invitation_of_one_organisation_is_not_there_in_another()
    {
        var (ada, org) = await NewOrgAsync();
        var (eve, other) = await NewOrgAsync();
        var made = await InviteAsync(ada, org, NewEmail());
        var path = $"/v1/orgs/{other}/invitations/{made.Text("id")}";

        (await eve.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await eve.PostAsync($"{path}/resend")).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await eve.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await PreviewAsync(made.Text("token"))).Text("status").ShouldBe("pending");
    }

    [Fact]
    public async Task Inviting_again_takes_the_place_of_the_pending_one()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var first = await InviteAsync(ada, org, email);

        var second = await InviteAsync(ada, org, email.ToUpperInvariant(), "viewer");

        second.Text("id").ShouldNotBe(first.Text("id"));
        (await PreviewAsync(first.Text("token"))).Text("status").ShouldBe("revoked");
        (await PreviewAsync(second.Text("token"))).Text("status").ShouldBe("pending");
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=pending")).Items().Single()["id"]!.GetValue<string>().ShouldBe(second.Text("id"));
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=revoked")).Items().Single()["id"]!.GetValue<string>().ShouldBe(first.Text("id"));
    }

    [Fact]
    public async Task Inviting_one_address_many_times_at_once_mails_three_and_leaves_one_pending()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.PostAsync($"/v1/orgs/{org}/invitations", new { email })));

        var created = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        created.Count.ShouldBe(3);
        answers.Count(answer => answer.Code == "request.rate_limited").ShouldBe(5);
        (await server.Mails.ToAsync(email)).Count.ShouldBe(3);
        var pending = (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=pending")).Items().ShouldHaveSingleItem();
        var previews = await Task.WhenAll(created.Select(answer => PreviewAsync(answer.Text("token"))));
        previews.Count(preview => preview.Text("status") == "pending").ShouldBe(1);
        created.Single(answer => answer.Text("id") == pending["id"]!.GetValue<string>()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_member_is_not_invited()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "viewer");

        (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email.ToUpperInvariant() })).ShouldBe(HttpStatusCode.Conflict, "member.exists");
    }

    [Fact]
    public async Task Sending_again_gives_a_new_link_and_the_old_one_dies()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var made = await InviteAsync(ada, org, email);
        var mailed = await server.Mails.TokenToAsync(email);

        var again = await ada.PostAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}/resend");

        again.ShouldBe(HttpStatusCode.OK);
        again.At("sentCount")!.GetValue<int>().ShouldBe(2);
        (await PreviewAsync(made.Text("token"))).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await PreviewAsync(mailed)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await PreviewAsync(again.Text("token"))).ShouldBe(HttpStatusCode.OK);
        (await PreviewAsync(await server.Mails.TokenToAsync(email))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sending_again_many_times_at_once_leaves_one_good_link_and_counts_each()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await InviteAsync(ada, org, NewEmail());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.PostAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}/resend")));

        var sent = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        sent.Count.ShouldBe(2);
        answers.Count(answer => answer.Code == "request.rate_limited").ShouldBe(2);
        var previews = await Task.WhenAll(sent.Select(answer => PreviewAsync(answer.Text("token"))));
        previews.Count(preview => preview.Status == HttpStatusCode.OK).ShouldBe(1);
        (await ada.GetAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}")).At("sentCount")!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task What_was_taken_back_stays_so()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var made = await InviteAsync(ada, org, email);
        var path = $"/v1/orgs/{org}/invitations/{made.Text("id")}";

        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync(path)).Text("status").ShouldBe("revoked");
        (await ada.PostAsync($"{path}/resend")).ShouldBe(HttpStatusCode.Gone, "invitation.revoked");
        (await SignUpAsync(email, made.Text("token"))).ShouldBe(HttpStatusCode.Gone, "invitation.revoked");
        (await SignUpAsync(email, token: null)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_is_read_by_status_and_by_pages()
    {
        var (ada, org) = await NewOrgAsync();
        var made = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            made.Add((await InviteAsync(ada, org, NewEmail())).Text("id"));
        }

        await ada.DeleteAsync($"/v1/orgs/{org}/invitations/{made[1]}");

        (await IdsAsync($"/v1/orgs/{org}/invitations?status=pending")).ShouldBe([made[0], made[2]]);
        var first = await ada.GetAsync($"/v1/orgs/{org}/invitations?limit=2");
        first.Items().Count.ShouldBe(2);
        (await IdsAsync($"/v1/orgs/{org}/invitations?limit=2&cursor={first.Text("nextCursor")}")).ShouldBe([made[2]]);
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=lost")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?cursor=x")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid_cursor");

        async Task<IEnumerable<string>> IdsAsync(string path) => (await ada.GetAsync(path)).Items().Select(item => item["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tokens_are_in_no_log_and_in_no_record()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var made = await InviteAsync(ada, org, email);
        var token = made.Text("token");

        await server.Anonymous().GetAsync($"/v1/invitations/{token}");
        await ada.PostAsync($"/v1/invitations/{token}/accept");
        await server.Anonymous().PostAsync($"/v1/invitations/{token}/request");
        await server.Anonymous().PostAsync($"/v1/invitations/{token}/decline");
        await ada.GetAsync($"/v1/orgs/{org}/invitations/{token}");

        var secret = token.Split('_')[^1];
        var mailed = (await server.Mails.TokenToAsync(email)).Split('_')[^1];
        server.Log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal) || line.Contains(mailed, StringComparison.Ordinal));
        var records = await server.RecordsOfAsync(made.Text("id"));
        records.Select(record => record.Action).ShouldBe(["invitation.created", "invitation.declined"]);
        records.ShouldNotContain(record => record.Data.Contains(secret, StringComparison.Ordinal) || record.Data.Contains("\"ci_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_change_is_in_the_journal_with_before_and_after()
    {
        var (ada, org) = await NewOrgAsync();
        var made = await InviteAsync(ada, org, NewEmail());
        await ada.PostAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}/resend");
        await ada.DeleteAsync($"/v1/orgs/{org}/invitations/{made.Text("id")}");

        var records = await server.RecordsOfAsync(made.Text("id"));

        records.Select(record => record.Action).ShouldBe(["invitation.created", "invitation.resent", "invitation.revoked"]);
        records.ShouldAllBe(record => record.Actor == ada.UserId);
        var resent = JsonNode.Parse(records[1].Data)!;
        resent["before"]!["sentCount"]!.GetValue<int>().ShouldBe(1);
        resent["after"]!["sentCount"]!.GetValue<int>().ShouldBe(2);
        JsonNode.Parse(records[2].Data)!["after"]!["status"]!.GetValue<string>().ShouldBe("revoked");
    }

    private static string NewEmail() => $"guest-{Guid.CreateVersion7():N}@example.com";

    private static async Task<Answer> InviteAsync(Caller caller, string org, string email, string role = "member")
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/invitations", new { email, role });
        made.ShouldBe(HttpStatusCode.Created);
        return made;
    }

    private Task<Answer> PreviewAsync(string token) => server.Anonymous().PostAsync("/v1/invitations/preview", new { token });

    private Task<Answer> SignUpAsync(string email, string? token) => server.Anonymous().PostAsync("/v1/auth/flows", new
    {
        type = "sign_up",
        answers = new { email, password = TestServer.Password, name = "Guest", invitation = token },
    });

    private async Task<(Caller Owner, string Org)> NewOrgAsync()
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync());
    }

    private async Task<Caller> JoinAsync(Caller owner, string org, string role)
    {
        var user = await server.SignUpAsync("Bob");
        (await owner.PostAsync($"/v1/orgs/{org}/members", new { userId = user.UserId, role })).ShouldBe(HttpStatusCode.Created);
        return user;
    }
}
