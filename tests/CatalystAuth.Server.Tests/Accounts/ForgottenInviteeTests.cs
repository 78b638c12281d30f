using System.Net;
using System.Text;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace CatalystAuth.Server.Tests.Accounts;

public sealed class SqliteForgottenInviteeTests(ErasureSqliteServer server) : ForgottenInviteeTests(server), IClassFixture<ErasureSqliteServer>
{
    [Fact]
    public async Task Of_the_addresses_of_who_is_deleted_and_erased_the_file_has_nothing()
    {
        var (ada, org) = await NewOrgAsync();
        var (bob, admin) = (await Server.SignUpProvenAsync(), await Server.SignInAdminAsync());
        var second = await Server.AddAddressAsync(bob);
        var third = await Server.AddAddressAsync(bob);
        await InviteAsync(ada, org, third);
        var accepted = await InviteAsync(ada, org, second);
        (await bob.PostAsync("/v1/invitations/accept", new { token = accepted.Text("token") })).ShouldBe(HttpStatusCode.OK);
        using var browser = new Browser(Server);
        await browser.StartAsync("sign_in", new { identifier = second });
        await browser.StartAsync("sign_in", new { identifier = second, password = "not the password at all" });
        (await browser.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password })).Text("step.kind").ShouldBe("done");
        await Server.StartAsync("recovery", new { identifier = bob.Email });
        (await bob.PostAsync($"/v1/me/emails/{second}/primary")).ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync("/v1/me/export")).ShouldBe(HttpStatusCode.OK);

        // An address that they had once.
        await bob.SendAsync(HttpMethod.Delete, $"/v1/me/emails/{second}/primary");
        (await bob.DeleteAsync($"/v1/me/emails/{third}")).ShouldBe(HttpStatusCode.NoContent);
        await Server.SettleMailsAsync();

        (await admin.DeleteAsync($"/v1/users/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await admin.PostAsync($"/v1/users/{bob.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);

        await Server.SettleMailsAsync();
        var file = await FileWithoutEventsAsync();
        foreach (var address in (string[])[bob.Email, second, third])
        {
            file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(address)).ShouldBe(-1, address);
            file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(address.ToUpperInvariant())).ShouldBe(-1, address);
        }
    }

    // Events have a time of their own, which is over here.
    private async Task<byte[]> FileWithoutEventsAsync()
    {
        var path = await Server.WithAsync(async (_, context) =>
        {
            await context.OutboxEvents.ExecuteDeleteAsync();
            await context.Database.ExecuteSqlAsync($"VACUUM");
            await context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");
            return context.Database.GetDbConnection().DataSource;
        });
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}

public sealed class PostgresForgottenInviteeTests(ErasurePostgresServer server) : ForgottenInviteeTests(server), IClassFixture<ErasurePostgresServer>;

/// <summary>What invitations keep of who is deleted or erased.</summary>
public abstract class ForgottenInviteeTests(TestServer server)
{
    protected TestServer Server => server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deleting_an_account_takes_its_addresses_out_of_invitations(bool byAdmin)
    {
        var bob = await server.SignUpProvenAsync();
        var second = await server.AddAddressAsync(bob);
        var (ada, org) = await NewOrgAsync();
        var (_, other) = await NewOrgAsync(ada);
        var accepted = await InviteAsync(ada, org, bob.Email);
        (await bob.PostAsync("/v1/invitations/accept", new { token = accepted.Text("token") })).ShouldBe(HttpStatusCode.OK);
        var declined = await InviteAsync(ada, other, bob.Email);
        (await server.Anonymous().PostAsync("/v1/invitations/decline", new { token = declined.Text("token") })).ShouldBe(HttpStatusCode.NoContent);
        var waiting = await InviteAsync(ada, other, second.ToUpperInvariant());
        var foreign = await InviteAsync(ada, other, FlowCalls.NewEmail());

        var deleted = byAdmin
            ? await (await server.SignInAdminAsync()).DeleteAsync($"/v1/users/{bob.UserId}")
            : await bob.SendAsync(HttpMethod.Delete, "/v1/me", new { password = TestServer.Password });

        deleted.ShouldBe(HttpStatusCode.NoContent);
        foreach (var (house, invitation, status) in ((string, Answer, string)[])[(org, accepted, "accepted"), (other, declined, "declined"), (other, waiting, "revoked")])
        {
            var shown = await ada.GetAsync($"/v1/orgs/{house}/invitations/{invitation.Text("id")}");
            shown.Text("email").ShouldBe("***");
            shown.Text("status").ShouldBe(status);
        }

        (await KeysAsync()).Intersect([bob.Email, second], StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
        (await ada.GetAsync($"/v1/orgs/{other}/invitations/{foreign.Text("id")}")).Text("status").ShouldBe("pending");
        var revoked = (await server.RecordsOfAsync(waiting.Text("id"))).Single(record => record.Action == "invitation.revoked");
        revoked.Data.ShouldNotContain(second, Case.Insensitive);
        var told = (await ada.GetAsync($"/v1/audit/events?org={other}&action=invitation.revoked")).Items().ShouldHaveSingleItem();
        told["data"]!["before"]!["email"]!.GetValue<string>().ShouldBe("***");
        told["data"]!["after"]!["email"]!.GetValue<string>().ShouldBe("***");

        // It is nobody's now, and may be invited like any.
        (await ada.PostAsync($"/v1/orgs/{other}/invitations", new { email = second })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_was_forgotten_leads_nowhere()
    {
        var bob = await server.SignUpProvenAsync();
        var (ada, org) = await NewOrgAsync();
        var waiting = await InviteAsync(ada, org, bob.Email);
        var token = waiting.Text("token");
        (await (await server.SignInAdminAsync()).DeleteAsync($"/v1/users/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        var eve = await server.SignUpAsync("Eve");

        var preview = await server.Anonymous().PostAsync("/v1/invitations/preview", new { token });
        preview.Text("email").ShouldBe("***");
        preview.Text("status").ShouldBe("revoked");
        (await eve.PostAsync("/v1/invitations/accept", new { token })).ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        (await ada.PostAsync($"/v1/orgs/{org}/invitations/{waiting.Text("id")}/resend")).ShouldBe(HttpStatusCode.Gone, "invitation.revoked");
        (await server.Mails.ToAsync("***")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_made_an_account_with_somebody_elses_address_takes_no_invitation_along()
    {
        var victim = FlowCalls.NewEmail();
        var (ada, org) = await NewOrgAsync();
        var waiting = await InviteAsync(ada, org, victim);
        var squatter = await server.StartAsync("sign_up", new { email = victim, password = TestServer.Password, name = "Eve" });
        var eve = Caller.Of(server.NewHttpClient(), squatter);

        (await eve.SendAsync(HttpMethod.Delete, "/v1/me", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);

        var shown = await ada.GetAsync($"/v1/orgs/{org}/invitations/{waiting.Text("id")}");
        shown.Text("email").ShouldBe(victim);
        shown.Text("status").ShouldBe("pending");
    }

    [Fact]
    public async Task Erasing_who_is_there_takes_out_what_has_ended_and_what_waits_for_an_address_that_they_had()
    {
        var bob = await server.SignUpProvenAsync();
        var second = await server.AddAddressAsync(bob);
        var taken = await server.AddAddressAsync(bob);
        var (ada, org) = await NewOrgAsync();
        var (_, other) = await NewOrgAsync(ada);
        var declined = await InviteAsync(ada, org, bob.Email);
        (await server.Anonymous().PostAsync("/v1/invitations/decline", new { token = declined.Text("token") })).ShouldBe(HttpStatusCode.NoContent);
        var ofNow = await InviteAsync(ada, org, bob.Email);
        var ofOnce = await InviteAsync(ada, other, second);
        var ofAnother = await InviteAsync(ada, other, taken);
        foreach (var address in (string[])[second, taken])
        {
            (await bob.DeleteAsync($"/v1/me/emails/{address}")).ShouldBe(HttpStatusCode.NoContent);
        }

        await server.AddAddressAsync(await server.SignUpAsync("Carol"), taken);

        (await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{bob.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync($"/v1/orgs/{org}/invitations/{declined.Text("id")}")).Text("email").ShouldBe("***");
        var waits = await ada.GetAsync($"/v1/orgs/{org}/invitations/{ofNow.Text("id")}");
        waits.Text("email").ShouldBe(bob.Email);
        waits.Text("status").ShouldBe("pending");
        var once = await ada.GetAsync($"/v1/orgs/{other}/invitations/{ofOnce.Text("id")}");
        once.Text("email").ShouldBe("***");
        once.Text("status").ShouldBe("revoked");
        (await ada.GetAsync($"/v1/orgs/{other}/invitations/{ofAnother.Text("id")}")).Text("email").ShouldBe(taken, "It is Carol's by now.");
    }

    [Fact]
    public async Task Erasing_who_only_typed_an_address_in_takes_nothing_of_whose_it_is()
    {
        var eve = await server.SignUpProvenAsync();
        var (typed, accepted) = (FlowCalls.NewEmail(), await server.SignUpProvenAsync());
        var (ada, org) = await NewOrgAsync();
        var waiting = await InviteAsync(ada, org, typed);
        var taken = await InviteAsync(ada, org, accepted.Email);
        (await accepted.PostAsync("/v1/invitations/accept", new { token = taken.Text("token") })).ShouldBe(HttpStatusCode.OK);
        foreach (var address in (string[])[typed, $"x{accepted.Email}"])
        {
            (await eve.PostAsync("/v1/me/emails", new { address })).ShouldBe(HttpStatusCode.Created);
        }

        (await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{eve.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);

        var waits = await ada.GetAsync($"/v1/orgs/{org}/invitations/{waiting.Text("id")}");
        (waits.Text("email"), waits.Text("status")).ShouldBe((typed, "pending"));
        (await ada.GetAsync($"/v1/orgs/{org}/invitations/{taken.Text("id")}")).Text("email").ShouldBe(accepted.Email);
    }

    [Fact]
    public async Task Who_is_erased_after_they_were_deleted_is_found_in_what_was_forgotten()
    {
        var bob = await server.SignUpProvenAsync();
        var (ada, org) = await NewOrgAsync();
        var accepted = await InviteAsync(ada, org, bob.Email);
        (await bob.PostAsync("/v1/invitations/accept", new { token = accepted.Text("token") })).ShouldBe(HttpStatusCode.OK);
        var (_, other) = await NewOrgAsync(ada);
        await InviteAsync(ada, other, bob.Email);
        var admin = await server.SignInAdminAsync();
        (await admin.DeleteAsync($"/v1/users/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);

        (await admin.PostAsync($"/v1/users/{bob.UserId}/erase")).ShouldBe(HttpStatusCode.NoContent);

        foreach (var house in (string[])[org, other])
        {
            var created = (await ada.GetAsync($"/v1/audit/events?org={house}&action=invitation.created")).Items().ShouldHaveSingleItem();
            created["data"]!["after"]!["email"]!.ToJsonString().ShouldBe("""{"erased":true}""");
            (await ada.GetAsync($"/v1/audit/verify?org={house}")).At("ok")!.GetValue<bool>().ShouldBeTrue();
        }

        var erased = (await admin.GetAsync($"/v1/audit/events?target={bob.UserId}&action=user.erased")).Items().ShouldHaveSingleItem();
        erased["data"]!.ToJsonString().ShouldBe("""{"invitations":2}""");
    }

    [Fact]
    public async Task Accepting_while_the_account_is_deleted_leaves_no_address()
    {
        for (var round = 0; round < 4; round++)
        {
            var bob = await server.SignUpProvenAsync();
            var (ada, org) = await NewOrgAsync();
            var waiting = await InviteAsync(ada, org, bob.Email);

            var answers = await Task.WhenAll(
                bob.PostAsync("/v1/invitations/accept", new { token = waiting.Text("token") }),
                bob.SendAsync(HttpMethod.Delete, "/v1/me", new { password = TestServer.Password }));

            answers[1].ShouldBe(HttpStatusCode.NoContent);
            (await ada.GetAsync($"/v1/orgs/{org}/invitations/{waiting.Text("id")}")).Text("email").ShouldBe("***");
            (await ada.GetAsync($"/v1/orgs/{org}/members")).Items().ShouldHaveSingleItem();
        }
    }

    protected static async Task<Answer> InviteAsync(Caller caller, string org, string email)
    {
        var made = await caller.PostAsync($"/v1/orgs/{org}/invitations", new { email });
        made.ShouldBe(HttpStatusCode.Created);
        return made;
    }

    protected async Task<(Caller Owner, string Org)> NewOrgAsync(Caller? owner = null)
    {
        owner ??= await server.SignUpAsync();
        return (owner, await owner.NewOrgAsync());
    }

    private Task<List<string>> KeysAsync() => server.WithAsync((_, context) => context.Invitations.Select(invitation => invitation.EmailKey).ToListAsync());
}
