using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Devices;

public sealed class SqliteDeviceTrustTests(SqliteServer server) : DeviceTrustTests(server);

public sealed class PostgresDeviceTrustTests(PostgresServer server) : DeviceTrustTests(server);

/// <summary>Browsers that need no second factor for a while, and what ends that.</summary>
public abstract class DeviceTrustTests(TestServer server)
{
    private const string Better = "another correct horse battery staple";

    [Fact]
    public async Task A_browser_is_trusted_for_who_said_so_and_no_other_is()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        var bob = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();
        using var other = new Browser(server);

        (await ada.AskedAsync(browser)).ShouldBe("done");
        (await ada.AskedAsync(other)).ShouldBe("mfa");
        (await bob.AskedAsync(browser)).ShouldBe("mfa");
        (await server.SignInAsync(ada.Caller.Email)).Text("step.kind").ShouldBe("mfa");
    }

    [Fact]
    public async Task Who_does_not_say_so_is_asked_each_time()
    {
        var ada = await server.SignUpAsync();
        var (_, _, confirmed) = await ada.AddTotpAsync();
        using var browser = new Browser(server);
        var asked = await browser.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password });
        (await browser.AnswerAsync(asked, new { method = "recovery_code", code = confirmed.RecoveryCodes()[0] })).Text("step.kind").ShouldBe("done");

        (await browser.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password })).Text("step.kind").ShouldBe("mfa");
    }

    [Fact]
    public async Task A_recovery_asks_for_the_second_factor_on_whatever_device()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();
        (await ada.Caller.PostAsync("/v1/me/emails", new { address = ada.Caller.Email })).ShouldBe(HttpStatusCode.Created);
        (await ada.Caller.PostAsync($"/v1/me/emails/{ada.Caller.Email}/verify", new { code = await server.Mails.CodeToAsync(ada.Caller.Email) }))
            .ShouldBe(HttpStatusCode.OK);
        var sent = await browser.StartAsync("recovery", new { identifier = ada.Caller.Email });

        var asked = await browser.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Caller.Email) });

        asked.Text("step.kind").ShouldBe("mfa");
        (await ada.AskedAsync(browser)).ShouldBe("done");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("factor")]
    [InlineData("ban")]
    [InlineData("everywhere")]
    [InlineData("others")]
    [InlineData("admin everywhere")]
    public async Task What_changes_the_account_has_every_browser_asked_again(string change)
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        var passkey = await ada.Caller.AddPasskeyAsync(phone);
        using var first = await ada.TrustAsync();
        using var second = await ada.TrustAsync();

        await ChangeAsync(change, ada.Caller, passkey.Text("passkey.id"));

        foreach (var browser in (Browser[])[first, second])
        {
            (await ada.AskedAsync(browser, change == "password" ? Better : TestServer.Password)).ShouldBe("mfa");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_signed_out_from_elsewhere_is_asked_again_and_no_other_browser_is(bool byAdmin)
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var lost = await ada.TrustAsync();
        using var kept = await ada.TrustAsync();
        var session = await lost.CurrentSessionAsync();

        var ended = byAdmin
            ? await (await server.SignInAdminAsync()).DeleteAsync($"/v1/users/{ada.Caller.UserId}/sessions/{session}")
            : await ada.Caller.DeleteAsync($"/v1/me/sessions/{session}");

        ended.ShouldBe(HttpStatusCode.NoContent);
        (await lost.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.AskedAsync(lost)).ShouldBe("mfa");
        (await ada.AskedAsync(kept)).ShouldBe("done");
    }

    [Fact]
    public async Task Who_was_let_pass_by_trust_and_waits_is_asked_when_it_ends_meanwhile()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();
        var parked = await browser.StartAsync("sign_in", new { identifier = ada.Caller.Email, password = TestServer.Password, org = "nobody-has-this" });
        parked.Text("step.kind").ShouldBe("choose_org");
        var device = (await ada.Caller.GetAsync("/v1/me/devices")).Items().Single(item => item["trustedUntil"] is not null)["id"]!.GetValue<string>();
        (await ada.Caller.DeleteAsync($"/v1/me/devices/{device}")).ShouldBe(HttpStatusCode.NoContent);

        var asked = await browser.AnswerAsync(parked, new { });

        (asked.Text("step.kind"), asked.At("session")).ShouldBe(("mfa", null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_signs_out_there_stays_known(bool byList)
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();

        var done = byList
            ? await browser.SendAsync(HttpMethod.Delete, $"/v1/me/sessions/{await browser.CurrentSessionAsync()}")
            : await browser.SendAsync(HttpMethod.Post, "/v1/auth/sign-out");

        done.ShouldBe(HttpStatusCode.NoContent);
        (await browser.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.AskedAsync(browser)).ShouldBe("done");
    }

    [Fact]
    public async Task The_lists_of_sessions_say_which_are_trusted()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();
        var session = await browser.CurrentSessionAsync();
        var admin = await server.SignInAdminAsync();

        foreach (var list in (Answer[])[await ada.Caller.GetAsync("/v1/me/sessions"), await admin.GetAsync($"/v1/users/{ada.Caller.UserId}/sessions")])
        {
            var trusted = list.Items().Where(item => item["deviceTrustedUntil"] is not null).ShouldHaveSingleItem();
            trusted["id"]!.GetValue<string>().ShouldBe(session);
            trusted["deviceTrustedUntil"]!.GetValue<DateTimeOffset>().ShouldBe(FactorCalls.Now + TimeSpan.FromDays(30), TimeSpan.FromMinutes(5));
        }

        var export = await ada.Caller.GetAsync("/v1/me/export");
        export.At("sessions")!.AsArray().Count(item => item!["deviceTrustedUntil"] is not null).ShouldBe(1);
        export.At("devices")!.AsArray().Count(item => item!["trustedUntil"] is not null).ShouldBe(1);
        (await browser.GetAsync("/account/sessions")).Body.ShouldContain("Remembered browsers");

        (await ada.Caller.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);
        (await ada.Caller.GetAsync("/v1/me/devices")).Items().ShouldAllBe(item => item["trustedUntil"] == null);
    }

    private async Task ChangeAsync(string change, Caller ada, string passkey)
    {
        switch (change)
        {
            case "password":
                (await ada.PutAsync("/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);
                break;
            case "factor":
                (await ada.DeleteAsync($"/v1/me/passkeys/{passkey}")).ShouldBe(HttpStatusCode.NoContent);
                break;
            case "everywhere":
                (await ada.PostAsync("/v1/me/sessions/revoke-all")).ShouldBe(HttpStatusCode.OK);
                break;
            case "others":
                (await ada.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);
                break;
            case "ban":
                var admin = await server.SignInAdminAsync();
                (await admin.PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "Lost the laptop" })).ShouldBe(HttpStatusCode.OK);
                (await admin.DeleteAsync($"/v1/users/{ada.UserId}/ban")).ShouldBe(HttpStatusCode.NoContent);
                break;
            default:
                (await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{ada.UserId}/sessions/revoke-all")).ShouldBe(HttpStatusCode.OK);
                break;
        }
    }
}

/// <summary>How long a browser is trusted.</summary>
public sealed class DeviceTrustClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task Thirty_days_from_the_second_factor_on_and_a_sign_in_without_it_adds_none()
    {
        var ada = await TwoFactorUser.NewAsync(server, server.Clock.GetUtcNow());
        using var browser = await ada.TrustAsync();
        await server.AdvanceAsync(TimeSpan.FromDays(29));
        (await ada.AskedAsync(browser)).ShouldBe("done");

        await server.AdvanceAsync(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        (await ada.AskedAsync(browser)).ShouldBe("done");
        (await browser.GetAsync("/v1/me/sessions")).Items().ShouldContain(session => session["deviceTrustedUntil"] != null);

        await server.AdvanceAsync(TimeSpan.FromMinutes(2));
        (await browser.GetAsync("/v1/me/sessions")).Items().ShouldAllBe(session => session["deviceTrustedUntil"] == null);
        (await browser.GetAsync("/v1/me/devices")).Items().ShouldAllBe(device => device["trustedUntil"] == null);
        (await ada.AskedAsync(browser)).ShouldBe("mfa");

        // And once more from there.
        await ada.TrustAsync(browser);
        (await ada.AskedAsync(browser)).ShouldBe("done");
    }
}
