using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Transactions;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqlitePasswordlessTests(SqlitePasswordlessTests.Server server) : PasswordlessTests(server), IClassFixture<SqlitePasswordlessTests.Server>
{
    public sealed class Server : SqliteServer
    {
        protected override Task ConfigureAsync(Dictionary<string, string?> settings) => Configure(settings);
    }
}

public sealed class PostgresPasswordlessTests(PostgresPasswordlessTests.Server server) : PasswordlessTests(server), IClassFixture<PostgresPasswordlessTests.Server>
{
    public sealed class Server : PostgresServer
    {
        protected override async Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            await base.ConfigureAsync(settings);
            await Configure(settings);
        }
    }
}

/// <summary>Where one signs in by mail or passkey: no password is asked for, believed, set or recovered anywhere, and accounts do without.</summary>
public abstract class PasswordlessTests(TestServer server)
{
    private const string NotAllowed = "auth.method_not_allowed";

    [Fact]
    public async Task Who_signs_up_proves_the_address_and_gives_a_name()
    {
        var email = FlowCalls.NewEmail();
        var first = await server.StartAsync("sign_up");
        FieldsOf(first).ShouldBe(["email"]);
        var sent = await server.AnswerAsync(first, new { email });
        sent.Text("step.kind").ShouldBe("email_sent");

        var rest = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(email) });
        rest.Text("step.kind").ShouldBe("prompt");
        FieldsOf(rest).ShouldBe(["name"]);
        rest.At("step.minimumPasswordLength").ShouldBeNull();
        (await server.AnswerAsync(rest, new { })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        var done = await server.AnswerAsync(rest, new { name = "Ada" });

        done.Text("step.kind").ShouldBe("done");
        done.At("user.emailVerified")!.GetValue<bool>().ShouldBeTrue();
        AmrOf(done).ShouldBe(["email"]);
        (await Caller.Of(server.NewHttpClient(), done).GetAsync("/v1/me/mfa")).At("hasPassword")!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Who_gave_the_name_before_is_done_with_the_code()
    {
        var email = FlowCalls.NewEmail();
        var sent = await server.StartAsync("sign_up", new { email, name = "Ada" });

        (await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(email) })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task The_account_signs_in_by_code_by_link_and_by_a_passkey_that_it_adds()
    {
        var ada = await SignUpAsync();
        var byCode = await server.StartAsync("sign_in", new { identifier = ada.Email });
        byCode.Text("step.kind").ShouldBe("email_sent");
        var again = Caller.Of(server.NewHttpClient(), await server.AnswerAsync(byCode, new { code = await server.Mails.CodeToAsync(ada.Email) }));
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await again.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);

        var byLink = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        (await server.AnswerAsync(byLink, new { link = await server.LinkTokenToAsync(ada.Email) })).Text("step.kind").ShouldBe("mfa");
        var byPasskey = await server.StartAsync("sign_in");
        var done = await server.AnswerAsync(byPasskey, new { passkey = phone.Assert(byPasskey.At("step.passkey")!) });

        done.Text("user.id").ShouldBe(ada.UserId);
        (await Caller.Of(server.NewHttpClient(), done).StepUpAsync(phone)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_nothing_to_prove_themselves_by_within_a_session_signs_in_anew()
    {
        var ada = await SignUpAsync();

        var denied = await ada.PostAsync("/v1/auth/flows", new { type = "step_up", answers = new { password = TestServer.Password } });

        denied.ShouldBe(HttpStatusCode.Forbidden, "auth.step_up_required");
        denied.Text("step.kind").ShouldBe("denied");
        (await server.RecordsOfAsync(ada.SessionId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_mail_of_an_invitation_is_proof_enough()
    {
        var owner = await SignUpAsync();
        var email = FlowCalls.NewEmail();
        (await owner.PostAsync($"/v1/orgs/{await owner.NewOrgAsync()}/invitations", new { email, role = "member" })).ShouldBe(HttpStatusCode.Created);
        var invitation = (await server.Mails.ToAsync(email))[^1].Text.Split("#token=")[1].Split('\n')[0];

        FieldsOf(await server.StartAsync("sign_up", new { invitation })).ShouldBe(["email", "name"]);
        var done = await server.StartAsync("sign_up", new { email, name = "Ada", invitation });

        done.Text("step.kind").ShouldBe("done");
        AmrOf(done).ShouldBe(["email"]);
        (await server.StartAsync("sign_in", new { identifier = email })).Text("step.kind").ShouldBe("email_sent");
        (await server.Mails.ToAsync(email))[^1].Kind.ShouldBe("sign_in_code");
    }

    [Fact]
    public async Task Whose_address_it_is_hears_of_it_and_of_no_password()
    {
        var ada = await SignUpAsync();

        (await server.StartAsync("sign_up", new { email = ada.Email, name = "Eve" })).Text("step.kind").ShouldBe("email_sent");

        var mail = (await server.Mails.ToAsync(ada.Email))[^1];
        mail.Kind.ShouldBe("account_exists");
        mail.Text.ShouldNotContain("/recovery");
    }

    [Fact]
    public async Task A_recovery_is_denied_at_every_step_whether_there_is_an_account_or_not()
    {
        var ada = await SignUpAsync();
        object[] begun = [new { identifier = ada.Email }, new { identifier = FlowCalls.NewEmail() }, new { password = TestServer.Password }];
        var denied = await server.StartAsync("recovery");
        denied.ShouldBe(HttpStatusCode.Forbidden, NotAllowed);
        denied.Text("step.kind").ShouldBe("denied");

        foreach (var answers in begun)
        {
            (await server.StartAsync("recovery", answers)).ShouldBe(HttpStatusCode.Forbidden, NotAllowed);
            (await server.AnswerAsync(denied, answers)).ShouldBe(HttpStatusCode.Forbidden, NotAllowed);
        }

        (await server.Mails.ToAsync(ada.Email)).ShouldNotContain(mail => mail.Kind == "recovery");
    }

    [Fact]
    public async Task A_password_is_no_proof_in_a_session_and_none_is_set()
    {
        var ada = await SignUpAsync();

        (await ada.PostAsync("/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Forbidden, NotAllowed);
        (await ada.PutAsync("/v1/me/password", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.Forbidden, NotAllowed);
        (await ada.PutAsync("/v1/me/password", new { password = TestServer.Password, currentPassword = "x" })).ShouldBe(HttpStatusCode.Forbidden, NotAllowed);
    }

    [Fact]
    public async Task A_password_is_refused_where_it_would_sign_in_or_up()
    {
        var ada = await SignUpAsync();
        var identify = await server.StartAsync("sign_in");
        FieldsOf(identify).ShouldBe(["identifier", "passkey"]);

        // At the beginning, as an answer, as another way, and beside what is asked.
        (await server.StartAsync("sign_in", new { identifier = ada.Email, method = "password", password = TestServer.Password })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(identify, new { identifier = ada.Email, method = "password" })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password });
        sent.Text("step.kind").ShouldBe("email_sent");
        (await server.AnswerAsync(sent, new { method = "password", password = TestServer.Password })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        (await server.AnswerAsync(sent, new { password = TestServer.Password }, "password")).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");

        foreach (var answers in new object[] { new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Eve" }, new { password = TestServer.Password } })
        {
            var refused = await server.StartAsync("sign_up", answers);
            refused.ShouldBe(HttpStatusCode.BadRequest, NotAllowed);
            FieldsOf(refused).ShouldBe(["email"]);
        }
    }

    [Fact]
    public async Task The_admin_of_the_settings_signs_in_by_mail()
    {
        (await server.SignInAsync(TestServer.AdminEmail)).Text("step.kind").ShouldBe("email_sent");
        var admin = await SignInAsync(TestServer.AdminEmail);

        (await admin.GetAsync("/v1/users")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_is_asked_for_another_password()
    {
        var (ada, admin) = (await SignUpAsync(), await SignInAsync(TestServer.AdminEmail));
        (await admin.PostAsync($"/v1/users/{ada.UserId}/password/require-change", new { reason = "Ticket 42", endSessions = false })).ShouldBe(HttpStatusCode.OK);

        (await SignInAsync(ada.Email)).UserId.ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task The_last_passkey_stays_where_nothing_else_opens_the_account()
    {
        var (ada, admin) = (await SignUpAsync(), await SignInAsync(TestServer.AdminEmail));
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        var (first, second) = ((await ada.AddPasskeyAsync(phone)).Text("passkey.id"), (await ada.AddPasskeyAsync(laptop)).Text("passkey.id"));
        await ProveAsync(ada, isProven: false);

        (await ada.DeleteAsync($"/v1/me/passkeys/{first}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/me/passkeys/{second}")).ShouldBe(HttpStatusCode.Conflict, "factor.last_way_in");
        (await ResetAsync(admin, ada)).ShouldBe(HttpStatusCode.Conflict, "factor.last_way_in");
        (await ada.GetAsync("/v1/me/passkeys")).Items().Count.ShouldBe(1);

        await ProveAsync(ada, isProven: true);
        (await ada.DeleteAsync($"/v1/me/passkeys/{second}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        (await ResetAsync(admin, ada)).ShouldBe(HttpStatusCode.NoContent);
        (await SignInAsync(ada.Email)).UserId.ShouldBe(ada.UserId);
    }

    protected static Task Configure(Dictionary<string, string?> settings)
    {
        // Mails are caught on their way to a server that is never asked.
        settings["Catalyst:Mail:Smtp:Host"] = "127.0.0.1";
        settings["Catalyst:Mail:From"] = "accounts@example.com";
        settings["Catalyst:Flows:Methods:0"] = "email";
        settings["Catalyst:Flows:Methods:1"] = "passkey";
        return Task.CompletedTask;
    }

    private async Task<Caller> SignUpAsync()
    {
        var email = FlowCalls.NewEmail();
        var sent = await server.StartAsync("sign_up", new { email, name = "Ada" });
        return Caller.Of(server.NewHttpClient(), await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(email) }));
    }

    private async Task<Caller> SignInAsync(string email)
    {
        var sent = await server.StartAsync("sign_in", new { identifier = email });
        return Caller.Of(server.NewHttpClient(), await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(email) }));
    }

    private static Task<Answer> ResetAsync(Caller admin, Caller user) =>
        admin.SendAsync(HttpMethod.Delete, $"/v1/users/{user.UserId}/mfa", new { reason = "Ticket 42" });

    // As an account is that was made before its address had to be proven.
    private async Task ProveAsync(Caller user, bool isProven)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var emails = scope.ServiceProvider.GetRequiredService<IEmailStore>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync<bool>(
            async ct =>
            {
                var address = (await emails.ListAsync(UserId.Parse(user.UserId, null), ct)).Single();
                address.VerifiedAt = isProven ? TimeProvider.System.GetUtcNow() : null;
                return true;
            },
            CancellationToken.None);
    }

    private static IReadOnlyList<string> FieldsOf(Answer flow) => Texts(flow.At("step.fields")!);

    private static IReadOnlyList<string> AmrOf(Answer done) => Texts(Jwt.Payload(done.Text("tokens.accessToken"))["amr"]!);

    private static IReadOnlyList<string> Texts(JsonNode list) => [.. list.AsArray().Select(text => text!.GetValue<string>())];
}
