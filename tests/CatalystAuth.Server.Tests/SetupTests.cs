using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests;

/// <summary>The first admin. Each test has a server of its own: setup happens once.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task The_link_creates_one_admin_and_never_another()
    {
        await using var server = await NewServerAsync();
        var token = (await server.NewSetupTokenAsync()).ShouldNotBeNull();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => SetUpAsync(server, token, $"admin{i}@example.com")));

        var done = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        done.At("user.platformAdmin")!.GetValue<bool>().ShouldBeTrue();
        answers.Count(answer => answer.Code == "setup.invalid_token").ShouldBe(3);
        (await SetUpAsync(server, token, "late@example.com")).ShouldBe(HttpStatusCode.Forbidden, "setup.invalid_token");
        (await server.NewSetupTokenAsync()).ShouldBeNull();
        var admin = Caller.Of(server.NewHttpClient(), done);
        (await admin.GetAsync($"/v1/users/{admin.UserId}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_or_old_token_is_refused()
    {
        await using var server = await NewServerAsync();
        var old = (await server.NewSetupTokenAsync())!;
        var token = (await server.NewSetupTokenAsync())!;

        (await SetUpAsync(server, "guess", "a@example.com")).ShouldBe(HttpStatusCode.Forbidden, "setup.invalid_token");
        (await SetUpAsync(server, old, "a@example.com")).ShouldBe(HttpStatusCode.Forbidden, "setup.invalid_token");
        server.Clock.Advance(TimeSpan.FromHours(1));
        (await SetUpAsync(server, token, "a@example.com")).ShouldBe(HttpStatusCode.Forbidden, "setup.invalid_token");
    }

    [Fact]
    public async Task A_wrong_answer_leaves_the_link_good()
    {
        await using var server = await NewServerAsync();
        var token = (await server.NewSetupTokenAsync())!;

        var refused = await SetUpAsync(server, token, "no address");
        refused.ShouldBe(HttpStatusCode.BadRequest);
        refused.At("errors.email").ShouldNotBeNull();
        (await SetUpAsync(server, token, "a@example.com", "short")).ShouldBe(HttpStatusCode.BadRequest, "auth.password_length");

        (await SetUpAsync(server, token, "a@example.com")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_there_are_no_passwords_the_admin_signs_in_by_mail()
    {
        await using var server = new PasswordlessFreshServer();
        await server.InitializeAsync();
        var token = (await server.NewSetupTokenAsync())!;

        var done = await SetUpAsync(server, token, "admin@example.com", string.Empty);

        done.ShouldBe(HttpStatusCode.OK);
        Jwt.Payload(done.Text("tokens.accessToken"))["amr"]!.ToJsonString().ShouldBe("[\"email\"]");
        var sent = await server.StartAsync("sign_in", new { identifier = "admin@example.com" });
        var again = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync("admin@example.com") });
        again.At("user.platformAdmin")!.GetValue<bool>().ShouldBeTrue();
        (await Caller.Of(server.NewHttpClient(), again).SendAsync(HttpMethod.Delete, "/v1/me", new { password = "anything at all" }))
            .ShouldBe(HttpStatusCode.Forbidden, "auth.method_not_allowed");
    }

    [Fact]
    public async Task Where_everybody_needs_a_second_factor_the_admin_signs_in_sets_one_up_and_keeps_it()
    {
        await using var server = new StrictFreshServer();
        await server.InitializeAsync();

        var made = await SetUpAsync(server, (await server.NewSetupTokenAsync())!, "admin@example.com");

        made.ShouldBe(HttpStatusCode.OK);
        made.At("user.platformAdmin")!.GetValue<bool>().ShouldBeTrue();
        (made.At("session"), made.At("tokens")).ShouldBe((null, null));
        var done = await server.SetUpAppAsync(await server.SignInAsync("admin@example.com"));
        var admin = Caller.Of(server.NewHttpClient(), done);
        (await admin.GetAsync("/v1/me/sessions")).Items().ShouldHaveSingleItem();
        var app = (await admin.GetAsync("/v1/me/mfa")).At("totp")![0]!["id"]!.GetValue<string>();

        (await admin.DeleteAsync($"/v1/me/mfa/totp/{app}")).ShouldBe(HttpStatusCode.Conflict, "factor.required");

        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await admin.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync($"/v1/me/mfa/totp/{app}")).ShouldBe(HttpStatusCode.NoContent);
        var passkey = (await admin.GetAsync("/v1/me/mfa")).At("passkeys")![0]!["id"]!.GetValue<string>();
        (await admin.DeleteAsync($"/v1/me/passkeys/{passkey}")).ShouldBe(HttpStatusCode.Conflict, "factor.required");
    }

    [Fact]
    public async Task The_page_leads_there_and_signs_nobody_in()
    {
        await using var server = new StrictFreshServer();
        await server.InitializeAsync();
        using var http = server.NewHttpClient();
        using var page = await http.GetAsync(new Uri("/setup", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/setup")
        {
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", html.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0]),
                new("token", await server.NewSetupTokenAsync()), new("email", "admin@example.com"), new("password", TestServer.Password), new("name", "Admin"),
            ]),
        };
        form.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-catalyst_form", StringComparison.Ordinal)).Split(';')[0]);
        form.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await http.SendAsync(form, TestContext.Current.CancellationToken);

        (answer.StatusCode, answer.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.SeeOther, "/sign-in"));
        answer.Headers.GetValues("Set-Cookie").ShouldNotContain(cookie => cookie.StartsWith("__Host-catalyst_session", StringComparison.Ordinal));
        (await server.SignInAsync("admin@example.com")).Text("step.kind").ShouldBe("totp_setup");
    }

    private static async Task<FreshServer> NewServerAsync()
    {
        var server = new FreshServer();
        await server.InitializeAsync();
        return server;
    }

    private sealed class StrictFreshServer : SqliteServer
    {
        protected override bool HasAdmin => false;

        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            settings["Catalyst:Flows:RequireMfa"] = "true";
        }
    }

    private sealed class PasswordlessFreshServer : SqliteServer
    {
        protected override bool HasAdmin => false;

        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            settings["Catalyst:Mail:Smtp:Host"] = "127.0.0.1";
            settings["Catalyst:Mail:From"] = "accounts@example.com";
            settings["Catalyst:Flows:Methods:0"] = "email";
            settings["Catalyst:Flows:Methods:1"] = "passkey";
        }
    }

    private static Task<Answer> SetUpAsync(TestServer server, string token, string email, string password = TestServer.Password) =>
        server.Anonymous().PostAsync("/v1/setup", new { token, email, password, name = "Admin" });
}
