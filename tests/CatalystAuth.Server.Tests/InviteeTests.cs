using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteInviteeTests(SqliteServer server) : InviteeTests(server);

public sealed class PostgresInviteeTests(PostgresServer server) : InviteeTests(server);

/// <summary>What who is invited does.</summary>
public abstract class InviteeTests(TestServer server)
{
    [Fact]
    public async Task A_link_shows_what_is_offered_and_not_to_whom()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var token = await InviteAsync(ada, org, email, "viewer");

        foreach (var preview in (Answer[])[await server.Anonymous().GetAsync($"/v1/invitations/{token}"), await PostAsync(server.Anonymous(), "preview", token)])
        {
            preview.ShouldBe(HttpStatusCode.OK);
            preview.Text("orgName").ShouldBe("Acme");
            preview.Text("inviterName").ShouldBe("Ada");
            preview.Text("role").ShouldBe("viewer");
            preview.Text("email").ShouldBe("g***@example.com");
            preview.Text("status").ShouldBe("pending");
            preview.Body.ShouldNotContain(email);
            preview.Body.ShouldNotContain(org);
        }
    }

    [Fact]
    public async Task A_token_that_is_none_or_another_one_leads_nowhere()
    {
        var (ada, org) = await NewOrgAsync();
        var token = await InviteAsync(ada, org, NewEmail());
        var other = await InviteAsync(ada, org, NewEmail());
        var mixed = Keys.WithSecretOf(token, other);
        var typo = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');

        foreach (var wrong in (string[])["x", typo, mixed, token + "x", new string('c', 5000)])
        {
            (await PostAsync(server.Anonymous(), "preview", wrong)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
            (await PostAsync(server.Anonymous(), "decline", wrong)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
            (await PostAsync(ada, "accept", wrong)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
            (await SignUpAsync(NewEmail(), wrong)).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signed_in_user_accepts_by_either_form(bool byPath)
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var token = await InviteAsync(ada, org, bob.Email.ToUpperInvariant(), "viewer");

        var accepted = byPath ? await bob.PostAsync($"/v1/invitations/{token}/accept") : await PostAsync(bob, "accept", token);

        accepted.ShouldBe(HttpStatusCode.OK);
        accepted.Text("org.id").ShouldBe(org);
        accepted.Text("org.role").ShouldBe("viewer");
        accepted.Text("redirectUrl").ShouldBe("https://app.example.com/hello");
        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        var member = (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Single(item => item["userId"]!.GetValue<string>() == bob.UserId);
        member["role"]!.GetValue<string>().ShouldBe("viewer");
        member["labelsDelta"]!.AsArray().Select(label => label!.GetValue<string>()).ShouldBe(["+vip"]);
        var invitation = (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=accepted")).Items().Single();
        invitation["acceptedBy"]!.GetValue<string>().ShouldBe(bob.UserId);
        (await server.RecordsOfAsync(invitation["id"]!.GetValue<string>()))[^1].Action.ShouldBe("invitation.accepted");
        (await server.RecordsOfAsync(bob.UserId)).ShouldContain(record => record.Action == "member.added" && record.Actor == bob.UserId);
    }

    [Fact]
    public async Task Another_account_is_told_so_and_nothing_is_consumed()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var eve = await server.SignUpAsync("Eve");
        var token = await InviteAsync(ada, org, bob.Email);

        var refused = await PostAsync(eve, "accept", token);

        refused.ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        refused.Text("detail").ShouldContain("b***@example.com");
        refused.Body.ShouldNotContain(bob.Email);
        (await eve.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
        (await SignUpAsync(NewEmail(), token)).ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Accepting_needs_somebody()
    {
        var (ada, org) = await NewOrgAsync();
        var token = await InviteAsync(ada, org, NewEmail());
        var (_, key) = await ada.NewKeyAsync(org, "invitations:write");
        var program = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));

        (await PostAsync(server.Anonymous(), "accept", token)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await PostAsync(program, "accept", token)).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await program.GetAsync("/v1/me/invitations")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
    }

    [Fact]
    public async Task Accepting_many_times_at_once_makes_one_membership_and_the_same_answer()
    {
        for (var round = 0; round < 3; round++)
        {
            var (ada, org) = await NewOrgAsync();
            var bob = await server.SignUpAsync("Bob");
            var token = await InviteAsync(ada, org, bob.Email);

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(bob, "accept", token)));

            answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
            answers[0].ShouldBe(HttpStatusCode.OK);
            (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(2);
            (await server.RecordsOfAsync(bob.UserId)).Count(record => record.Action == "member.added").ShouldBe(1);
        }
    }

    [Fact]
    public async Task Accepting_while_it_is_taken_back_does_one_of_both()
    {
        for (var round = 0; round < 5; round++)
        {
            var (ada, org) = await NewOrgAsync();
            var bob = await server.SignUpAsync("Bob");
            var token = await InviteAsync(ada, org, bob.Email);
            var id = (await ada.GetAsync($"/v1/orgs/{org}/invitations")).Items().Single()["id"]!.GetValue<string>();

            var answers = await Task.WhenAll(PostAsync(bob, "accept", token), ada.DeleteAsync($"/v1/orgs/{org}/invitations/{id}"));

            var isIn = answers[0].Status == HttpStatusCode.OK;
            answers[isIn ? 1 : 0].Code.ShouldBe(isIn ? "invitation.used" : "invitation.revoked");
            (await bob.GetAsync($"/v1/orgs/{org}")).Status.ShouldBe(isIn ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_link_that_was_used_does_not_bring_back_who_was_removed()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var token = await InviteAsync(ada, org, bob.Email);
        await PostAsync(bob, "accept", token);
        (await ada.DeleteAsync($"/v1/orgs/{org}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.Conflict, "invitation.used");

        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_became_a_member_meanwhile_keeps_their_role()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var token = await InviteAsync(ada, org, bob.Email, "admin");
        await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "viewer" });

        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.Conflict, "member.exists");
    }

    [Fact]
    public async Task Signing_up_with_the_mailed_link_makes_a_verified_member()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        await InviteAsync(ada, org, email, "viewer");

        var done = await SignUpAsync(email, await server.Mails.TokenToAsync(email));

        done.ShouldBe(HttpStatusCode.OK);
        done.Text("joined.org.id").ShouldBe(org);
        done.Text("joined.org.role").ShouldBe("viewer");
        done.At("user.emailVerified")!.GetValue<bool>().ShouldBeTrue();
        var guest = Caller.Of(server.NewHttpClient(), done);
        (await guest.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
        (await guest.GetAsync("/v1/me")).At("emailVerified")!.GetValue<bool>().ShouldBeTrue();
        var entered = await guest.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", guest.RefreshToken), ("org", org));
        Jwt.Payload(entered.Text("access_token"))["role"]!.GetValue<string>().ShouldBe("viewer");
    }

    [Fact]
    public async Task An_invitation_to_any_proven_address_is_for_the_user()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var second = NewEmail();
        await bob.PostAsync("/v1/me/emails", new { address = second });
        var token = await InviteAsync(ada, org, second.ToUpperInvariant());
        (await bob.GetAsync("/v1/me/invitations")).Items().ShouldBeEmpty();
        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");

        (await bob.PostAsync($"/v1/me/emails/{second}/verify", new { code = await server.Mails.CodeToAsync(second) })).ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync("/v1/me/invitations")).Items().Single()["orgName"]!.GetValue<string>().ShouldBe("Acme");
        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_mailed_link_proves_the_address_in_the_list_too()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        await InviteAsync(ada, org, bob.Email);

        (await PostAsync(bob, "accept", await server.Mails.TokenToAsync(bob.Email))).ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync("/v1/me/emails")).Items().Single()["verified"]!.GetValue<bool>().ShouldBeTrue();
        (await bob.GetAsync("/v1/me")).At("emailVerified")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_link_that_the_inviter_saw_makes_a_member_and_proves_no_mailbox()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var token = await InviteAsync(ada, org, email);

        var done = await SignUpAsync(email, token);

        done.ShouldBe(HttpStatusCode.OK);
        done.Text("joined.org.id").ShouldBe(org);
        done.At("user.emailVerified")!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_sign_up_that_is_refused_makes_nothing()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var token = await InviteAsync(ada, org, email);
        var other = NewEmail();

        (await SignUpAsync(other, token)).ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        (await SignUpAsync(email, token, "short")).ShouldBe(HttpStatusCode.BadRequest, "auth.password_length");

        (await SignUpAsync(other, token: null)).ShouldBe(HttpStatusCode.OK);
        (await SignUpAsync(email, token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_up_twice_at_once_with_one_invitation_makes_one_account()
    {
        var (ada, org) = await NewOrgAsync();
        var email = NewEmail();
        var token = await InviteAsync(ada, org, email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignUpAsync(email, token)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);

        // Who comes a moment later finds the invitation used, before the address is.
        answers.Count(answer => answer.Code is "auth.sign_up_refused" or "invitation.used").ShouldBe(3);
        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Signing_in_step_by_step_accepts_at_the_end()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var token = await InviteAsync(ada, org, bob.Email);
        var flow = await server.Anonymous().PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier = bob.Email, invitation = token } });

        var done = await server.Anonymous().PostAsync($"/v1/auth/flows/{flow.Text("id")}", new
        {
            kind = "password",
            secret = flow.Text("secret"),
            answers = new { password = TestServer.Password },
        });

        flow.Body.ShouldNotContain(token);
        done.ShouldBe(HttpStatusCode.OK);
        done.Text("joined.org.id").ShouldBe(org);
    }

    [Fact]
    public async Task Signing_in_with_another_account_begins_no_session()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var eve = await server.SignUpAsync("Eve");
        var token = await InviteAsync(ada, org, bob.Email);

        (await SignInAsync(eve.Email, token)).ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        (await SignInAsync(bob.Email, token, "not the password at all")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await eve.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(1);
        (await SignInAsync(bob.Email, token)).Text("joined.org.id").ShouldBe(org);
    }

    [Fact]
    public async Task My_invitations_are_those_to_a_proven_address()
    {
        var (ada, org) = await NewOrgAsync("First");
        var (carol, second) = await NewOrgAsync("Second");
        var email = NewEmail();
        await InviteAsync(ada, org, email);
        var guest = Caller.Of(server.NewHttpClient(), await SignUpAsync(email, await server.Mails.TokenToAsync(email)));
        await InviteAsync(carol, second, email, "viewer");
        var bob = await server.SignUpAsync("Bob");
        await InviteAsync(carol, second, bob.Email);

        var mine = (await guest.GetAsync("/v1/me/invitations")).Items().ShouldHaveSingleItem();
        (await bob.GetAsync("/v1/me/invitations")).Items().ShouldBeEmpty("Bob's address is not proven.");

        mine["orgName"]!.GetValue<string>().ShouldBe("Second");
        var id = mine["id"]!.GetValue<string>();
        (await bob.PostAsync($"/v1/me/invitations/{id}/accept")).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await bob.PostAsync($"/v1/me/invitations/{id}/decline")).ShouldBe(HttpStatusCode.NotFound, "invitation.not_found");
        (await guest.PostAsync($"/v1/me/invitations/{id}/accept")).Text("org.role").ShouldBe("viewer");
        (await guest.GetAsync("/v1/me/invitations")).Items().ShouldBeEmpty();
        (await guest.GetAsync($"/v1/orgs/{second}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_of_mine_is_declined_without_its_link()
    {
        var (ada, org) = await NewOrgAsync("First");
        var (carol, second) = await NewOrgAsync("Second");
        var email = NewEmail();
        await InviteAsync(ada, org, email);
        var guest = Caller.Of(server.NewHttpClient(), await SignUpAsync(email, await server.Mails.TokenToAsync(email)));
        await InviteAsync(carol, second, email, "viewer");
        var id = (await guest.GetAsync("/v1/me/invitations")).Items().ShouldHaveSingleItem()["id"]!.GetValue<string>();

        ((int)(await guest.PostAsync($"/v1/me/invitations/{id}/decline")).Status).ShouldBeLessThan(300);

        (await guest.GetAsync("/v1/me/invitations")).Items().ShouldBeEmpty();
        (await guest.GetAsync($"/v1/orgs/{second}")).ShouldBe(HttpStatusCode.NotFound);
        (await server.RecordsOfAsync(id))[^1].Action.ShouldBe("invitation.declined");
    }

    [Fact]
    public async Task What_was_declined_stays_so_until_it_is_offered_again()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        var token = await InviteAsync(ada, org, bob.Email);

        (await PostAsync(server.Anonymous(), "decline", token)).ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync(server.Anonymous(), "decline", token)).ShouldBe(HttpStatusCode.NoContent);

        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.Gone, "invitation.declined");
        (await ada.GetAsync($"/v1/orgs/{org}/invitations?status=declined")).Items().Count.ShouldBe(1);
        (await PostAsync(bob, "accept", await InviteAsync(ada, org, bob.Email))).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(server.Anonymous(), "decline", token)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Asking_again_for_what_has_not_expired_changes_nothing()
    {
        var (ada, org) = await NewOrgAsync();
        var token = await InviteAsync(ada, org, NewEmail());

        (await PostAsync(server.Anonymous(), "request", token)).Status.ShouldBe(HttpStatusCode.Accepted);

        (await ada.GetAsync($"/v1/orgs/{org}/invitations")).Items().Single()["requestedAt"].ShouldBeNull();
    }

    [Fact]
    public async Task Who_acts_as_the_invitee_reads_and_neither_accepts_nor_declines()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await server.SignUpProvenAsync();
        var token = await InviteAsync(ada, org, bob.Email);
        var admin = await server.SignInAdminAsync();
        foreach (var (writes, code) in new[] { (false, "auth.impersonation_read_only"), (true, "auth.impersonated") })
        {
            var begun = await admin.PostAsync($"/v1/users/{bob.UserId}/impersonate", new { reason = "Ticket 42", writes });
            var acting = new Caller(server.NewHttpClient(), begun.Text("tokens.accessToken"));
            var id = (await acting.GetAsync("/v1/me/invitations")).Items().ShouldHaveSingleItem()["id"]!.GetValue<string>();

            (await acting.PostAsync($"/v1/me/invitations/{id}/accept")).ShouldBe(HttpStatusCode.Forbidden, code);
            (await acting.PostAsync($"/v1/me/invitations/{id}/decline")).ShouldBe(HttpStatusCode.Forbidden, code);
            (await PostAsync(acting, "accept", token)).ShouldBe(HttpStatusCode.Forbidden, code);
        }

        (await PostAsync(bob, "accept", token)).ShouldBe(HttpStatusCode.OK);
    }

    private static string NewEmail() => $"guest-{Guid.CreateVersion7():N}@example.com";

    private static async Task<string> InviteAsync(Caller caller, string org, string email, string role = "member")
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/invitations", new
        {
            email,
            role,
            labelsDelta = new[] { "+vip" },
            redirectUrl = "https://app.example.com/hello",
        });
        made.ShouldBe(HttpStatusCode.Created);
        return made.Text("token");
    }

    private static Task<Answer> PostAsync(Caller caller, string action, string token) => caller.PostAsync($"/v1/invitations/{action}", new { token });

    private Task<Answer> SignUpAsync(string email, string? token, string password = TestServer.Password)
    {
        var answers = new JsonObject { ["email"] = email, ["password"] = password, ["name"] = "Guest", ["invitation"] = token };
        return server.Anonymous().PostAsync("/v1/auth/flows", new JsonObject { ["type"] = "sign_up", ["answers"] = answers });
    }

    private Task<Answer> SignInAsync(string identifier, string invitation, string password = TestServer.Password) =>
        server.Anonymous().PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier, password, invitation } });

    private async Task<(Caller Owner, string Org)> NewOrgAsync(string name = "Acme")
    {
        var ada = await server.SignUpAsync();
        return (ada, await ada.NewOrgAsync(name));
    }
}
