using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Devices;

public sealed class SqliteKnownDeviceTests(SqliteServer server) : KnownDeviceTests(server);

public sealed class PostgresKnownDeviceTests(PostgresServer server) : KnownDeviceTests(server);

/// <summary><c>/v1/me/devices</c>, and the mail about a device that is new.</summary>
public abstract class KnownDeviceTests(TestServer server)
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task Of_a_device_that_is_new_a_mail_tells_once_and_of_the_first_none()
    {
        var ada = await server.SignUpAsync();
        (await NoticesAsync(ada)).ShouldBeEmpty();
        using var browser = new Browser(server) { UserAgent = Firefox };

        (await SignInAsync(browser, ada)).Text("step.kind").ShouldBe("done");

        var mail = (await NoticesAsync(ada)).ShouldHaveSingleItem();
        mail.Subject.ShouldContain("New sign-in");
        foreach (var fact in (string[])["Firefox (Windows)", "127.0.0.1", $"{FactorCalls.Now:yyyy}", "http://localhost:5080/account/sessions"])
        {
            mail.Text.ShouldContain(fact);
        }

        await SignInAsync(browser, ada);
        await server.SignInAsync(ada.Email);
        (await NoticesAsync(ada)).Count.ShouldBe(1, "Both are known.");

        using var another = new Browser(server) { UserAgent = Firefox };
        await SignInAsync(another, ada);
        (await NoticesAsync(ada)).Count.ShouldBe(2, "It calls itself the same, and is not.");
    }

    [Fact]
    public async Task A_device_of_somebody_else_is_new_all_the_same()
    {
        var (ada, bob) = (await server.SignUpAsync(), await server.SignUpAsync("Bob"));
        using var browser = new Browser(server) { UserAgent = Firefox };
        await SignInAsync(browser, ada);

        await SignInAsync(browser, bob);

        (await NoticesAsync(bob)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Devices_are_listed_with_what_they_said_of_themselves()
    {
        var ada = await server.SignUpAsync();
        using var browser = new Browser(server) { UserAgent = Firefox };
        await SignInAsync(browser, ada);

        var devices = (await browser.GetAsync("/v1/me/devices")).Items();

        devices.Count.ShouldBe(2);
        var here = devices[0];
        here["isCurrent"]!.GetValue<bool>().ShouldBeTrue();
        here["id"]!.GetValue<string>().ShouldStartWith("dev_");
        here["description"]!["browser"]!.GetValue<string>().ShouldBe("Firefox");
        here["ipAddress"]!.GetValue<string>().ShouldBe("127.0.0.1");
        here["trustedUntil"].ShouldBeNull();
        devices[1]["isCurrent"]!.GetValue<bool>().ShouldBeFalse();
        (await ada.GetAsync("/v1/me/devices")).Items()[1]["isCurrent"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_lost_one_whose_session_ended_long_ago_is_forgotten_and_is_new_then()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var lost = await ada.TrustAsync();
        (await lost.SendAsync(HttpMethod.Post, "/v1/auth/sign-out")).ShouldBe(HttpStatusCode.NoContent);
        var device = await TrustedAsync(ada.Caller);
        var path = $"/v1/me/devices/{device["id"]}";

        (await ada.Caller.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);

        (await ada.Caller.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "device.not_found");
        (await ada.Caller.GetAsync("/v1/me/devices")).Items().ShouldHaveSingleItem()["isCurrent"]!.GetValue<bool>().ShouldBeTrue();
        var record = (await server.RecordsOfAsync(ada.Caller.UserId)).Single(record => record.Action == "user.device_forgotten");
        record.Actor.ShouldBe(ada.Caller.UserId);
        JsonNode.Parse(record.Data)!["before"]!["trusted"]!.GetValue<bool>().ShouldBeTrue();
        (await ada.AskedAsync(lost)).ShouldBe("mfa");
        var told = (await NoticesAsync(ada.Caller)).Count;
        await ada.TrustAsync(lost);
        (await NoticesAsync(ada.Caller)).Count.ShouldBe(told + 1);
    }

    [Fact]
    public async Task A_session_of_one_that_is_forgotten_goes_on()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();

        (await browser.SendAsync(HttpMethod.Delete, $"/v1/me/devices/{(await TrustedAsync(ada.Caller))["id"]}")).ShouldBe(HttpStatusCode.NoContent);

        (await browser.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/account/sessions")).Body.ShouldNotContain("Remembered browsers");
    }

    [Fact]
    public async Task Forgetting_twice_at_once_is_told_once()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var lost = await ada.TrustAsync();
        var path = $"/v1/me/devices/{(await TrustedAsync(ada.Caller))["id"]}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Caller.DeleteAsync(path)));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "device.not_found").ShouldBe(3);
        (await server.RecordsOfAsync(ada.Caller.UserId)).Count(record => record.Action == "user.device_forgotten").ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_else_sees_or_forgets_them()
    {
        var ada = await TwoFactorUser.NewAsync(server);
        using var browser = await ada.TrustAsync();
        var path = $"/v1/me/devices/{(await TrustedAsync(ada.Caller))["id"]}";
        var eve = await server.SignUpAsync("Eve");
        var admin = await server.SignInAdminAsync();
        var org = await ada.Caller.NewOrgAsync();
        var (_, key) = await ada.Caller.NewKeyAsync(org, "org:read");
        var program = new Caller(server.NewHttpClient(), (await server.Anonymous().ExchangeAsync(key)).Text("access_token"));
        var acting = await admin.PostAsync($"/v1/users/{ada.Caller.UserId}/impersonate", new { reason = "Ticket 42", org, writes = true });
        var support = new Caller(server.NewHttpClient(), acting.Text("tokens.accessToken"));

        (await server.Anonymous().GetAsync("/v1/me/devices")).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await server.Anonymous().DeleteAsync(path)).ShouldBe(HttpStatusCode.Unauthorized, "auth.unauthenticated");
        (await eve.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "device.not_found");
        (await admin.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound, "device.not_found");
        (await program.GetAsync("/v1/me/devices")).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await program.DeleteAsync(path)).ShouldBe(HttpStatusCode.Forbidden, "auth.user_required");
        (await support.DeleteAsync(path)).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await ada.Caller.DeleteAsync("/v1/me/devices/ses_01h455vb4pex5vsknk084sn02q")).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await ada.AskedAsync(browser)).ShouldBe("done");
    }

    private static async Task<JsonNode> TrustedAsync(Caller caller) =>
        (await caller.GetAsync("/v1/me/devices")).Items().Single(device => device["trustedUntil"] is not null);

    private static Task<Answer> SignInAsync(Browser browser, Caller user) =>
        browser.StartAsync("sign_in", new { identifier = user.Email, password = TestServer.Password });

    private async Task<IReadOnlyList<Core.Mail.OutgoingMail>> NoticesAsync(Caller user) =>
        [.. (await server.Mails.ToAsync(user.Email)).Where(mail => mail.Kind == Core.Mail.MailKinds.NewDevice)];
}
