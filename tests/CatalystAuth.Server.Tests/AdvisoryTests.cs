using System.Net;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

/// <summary>
/// What went wrong with the accounts of servers like this one, class by class. Other classes are named by the trait <c>Advisory</c> of the test that has them; those
/// of the gate are in its own tests.
/// </summary>
public sealed class AdvisoryTests(SqliteServer server, ClockServer clocked) : IClassFixture<ClockServer>
{
    private const string Wrong = "not the password at all";
    private const string NewPassword = "an entirely different long sentence";

    /// <summary>CVE-2025-64708: an invitation that has expired is good until a job takes it away.</summary>
    [Fact]
    public async Task Expired_invitations()
    {
        var ada = await clocked.SignUpAsync();
        var email = FlowCalls.NewEmail();
        var invited = await ada.PostAsync($"/v1/orgs/{await ada.NewOrgAsync()}/invitations", new { email, expiresIn = 3600 });
        var bob = await clocked.SignUpProvenAsync();
        var toBob = await ada.PostAsync($"/v1/orgs/{await ada.NewOrgAsync()}/invitations", new { email = bob.Email, expiresIn = 3600 });

        // Nothing runs that could.
        clocked.Clock.Advance(TimeSpan.FromHours(1));

        (await clocked.StartAsync("sign_up", new { email, password = TestServer.Password, name = "Eve", invitation = invited.Text("token") }))
            .ShouldBe(HttpStatusCode.Gone, "invitation.expired");
        (await clocked.SignInAsync(email)).ShouldBe(HttpStatusCode.Unauthorized);
        (await clocked.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, invitation = toBob.Text("token") }))
            .ShouldBe(HttpStatusCode.Gone, "invitation.expired");
    }

    /// <summary>CVE-2022-23555: an invitation that is bound to nothing is good for whoever has it, and for whatever.</summary>
    [Fact]
    public async Task Invitations_for_whomever()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var org = await ada.NewOrgAsync();
        var token = (await ada.PostAsync($"/v1/orgs/{org}/invitations", new { email = FlowCalls.NewEmail() })).Text("token");

        (await eve.PostAsync("/v1/invitations/accept", new { token })).ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        (await server.StartAsync("sign_up", new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Eve", invitation = token }))
            .ShouldBe(HttpStatusCode.Forbidden, "invitation.wrong_account");
        (await server.StartAsync("sign_in", new { identifier = eve.Email, password = TestServer.Password, invitation = token })).At("tokens").ShouldBeNull();
        (await server.StartAsync("recovery", new { identifier = eve.Email, invitation = token })).At("tokens").ShouldBeNull();
        (await eve.GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>CVE-2023-26481: who recovers their own account changes on the way whose it is.</summary>
    [Fact]
    public async Task Recovery_of_somebody_else()
    {
        var (eve, victim) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        var sent = await server.StartAsync("recovery", new { identifier = eve.Email });
        var code = await server.Mails.CodeToAsync(eve.Email);

        var asked = await server.AnswerAsync(sent, new { identifier = victim.Email, code });
        await server.AnswerAsync(asked, new { identifier = victim.Email, password = NewPassword });

        (await server.SignInAsync(victim.Email, NewPassword)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(victim.Email)).ShouldBe(HttpStatusCode.OK);
        (await victim.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>CVE-2023-39522: an answer tells whether there is an account.</summary>
    [Theory]
    [InlineData("recovery", false)]
    [InlineData("sign_in", false)]
    [InlineData("sign_in", true)]
    public async Task Enumeration(string type, bool byPassword)
    {
        var (known, unknown) = ((await server.SignUpProvenAsync()).Email, FlowCalls.NewEmail());

        var answers = new List<Answer>();
        foreach (var identifier in (string[])[known, unknown])
        {
            answers.Add(await server.StartAsync(type, byPassword ? new { identifier, password = Wrong } : new { identifier }));
        }

        answers[1].Status.ShouldBe(answers[0].Status);
        answers[1].Code.ShouldBe(answers[0].Code);
        StepOf(answers[1]).Replace(unknown, known, StringComparison.Ordinal).ShouldBe(StepOf(answers[0]));

        static string StepOf(Answer answer)
        {
            var step = answer.At("step")!.DeepClone().AsObject();

            // A time from now on.
            step.Remove("resendAfter").ShouldBe(step["kind"]!.GetValue<string>() == "email_sent");
            return step.ToJsonString();
        }
    }

    /// <summary>CVE-2025-24806, CVE-2026-47203, GHSA-hjj4-hfjm-fmrj: each spelling of a name has guesses of its own.</summary>
    [Fact]
    public async Task Guesses_by_spelling()
    {
        var ada = await server.SignUpProvenAsync();
        var second = FlowCalls.NewEmail();
        (await ada.PostAsync("/v1/me/emails", new { address = second })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{second}/verify", new { code = await server.Mails.CodeToAsync(second) })).ShouldBe(HttpStatusCode.OK);
        foreach (var spelling in (string[])[ada.Email, ada.Email.ToUpperInvariant(), second, "A" + ada.Email[1..], second.ToUpperInvariant()])
        {
            (await server.SignInAsync(spelling, Wrong)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }

        // The answers say nothing of it, but neither address is heard any more.
        (await server.SignInAsync(ada.Email.Replace("example", "Example", StringComparison.Ordinal))).At("tokens").ShouldBeNull();
        (await server.SignInAsync(second.Replace("example", "Example", StringComparison.Ordinal))).At("tokens").ShouldBeNull();
    }

    /// <summary>CVE-2023-46249: the page that makes the first admin opens again.</summary>
    [Fact]
    public async Task Bootstrap_that_opens_again()
    {
        await using var fresh = new FreshServer();
        await fresh.InitializeAsync();
        var (first, token) = (await fresh.NewSetupTokenAsync(), (await fresh.NewSetupTokenAsync())!);
        var admin = Caller.Of(fresh.NewHttpClient(), await SetUpAsync(token, "admin@example.com"));
        (await admin.PostAsync("/v1/me/emails", new { address = admin.Email })).ShouldBe(HttpStatusCode.Created);
        (await admin.PostAsync($"/v1/me/emails/{admin.Email}/verify", new { code = await fresh.Mails.CodeToAsync(admin.Email) })).ShouldBe(HttpStatusCode.OK);

        // Whoever recovers has no password for a moment, and every start looks whether there is an admin.
        var sent = await fresh.StartAsync("recovery", new { identifier = admin.Email });
        await fresh.AnswerAsync(sent, new { code = await fresh.Mails.CodeToAsync(admin.Email) });

        (await fresh.NewSetupTokenAsync()).ShouldBeNull();
        foreach (var used in (string?[])[first, token, string.Empty, "guess"])
        {
            (await SetUpAsync(used!, "eve@example.com")).Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.BadRequest);
        }

        (await admin.DeleteAsync($"/v1/users/{admin.UserId}")).ShouldBe(HttpStatusCode.Forbidden, "user.protected");

        Task<Answer> SetUpAsync(string with, string email) =>
            fresh.Anonymous().PostAsync("/v1/setup", new { token = with, email, password = TestServer.Password, name = "Admin" });
    }

    /// <summary>CVE-2025-53942, CVE-2025-64521: an account that is out of use is let in by another way.</summary>
    [Fact]
    public async Task Deactivated_accounts()
    {
        var bob = await server.SignUpProvenAsync();
        var org = await bob.NewOrgAsync();
        var app = await bob.PostAsync($"/v1/orgs/{org}/apps", new
        {
            name = "Open to members",
            hosts = new[] { "app.localhost" },
            rules = new[] { new { path = "/**", require = new { role = "owner" } } },
        });
        var key = (await bob.PostAsync("/v1/me/keys", new { org, name = "mine", scopes = new[] { "org:read" } })).Text("key");
        var token = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");
        var entered = await server.EnterAsync(bob, org);
        (await server.AskGateAsync(app.Text("id"), "/x", entered.AccessToken)).ShouldBe(HttpStatusCode.OK);
        var recovery = await server.StartAsync("recovery", new { identifier = bob.Email });
        var code = await server.Mails.CodeToAsync(bob.Email);
        var byMail = await server.StartAsync("sign_in", new { identifier = bob.Email, method = "email" });
        var mailed = await server.Mails.CodeToAsync(bob.Email);

        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/users/{bob.UserId}/ban", new { reason = "Left" })).ShouldBe(HttpStatusCode.OK);

        (await server.SignInAsync(bob.Email)).At("tokens").ShouldBeNull();
        (await bob.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await bob.RefreshAsync(bob.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        (await entered.RefreshAsync(entered.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        (await server.AskGateAsync(app.Text("id"), "/x", entered.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Anonymous().ExchangeAsync(key)).ShouldBe(HttpStatusCode.BadRequest);
        (await new Caller(server.NewHttpClient(), token).GetAsync($"/v1/orgs/{org}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.AnswerAsync(byMail, new { code = mailed })).At("tokens").ShouldBeNull();
        var asked = await server.AnswerAsync(recovery, new { code });
        (await server.AnswerAsync(asked, new { password = NewPassword })).At("tokens").ShouldBeNull();
        (await server.SignInAsync(bob.Email, NewPassword)).At("tokens").ShouldBeNull();
    }

    /// <summary>CVE-2024-42490: keys are read through the API by who has no right to, or with their secrets.</summary>
    [Fact]
    public async Task Keys_read_by_whomever()
    {
        var (ada, bob, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Bob"), await server.SignUpAsync("Eve"));
        var org = await ada.NewOrgAsync();
        var (id, key) = await ada.NewKeyAsync(org, "app:read");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);

        foreach (var path in (string[])[$"/v1/keys/{id}", $"/v1/orgs/{org}/keys", $"/v1/keys/{id}/tokens"])
        {
            (await server.Anonymous().GetAsync(path)).ShouldBe(HttpStatusCode.Unauthorized);
            (await eve.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
            (await ada.GetAsync(path)).Body.ShouldNotContain(key[^20..]);
        }

        (await bob.GetAsync($"/v1/keys/{id}")).Body.ShouldNotContain(key[^20..]);
        var published = await server.Anonymous().GetAsync("/.well-known/jwks.json");
        published.ShouldBe(HttpStatusCode.OK);
        foreach (var secret in (string[])["\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\""])
        {
            published.Body.ShouldNotContain(secret);
        }
    }
}
