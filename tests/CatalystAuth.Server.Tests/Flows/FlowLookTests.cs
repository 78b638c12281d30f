using System.Net;
using CatalystAuth.Core.Mail;
using CatalystAuth.Core.RateLimits;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteFlowLookTests(SqliteServer server) : FlowLookTests(server);

public sealed class PostgresFlowLookTests(PostgresServer server) : FlowLookTests(server);

/// <summary>Mails of a flow look like the organisation that it leads to, where their reader may know of it.</summary>
public abstract class FlowLookTests(TestServer server)
{
    private const string Brand = "Hopper Ltd";

    [Theory]
    [InlineData("sign_in")]
    [InlineData("recovery")]
    public async Task To_a_member_they_look_like_the_organisation_and_to_others_like_the_product(string type)
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (org, slug) = await NewOrgAsync(ada, "closed");

        foreach (var name in new[] { org, slug })
        {
            await server.StartAsync(type, new { identifier = ada.Email, method = "email", org = name });
            await server.StartAsync(type, new { identifier = eve.Email, method = "email", org = name });

            ShouldBeBranded(await LastToAsync(ada.Email));
            ShouldBePlain(await LastToAsync(eve.Email));
        }

        await server.StartAsync(type, new { identifier = ada.Email, method = "email" });
        ShouldBePlain(await LastToAsync(ada.Email));
    }

    [Fact]
    public async Task Who_is_invited_or_comes_to_an_open_one_sees_it_too()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (closed, _) = await NewOrgAsync(ada, "invite_only");
        var (_, open) = await NewOrgAsync(ada, "open");
        var invited = await ada.PostAsync($"/v1/orgs/{closed}/invitations", new { email = eve.Email, role = "member" });
        invited.ShouldBe(HttpStatusCode.Created);

        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", org = closed });
        ShouldBeBranded(await LastToAsync(eve.Email));
        (await ada.DeleteAsync($"/v1/orgs/{closed}/invitations/{invited.Text("id")}")).ShouldBe(HttpStatusCode.NoContent);
        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", org = closed });
        ShouldBePlain(await LastToAsync(eve.Email));
        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", org = open });
        ShouldBeBranded(await LastToAsync(eve.Email));
    }

    [Fact]
    public async Task An_app_is_its_organisation()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (org, _) = await NewOrgAsync(ada, "open");
        var made = await ada.PostAsync($"/v1/orgs/{org}/apps", new
        {
            name = "App",
            hosts = new[] { $"h{Guid.CreateVersion7():N}.example.com" },
            rules = new[] { new { path = "/**", require = new { role = "member" } } },
        });
        made.ShouldBe(HttpStatusCode.Created);
        var app = made.Text("id");

        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", app });
        ShouldBeBranded(await LastToAsync(eve.Email));

        // One that lets nobody in by themselves is no open door.
        (await ada.PatchAsync($"/v1/apps/{app}", new { signIn = new { methods = Array.Empty<string>(), signUp = "closed" } })).ShouldBe(HttpStatusCode.OK);
        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", app });
        ShouldBePlain(await LastToAsync(eve.Email));
        await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email", app });
        ShouldBeBranded(await LastToAsync(ada.Email));
    }

    [Fact]
    public async Task The_asker_sees_no_difference_and_a_later_mail_has_the_same_look()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (org, _) = await NewOrgAsync(ada, "closed");
        var begun = await server.StartAsync("sign_in", new { org });

        var member = await server.AnswerAsync(begun, new { identifier = ada.Email, method = "email" });
        var stranger = await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", org });

        ShouldBeBranded(await LastToAsync(ada.Email));
        stranger.At("step.fields")!.ToJsonString().ShouldBe(member.At("step.fields")!.ToJsonString());
        stranger.At("step.orgs").ShouldBeNull();
        stranger.Status.ShouldBe(member.Status);
    }

    [Fact]
    public async Task One_that_is_suspended_or_not_there_is_nobody()
    {
        var (ada, admin) = (await server.SignUpProvenAsync(), await server.SignInAdminAsync());
        var (org, _) = await NewOrgAsync(ada, "open");
        (await admin.PostAsync($"/v1/orgs/{org}/suspend", new { reason = "test" })).ShouldBe(HttpStatusCode.OK);

        foreach (var name in new[] { org, "nobody-has-this", "Not A Slug" })
        {
            await server.StartAsync("recovery", new { identifier = ada.Email, org = name });
            ShouldBePlain(await LastToAsync(ada.Email));
        }
    }

    [Fact]
    public async Task Strangers_read_the_words_of_an_open_one_so_often_a_day_and_members_always()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (org, _) = await NewOrgAsync(ada, "open");
        await server.Services.GetRequiredService<IRateLimiter>().TakeAsync($"look:{ada.UserId}", new(500, TimeSpan.FromDays(1)), 500, CancellationToken.None);

        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", org });
        await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email", org });

        ShouldBePlain(await LastToAsync(eve.Email));
        ShouldBeBranded(await LastToAsync(ada.Email));
    }

    [Fact]
    public async Task Its_picture_is_for_who_knows_it_as_fetching_it_tells_who_got_the_mail()
    {
        const string logo = "https://tracker.example/logo.png";
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var (org, _) = await NewOrgAsync(ada, "open");
        (await ada.PatchAsync($"/v1/orgs/{org}/profile", new { logoUrl = logo })).ShouldBe(HttpStatusCode.OK);

        await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email", org });
        await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email", org });

        var toStranger = await LastToAsync(eve.Email);
        ShouldBeBranded(toStranger);
        toStranger.Html.ShouldNotContain(logo);
        (await LastToAsync(ada.Email)).Html.ShouldContain(logo);
    }

    private static async Task<(string Id, string Slug)> NewOrgAsync(Caller owner, string signUp)
    {
        var org = await owner.PostAsync("/v1/orgs", new { name = Brand, slug = $"o{Guid.CreateVersion7():N}" });
        org.ShouldBe(HttpStatusCode.Created);
        (await owner.PutAsync($"/v1/orgs/{org.Text("id")}/sign-in-policy", new { signUp })).ShouldBe(HttpStatusCode.OK);
        return (org.Text("id"), org.Text("slug"));
    }

    private async Task<OutgoingMail> LastToAsync(string address) => (await server.Mails.ToAsync(address))[^1];

    private static void ShouldBeBranded(OutgoingMail mail)
    {
        mail.Html.ShouldContain(Brand);
        mail.Text.ShouldContain(Brand);
    }

    private static void ShouldBePlain(OutgoingMail mail)
    {
        mail.Subject.ShouldNotContain(Brand);
        mail.Html.ShouldNotContain(Brand);
        mail.Text.ShouldNotContain(Brand);
    }
}

/// <summary>Where an address is proven before there is an account.</summary>
public sealed class ProvingFlowLookTests(ProvingFlowAttackTests.ProvingServer server) : IClassFixture<ProvingFlowAttackTests.ProvingServer>
{
    [Fact]
    public async Task The_code_of_a_sign_up_looks_like_the_organisation_of_its_invitation_or_the_open_one_and_like_no_other()
    {
        var admin = await server.SignInAdminAsync();
        var (closed, open, product, other) = (FlowCalls.NewEmail(), FlowCalls.NewEmail(), FlowCalls.NewEmail(), FlowCalls.NewEmail());
        var org = await admin.PostAsync("/v1/orgs", new { name = "Hopper Ltd" });
        var invited = await admin.PostAsync($"/v1/orgs/{org.Text("id")}/invitations", new { email = closed, role = "member" });
        await server.StartAsync("sign_up", new { email = closed, invitation = invited.Text("token") });
        (await server.Mails.ToAsync(closed)).Single(mail => mail.Kind == "verification").Html.ShouldContain("Hopper Ltd");

        // The link of an invitation in another's hands is denied before there is a mail, and so is a closed organisation.
        (await server.StartAsync("sign_up", new { email = product, org = org.Text("slug") })).ShouldBe(HttpStatusCode.Forbidden);
        (await server.Mails.ToAsync(product)).ShouldBeEmpty();

        (await admin.PutAsync($"/v1/orgs/{org.Text("id")}/sign-in-policy", new { signUp = "open" })).ShouldBe(HttpStatusCode.OK);
        await server.StartAsync("sign_up", new { email = open, org = org.Text("slug") });
        await server.StartAsync("sign_up", new { email = other });
        (await server.Mails.ToAsync(open)).ShouldHaveSingleItem().Subject.ShouldContain("Hopper Ltd");
        (await server.Mails.ToAsync(other)).ShouldHaveSingleItem().Html.ShouldNotContain("Hopper Ltd");
    }
}
