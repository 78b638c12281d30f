using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteSwitchedOffTests : SwitchedOffTests
{
    protected override TestServer NewServer(IReadOnlyDictionary<string, string?> settings) => new Configured(settings);

    private sealed class Configured(IReadOnlyDictionary<string, string?> given) : SqliteServer
    {
        protected override Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            given.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
            return Task.CompletedTask;
        }
    }
}

public sealed class PostgresSwitchedOffTests : SwitchedOffTests
{
    protected override TestServer NewServer(IReadOnlyDictionary<string, string?> settings) => new Configured(settings);

    private sealed class Configured(IReadOnlyDictionary<string, string?> given) : PostgresServer
    {
        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            given.ToList().ForEach(setting => settings[setting.Key] = setting.Value);
        }
    }
}

/// <summary>A way to sign in, or to sign up, that the installation does not have is refused wherever it is tried.</summary>
public abstract class SwitchedOffTests
{
    [Fact]
    public async Task Mails_sign_nobody_in_where_they_are_no_way_to()
    {
        await using var server = await StartAsync(("Catalyst:Flows:Methods:0", "password"), ("Catalyst:Flows:Methods:1", "passkey"));
        var ada = await server.SignUpProvenAsync();
        var before = (await server.Mails.ToAsync(ada.Email)).Count;
        var identify = await server.StartAsync("sign_in");
        var password = await server.StartAsync("sign_in", new { identifier = ada.Email });
        password.Text("step.kind").ShouldBe("password");
        password.At("step.methods").ShouldBeNull();

        (await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(password, new { method = "email" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(password, new { method = "email", code = "12345678" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(password, new { link = "anything" }, "email_sent")).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
        (await server.AnswerAsync(identify, new { identifier = ada.Email, method = "email" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.Mails.ToAsync(ada.Email)).Count.ShouldBe(before);

        // A password is recovered by mail all the same: that is no way to sign in.
        (await server.StartAsync("recovery", new { identifier = ada.Email })).Text("step.kind").ShouldBe("email_sent");
        (await server.Mails.ToAsync(ada.Email))[^1].Kind.ShouldBe("recovery");
    }

    [Fact]
    public async Task A_passkey_is_the_second_factor_of_who_has_it_and_signs_in_by_itself_nowhere()
    {
        await using var server = await StartAsync(("Catalyst:Flows:Methods:0", "password"), ("Catalyst:Flows:Methods:1", "email"));
        var ada = await server.SignUpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var identify = await server.StartAsync("sign_in");
        identify.At("step.passkey").ShouldBeNull();
        var asked = await ada.PostAsync("/v1/auth/step-up/passkey");

        (await server.AnswerAsync(identify, new { passkey = phone.Assert(asked.At("options")!) })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.StartAsync("sign_in", new { passkey = phone.Assert(asked.At("options")!) })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.StartAsync("sign_in", new { identifier = ada.Email, method = "passkey" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");

        var second = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password });
        second.Text("step.kind").ShouldBe("mfa");
        (await server.AnswerAsync(second, new { passkey = phone.Assert(second.At("step.passkey")!) })).Text("step.kind").ShouldBe("done");
    }

    [Theory]
    [InlineData("totp")]
    [InlineData("recovery_code")]
    public async Task A_second_factor_is_no_first_one(string method)
    {
        await using var server = await StartAsync();
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));
        var asked = await server.StartAsync("sign_in", new { identifier = ada.Email });
        var code = app.CodeAt(FactorCalls.Now);

        (await server.StartAsync("sign_in", new { identifier = ada.Email, method, code })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(asked, new { method, code })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(asked, new { code })).Text("step.kind").ShouldBe("password");
        (await server.AnswerAsync(asked, new { code }, "mfa")).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
    }

    /// <summary>CVE-2022-46145: a flow makes accounts where none are to be made.</summary>
    [Trait("Advisory", "Accounts made by a flow")]
    [Theory]
    [InlineData("closed", "auth.sign_up_closed")]
    [InlineData("inviteOnly", "auth.invite_only")]
    public async Task A_sign_up_is_denied_at_every_step(string mode, string code)
    {
        await using var server = await StartAsync(("Catalyst:Flows:SignUp", mode));
        var admin = await server.SignInAdminAsync();
        var org = await admin.PostAsync("/v1/orgs", new { name = "Acme" });
        (await admin.PutAsync($"/v1/orgs/{org.Text("id")}/sign-in-policy", new { signUp = "open" })).ShouldBe(HttpStatusCode.OK);
        var answers = new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Eve" };

        var denied = await server.StartAsync("sign_up");
        denied.ShouldBe(HttpStatusCode.Forbidden, code);
        denied.Text("step.kind").ShouldBe("denied");
        (await server.AnswerAsync(denied, answers)).ShouldBe(HttpStatusCode.Forbidden, code);
        (await server.AnswerAsync(denied, new { code = "12345678" })).ShouldBe(HttpStatusCode.Forbidden, code);
        (await server.StartAsync("sign_up", answers)).ShouldBe(HttpStatusCode.Forbidden, code);
        (await server.StartAsync("sign_up", new { answers.email, answers.password, answers.name, org = org.Text("slug") })).ShouldBe(HttpStatusCode.Forbidden, code);

        var invited = await admin.PostAsync($"/v1/orgs/{org.Text("id")}/invitations", new { answers.email, role = "member" });
        var byInvitation = await server.StartAsync("sign_up", new { answers.email, answers.password, answers.name, invitation = invited.Text("token") });
        if (mode == "closed")
        {
            byInvitation.ShouldBe(HttpStatusCode.Forbidden, code);
        }
        else
        {
            byInvitation.Text("step.kind").ShouldBe("done");
        }
    }

    [Fact]
    public async Task What_nobody_can_sign_up_for_is_no_setting()
    {
        var server = NewServer(new Dictionary<string, string?> { ["Catalyst:Flows:Methods:0"] = "passkey" });

        var refused = await Should.ThrowAsync<Exception>(() => server.InitializeAsync().AsTask());

        refused.Message.ShouldContain("Catalyst__Flows__SignUp");
    }

    protected abstract TestServer NewServer(IReadOnlyDictionary<string, string?> settings);

    private async Task<TestServer> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = NewServer(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
        await server.InitializeAsync();
        return server;
    }
}
