using System.Net;
using CatalystAuth.Contracts.Roles;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteInviterStandingTests(SqliteServer server) : InviterStandingTests(server);

public sealed class PostgresInviterStandingTests(PostgresServer server) : InviterStandingTests(server);

/// <summary>An invitation is worth what its inviter is when it is accepted.</summary>
public abstract class InviterStandingTests(TestServer server)
{
    [Theory]
    [InlineData("removed")]
    [InlineData("left")]
    [InlineData("demoted")]
    [InlineData("banned")]
    [InlineData("deleted")]
    public async Task What_an_owner_offered_is_gone_with_them(string fate)
    {
        var (ada, org) = await NewOrgAsync();
        var mallory = await JoinAsync(ada, org, "owner");
        var m2 = await server.SignUpAsync("Mallory");
        var invitation = await InviteAsync(mallory, org, new { email = m2.Email, role = "owner" });

        await LoseAsync(fate, ada, org, mallory);

        await ShouldBeLapsedAsync(ada, org, m2, invitation);
    }

    [Fact]
    public async Task Who_is_demoted_still_gives_what_they_may_and_no_more()
    {
        var (ada, org) = await NewOrgAsync();
        var mallory = await JoinAsync(ada, org, "owner");
        var (owner, viewer) = (await server.SignUpAsync("Owner"), await server.SignUpAsync("Viewer"));
        var toOwner = await InviteAsync(mallory, org, new { email = owner.Email, role = "owner" });
        var toViewer = await InviteAsync(mallory, org, new { email = viewer.Email, role = "viewer" });

        (await ada.PatchAsync($"/v1/orgs/{org}/members/{mallory.UserId}", new { role = "admin" })).ShouldBe(HttpStatusCode.OK);

        await ShouldBeLapsedAsync(ada, org, owner, toOwner);
        (await ShownAsync(ada, org, toViewer)).At("inviterLapsed")!.GetValue<bool>().ShouldBeFalse();
        (await AcceptAsync(viewer, toViewer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_role_of_ones_own_that_holds_less_gives_less()
    {
        var (ada, org) = await NewOrgAsync();
        var role = await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "recruiter", permissions = Recruiter });
        var bob = await JoinAsync(ada, org, "recruiter");
        var carol = await server.SignUpAsync("Carol");
        var invitation = await InviteAsync(bob, org, new { email = carol.Email, role = "member" });

        (await ada.PatchAsync($"/v1/orgs/{org}/roles/{role.Text("id")}", new { permissions = Recruiter.Where(held => held != "invitations:write") }))
            .ShouldBe(HttpStatusCode.OK);
        await ShouldBeLapsedAsync(ada, org, carol, invitation);

        // Who may again, may again.
        (await ada.PatchAsync($"/v1/orgs/{org}/roles/{role.Text("id")}", new { permissions = Recruiter })).ShouldBe(HttpStatusCode.OK);
        (await AcceptAsync(carol, invitation)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_a_bound_role_allowed_to_invite_to_is_gone_with_the_binding()
    {
        var (ada, org) = await NewOrgAsync();
        var bob = await JoinAsync(ada, org, "member");
        var bound = await ada.PostAsync($"/v1/orgs/{org}/bindings", new { subject = bob.UserId, role = "admin" });
        var carol = await server.SignUpAsync("Carol");
        var invitation = await InviteAsync(bob, org, new { email = carol.Email, role = "admin" });

        (await ada.DeleteAsync($"/v1/orgs/{org}/bindings/{bound.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);

        await ShouldBeLapsedAsync(ada, org, carol, invitation);
    }

    [Fact]
    public async Task Groups_and_labels_are_given_by_who_may_give_them()
    {
        var (ada, org) = await NewOrgAsync();
        var group = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Staff", roles = new[] { "admin" } })).Text("id");
        var gone = (await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = "Gone" })).Text("id");
        (await ada.PutAsync($"/v1/orgs/{org}/labels/schema/vip", new { setBy = "org_admins" })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/orgs/{org}/roles", new { name = "recruiter", permissions = (string[])[.. Recruiter, "members:write", "groups:write"] }))
            .ShouldBe(HttpStatusCode.Created);
        var bob = await JoinAsync(ada, org, "admin");
        var (intoGroup, labelled, plain) = (await server.SignUpAsync("Carol"), await server.SignUpAsync("Dora"), await server.SignUpAsync("Eve"));
        var group1 = await InviteAsync(bob, org, new { email = intoGroup.Email, role = "member", groups = new[] { group } });
        var label1 = await InviteAsync(bob, org, new { email = labelled.Email, role = "member", labelsDelta = new[] { "+vip" } });
        var plain1 = await InviteAsync(bob, org, new { email = plain.Email, role = "member", groups = new[] { gone } });
        (await ada.DeleteAsync($"/v1/orgs/{org}/groups/{gone}")).ShouldBe(HttpStatusCode.NoContent);

        // Less than the group gives, and without labels:write.
        (await ada.PatchAsync($"/v1/orgs/{org}/members/{bob.UserId}", new { role = "recruiter" })).ShouldBe(HttpStatusCode.OK);

        await ShouldBeLapsedAsync(ada, org, intoGroup, group1);
        await ShouldBeLapsedAsync(ada, org, labelled, label1);

        // A group that is gone is in nobody's way.
        (await AcceptAsync(plain, plain1)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_platform_admin_invites_by_their_platform_role_while_they_have_it()
    {
        var (ada, org) = await NewOrgAsync();
        var root = await server.SignInAdminAsync();
        var peter = await server.SignUpAsync("Peter");
        var bound = await root.PostAsync("/v1/bindings", new { subject = peter.UserId, role = PlatformRoles.Admin });
        bound.ShouldBe(HttpStatusCode.Created);
        var (bob, carol) = (await server.SignUpAsync("Bob"), await server.SignUpAsync("Carol"));
        var first = await InviteAsync(peter, org, new { email = bob.Email, role = "admin" });
        var second = await InviteAsync(peter, org, new { email = carol.Email, role = "viewer" });

        (await AcceptAsync(bob, first)).ShouldBe(HttpStatusCode.OK);
        (await root.DeleteAsync($"/v1/bindings/{bound.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);

        await ShouldBeLapsedAsync(ada, org, carol, second);
    }

    [Fact]
    public async Task Another_admin_sends_it_again_when_its_invitee_asks()
    {
        var (ada, org) = await NewOrgAsync();
        var mallory = await JoinAsync(ada, org, "admin");
        var bob = await server.SignUpAsync("Bob");
        var invitation = await InviteAsync(mallory, org, new { email = bob.Email, role = "member" });
        await LoseAsync("removed", ada, org, mallory);
        await ShouldBeLapsedAsync(ada, org, bob, invitation);

        (await PostAsync(server.Anonymous(), "request", invitation.Text("token"))).Status.ShouldBe(HttpStatusCode.Accepted);
        (await ShownAsync(ada, org, invitation)).At("requestedAt").ShouldNotBeNull();
        var renewed = await ada.PostAsync($"/v1/orgs/{org}/invitations/{invitation.Text("id")}/resend");

        renewed.Text("invitedBy").ShouldBe(ada.UserId);
        renewed.At("inviterLapsed")!.GetValue<bool>().ShouldBeFalse();
        (await AcceptAsync(bob, renewed)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sign_up_with_a_lapsed_invitation_makes_nothing()
    {
        var (ada, org) = await NewOrgAsync();
        var mallory = await JoinAsync(ada, org, "owner");
        var email = $"guest-{Guid.CreateVersion7():N}@example.com";
        var invitation = await InviteAsync(mallory, org, new { email, role = "owner" });
        await LoseAsync("removed", ada, org, mallory);

        (await SignUpAsync(email, invitation.Text("token"))).ShouldBe(HttpStatusCode.Gone, "invitation.inviter_lapsed");

        (await SignUpAsync(email, invitation: null)).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_my_invitations_those_that_lapsed_say_so()
    {
        var (ada, org) = await NewOrgAsync();
        var mallory = await JoinAsync(ada, org, "admin");
        var (first, guestOrg) = await NewOrgAsync();
        var email = $"guest-{Guid.CreateVersion7():N}@example.com";
        await InviteAsync(first, guestOrg, new { email, role = "member" });
        var guest = Caller.Of(server.NewHttpClient(), await SignUpAsync(email, await server.Mails.TokenToAsync(email)));
        var lapsing = await InviteAsync(mallory, org, new { email, role = "member" });
        (await guest.GetAsync("/v1/me/invitations")).Items().Single()["inviterLapsed"]!.GetValue<bool>().ShouldBeFalse();

        await LoseAsync("demoted", ada, org, mallory);

        (await guest.GetAsync("/v1/me/invitations")).Items().Single()["inviterLapsed"]!.GetValue<bool>().ShouldBeTrue();
        (await guest.PostAsync($"/v1/me/invitations/{lapsing.Text("id")}/accept")).ShouldBe(HttpStatusCode.Gone, "invitation.inviter_lapsed");
        (await guest.PostAsync($"/v1/me/invitations/{lapsing.Text("id")}/decline")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Accepting_while_the_inviter_is_removed_does_one_of_both()
    {
        for (var round = 0; round < 4; round++)
        {
            var (ada, org) = await NewOrgAsync();
            var mallory = await JoinAsync(ada, org, "owner");
            var m2 = await server.SignUpAsync("Mallory");
            var invitation = await InviteAsync(mallory, org, new { email = m2.Email, role = "owner" });

            var answers = await Task.WhenAll(AcceptAsync(m2, invitation), ada.DeleteAsync($"/v1/orgs/{org}/members/{mallory.UserId}"));

            answers[1].ShouldBe(HttpStatusCode.NoContent);
            (answers[0].Code is null or "invitation.inviter_lapsed").ShouldBeTrue(answers[0].Body);
            (await m2.GetAsync($"/v1/orgs/{org}")).Status.ShouldBe(answers[0].Code is null ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
    }

    private static readonly string[] Recruiter =
    [
        "org:read", "members:read", "groups:read", "permissions:read", "roles:read", "entitlements:read", "keys:read", "apps:read",
        "invitations:read", "invitations:write",
    ];

    // In the list, in the preview, to who accepts; and nothing of it is lost.
    private async Task ShouldBeLapsedAsync(Caller admin, string org, Caller invitee, Answer invitation)
    {
        (await AcceptAsync(invitee, invitation)).ShouldBe(HttpStatusCode.Gone, "invitation.inviter_lapsed");
        (await invitee.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
        (await ShownAsync(admin, org, invitation)).At("inviterLapsed")!.GetValue<bool>().ShouldBeTrue();
        var listed = (await admin.GetAsync($"/v1/orgs/{org}/invitations?status=pending")).Items()
            .Single(item => item["id"]!.GetValue<string>() == invitation.Text("id"));
        listed["inviterLapsed"]!.GetValue<bool>().ShouldBeTrue();
        listed["status"]!.GetValue<string>().ShouldBe("pending");
        var preview = await PostAsync(server.Anonymous(), "preview", invitation.Text("token"));
        preview.At("inviterLapsed")!.GetValue<bool>().ShouldBeTrue();
    }

    private async Task LoseAsync(string fate, Caller owner, string org, Caller inviter)
    {
        var done = fate switch
        {
            "removed" => await owner.DeleteAsync($"/v1/orgs/{org}/members/{inviter.UserId}"),
            "left" => await inviter.DeleteAsync($"/v1/orgs/{org}/members/{inviter.UserId}"),
            "demoted" => await owner.PatchAsync($"/v1/orgs/{org}/members/{inviter.UserId}", new { role = "member" }),
            "banned" => await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{inviter.UserId}/ban", new { reason = "Spam" }),
            _ => await (await server.SignInAdminAsync()).DeleteAsync($"/v1/users/{inviter.UserId}"),
        };
        ((int)done.Status).ShouldBeLessThan(300);
    }

    private static Task<Answer> AcceptAsync(Caller caller, Answer invitation) => PostAsync(caller, "accept", invitation.Text("token"));

    private static Task<Answer> PostAsync(Caller caller, string action, string token) => caller.PostAsync($"/v1/invitations/{action}", new { token });

    private static Task<Answer> ShownAsync(Caller caller, string org, Answer invitation) =>
        caller.GetAsync($"/v1/orgs/{org}/invitations/{invitation.Text("id")}");

    private static async Task<Answer> InviteAsync(Caller caller, string org, object body)
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/invitations", body);
        made.ShouldBe(HttpStatusCode.Created);
        return made;
    }

    private Task<Answer> SignUpAsync(string email, string? invitation) => server.Anonymous().PostAsync(
        "/v1/auth/flows", new { type = "sign_up", answers = new { email, password = TestServer.Password, name = "Guest", invitation } });

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
