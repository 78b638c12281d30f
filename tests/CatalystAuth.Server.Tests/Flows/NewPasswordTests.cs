using System.Net;
using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteNewPasswordTests(SqliteServer server) : NewPasswordTests(server);

public sealed class PostgresNewPasswordTests(PostgresServer server) : NewPasswordTests(server);

/// <summary>Who has to set another password before they have a session, and when.</summary>
public abstract class NewPasswordTests(TestServer server)
{
    private const string Better = "tulips orbit a quiet volcano";
    private const string Short = NewPasswordCalls.Short;

    [Fact]
    public async Task Who_an_admin_asks_for_another_password_has_no_session_before_it_is_set()
    {
        var ada = await server.SignUpAsync();
        await server.RequireChangeAsync(ada);
        var admin = await server.SignInAdminAsync();
        (await admin.GetAsync($"/v1/users/{ada.UserId}")).At("passwordChangeRequiredAt").ShouldNotBeNull();
        (await ada.GetAsync("/v1/me")).At("user.passwordChangeRequiredAt").ShouldBeNull();

        var asked = await server.SignInAsync(ada.Email);

        asked.ShouldBe(HttpStatusCode.OK);
        (asked.Text("step.kind"), asked.Text("step.reason"), asked.Text("step.identifier")).ShouldBe(("prompt", "password_change_required", ada.Email));
        asked.At("step.minimumPasswordLength")!.GetValue<int>().ShouldBe(15);
        asked.At("step.errors").ShouldBeNull();
        asked.At("tokens").ShouldBeNull();
        foreach (var (password, code) in new[]
        {
            (string.Empty, "flow.invalid_answer"), (Short, "auth.password_length"), ("1234567890123456", "auth.password_weak"),
            (TestServer.Password, "auth.password_unchanged"),
        })
        {
            var again = await server.AnswerAsync(asked, new { password });
            again.ShouldBe(HttpStatusCode.BadRequest, code);
            again.Text("step.reason").ShouldBe("password_change_required");
            again.At("tokens").ShouldBeNull();
        }

        var done = await server.AnswerAsync(asked, new { password = Better });

        done.Text("step.kind").ShouldBe("done");
        var back = Caller.Of(server.NewHttpClient(), done);
        (await back.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await back.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(1);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        (await admin.GetAsync($"/v1/users/{ada.UserId}")).At("passwordChangeRequiredAt").ShouldBeNull();
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInAsync(ada.Email, Better)).Text("step.kind").ShouldBe("done");
        var actions = await server.ActionsAsync(ada.UserId);
        actions.ShouldContain(EventTypes.UserPasswordChangeRequired);
        actions.Count(action => action == EventTypes.UserPasswordChanged).ShouldBe(1);
        server.Log.ToString()!.ShouldNotContain(Better);
    }

    [Fact]
    public async Task Sessions_from_before_go_on_unless_the_admin_ends_them()
    {
        var ada = await server.SignUpAsync();
        await server.RequireChangeAsync(ada);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);

        await server.RequireChangeAsync(ada, endSessions: true);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_token");
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task It_is_asked_of_whoever_signs_in_by_whatever_method()
    {
        var ada = await server.SignUpProvenAsync();
        await server.RequireChangeAsync(ada);
        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });

        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });

        asked.Text("step.reason").ShouldBe("password_change_required");
        (await server.AnswerAsync(asked, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.BadRequest, "auth.password_unchanged");
        (await server.AnswerAsync(asked, new { password = Better })).Text("step.kind").ShouldBe("done");

        using var key = new SoftwareAuthenticator(FactorCalls.Origin);
        var bob = await server.SignUpAsync("Bob");
        (await bob.AddPasskeyAsync(key)).ShouldBe(HttpStatusCode.OK);
        await server.RequireChangeAsync(bob);
        var begun = await server.StartAsync("sign_in");
        var byKey = await server.AnswerAsync(begun, new { passkey = key.Assert(begun.At("step.passkey")!) });
        (byKey.Text("step.reason"), byKey.Text("step.identifier")).ShouldBe(("password_change_required", bob.Email));
        byKey.At("step.minimumPasswordLength")!.GetValue<int>().ShouldBe(8);
    }

    [Fact]
    public async Task Strangers_who_guess_at_the_password_keep_nobody_from_changing_it()
    {
        var ada = await server.SignUpProvenAsync();
        await server.RequireChangeAsync(ada);
        for (var i = 0; i < 5; i++)
        {
            (await server.SignInAsync(ada.Email, "not the password at all")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });

        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.AnswerAsync(asked, new { password = Better })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task It_comes_after_the_second_factor_and_never_before()
    {
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));
        await server.RequireChangeAsync(ada);

        var mfa = await server.SignInAsync(ada.Email);
        mfa.Text("step.kind").ShouldBe("mfa");
        mfa.At("step.reason").ShouldBeNull();
        (await server.AnswerAsync(mfa, new { password = Better }, "prompt")).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
        var asked = await server.AnswerAsync(mfa, new { code = app.CodeAt(FactorCalls.Now) });

        asked.Text("step.reason").ShouldBe("password_change_required");
        asked.At("step.minimumPasswordLength")!.GetValue<int>().ShouldBe(8);
        var done = await server.AnswerAsync(asked, new { password = Short });
        done.Text("step.kind").ShouldBe("done");
        Jwt.Payload(done.Text("tokens.accessToken"))["amr"]!.ToJsonString().ShouldContain("mfa");
    }

    [Fact]
    public async Task Another_password_by_any_way_is_what_was_asked_for()
    {
        var ada = await server.SignUpAsync();
        await server.RequireChangeAsync(ada);
        (await ada.PutAsync("/v1/me/password", new { password = Better, currentPassword = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);
        (await server.SignInAsync(ada.Email, Better)).Text("step.kind").ShouldBe("done");

        var bob = await server.SignUpProvenAsync();
        await server.RequireChangeAsync(bob);
        var sent = await server.StartAsync("recovery", new { identifier = bob.Email });
        var prompt = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(bob.Email) });
        prompt.At("step.reason").ShouldBeNull();
        (await server.AnswerAsync(prompt, new { password = Better })).Text("step.kind").ShouldBe("done");
        (await server.SignInAsync(bob.Email, Better)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task A_password_that_is_too_short_without_a_second_factor_is_changed_by_who_signs_in_with_it()
    {
        var ada = await server.SignUpWithShortPasswordAsync();
        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        (await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) })).Text("step.kind").ShouldBe("done");

        var asked = await server.SignInAsync(ada.Email, Short);

        (asked.Text("step.kind"), asked.Text("step.reason")).ShouldBe(("prompt", "password_too_short"));
        asked.At("step.minimumPasswordLength")!.GetValue<int>().ShouldBe(15);
        (await server.AnswerAsync(asked, new { password = Better })).Text("step.kind").ShouldBe("done");
        (await server.SignInAsync(ada.Email, Better)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task A_second_factor_that_has_to_be_set_up_comes_first_and_a_shorter_password_is_enough_beside_it()
    {
        var (boss, ada) = (await server.SignUpAsync("Boss"), await server.SignUpWithShortPasswordAsync());
        var org = await boss.NewOrgAsync();
        (await boss.PostAsync($"/v1/orgs/{org}/members", new { userId = ada.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        using var key = new SoftwareAuthenticator(FactorCalls.Origin);
        (await boss.AddPasskeyAsync(key)).ShouldBe(HttpStatusCode.OK);
        boss = new Caller(server.NewHttpClient(), (await boss.StepUpAsync(key)).Text("accessToken"));
        (await boss.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { requireMfa = true })).ShouldBe(HttpStatusCode.OK);

        var asked = await server.StartAsync("sign_in", new { identifier = ada.Email, password = Short, org });
        var done = await server.SetUpAppAsync(asked);

        done.Text("step.kind").ShouldBe("done");
        Jwt.Payload(done.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(org);

        var bob = await server.SignUpAsync("Bob");
        (await boss.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        await server.RequireChangeAsync(bob);
        var prompt = await server.SetUpAppAsync(await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, org }));
        prompt.Text("step.reason").ShouldBe("password_change_required");
        prompt.At("step.minimumPasswordLength")!.GetValue<int>().ShouldBe(8);
        var entered = await server.AnswerAsync(prompt, new { password = Short });
        Jwt.Payload(entered.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(org);
    }

    [Fact]
    public async Task Where_the_flow_leads_to_is_not_forgotten()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        await server.RequireChangeAsync(ada);
        var choose = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org = "nobody-has-this" });
        choose.Text("step.kind").ShouldBe("choose_org");

        var asked = await server.AnswerAsync(choose, new { org });
        asked.Text("step.reason").ShouldBe("password_change_required");
        var done = await server.AnswerAsync(asked, new { password = Better });
        Jwt.Payload(done.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(org);

        var bob = await server.SignUpAsync("Bob");
        var invitation = (await Caller.Of(server.NewHttpClient(), done).PostAsync($"/v1/orgs/{org}/invitations", new { email = bob.Email, role = "member" })).Text("token");
        await server.RequireChangeAsync(bob);
        var prompt = await server.StartAsync("sign_in", new { identifier = bob.Email, password = TestServer.Password, invitation });
        prompt.Text("step.reason").ShouldBe("password_change_required");
        (await server.AnswerAsync(prompt, new { password = Better })).Text("joined.org.id").ShouldBe(org);
    }

    [Fact]
    public async Task Admins_alone_ask_for_it_say_why_and_not_of_each_other()
    {
        var (ada, bob, admin) = (await server.SignUpAsync(), await server.SignUpAsync("Bob"), await server.SignInAdminAsync());
        var path = $"/v1/users/{bob.UserId}/password/require-change";
        var body = new { reason = "Ticket 42" };

        (await server.Anonymous().PostAsync(path, body)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.PostAsync(path, body)).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await bob.PostAsync(path, body)).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.PostAsync(path, new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_password_change");
        (await admin.PostAsync(path, new { reason = new string('x', 501) })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_password_change");
        (await admin.PostAsync($"/v1/users/{admin.UserId}/password/require-change", body)).ShouldBe(HttpStatusCode.Forbidden, "user.protected");
        (await admin.PostAsync($"/v1/users/{bob.UserId[..^4]}0000/password/require-change", body)).ShouldBe(HttpStatusCode.NotFound, "user.not_found");
        (await server.SignInAsync(bob.Email)).Text("step.kind").ShouldBe("done");
    }
}

/// <summary>The same for a password that others have come to know.</summary>
public sealed class BreachedNewPasswordTests(BreachedNewPasswordTests.ListServer server) : IClassFixture<BreachedNewPasswordTests.ListServer>
{
    [Fact]
    public async Task Who_signs_in_with_a_password_that_others_know_now_chooses_another()
    {
        var ada = await server.SignUpAsync();
        (await server.SignInAsync(ada.Email)).Text("step.kind").ShouldBe("done");

        await server.ListAsync(TestServer.Password);
        var asked = await server.SignInAsync(ada.Email);

        (asked.Text("step.kind"), asked.Text("step.reason")).ShouldBe(("prompt", "password_breached"));
        (await server.AnswerAsync(asked, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.BadRequest, "auth.password_breached");
        (await server.AnswerAsync(asked, new { password = "tulips orbit a quiet volcano" })).Text("step.kind").ShouldBe("done");

        // Nobody is kept out while the list is replaced.
        server.Remove();
        (await server.SignInAsync(ada.Email, "tulips orbit a quiet volcano")).Text("step.kind").ShouldBe("done");
    }

    public sealed class ListServer : SqliteServer
    {
        private string Path => System.IO.Path.Combine(DataDirectory, "known.txt");

        // What the file has; nothing rests on its strength.
#pragma warning disable CA5350
        public Task ListAsync(string password) =>
            File.WriteAllTextAsync(Path, $"{Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)))}:10\n");
#pragma warning restore CA5350

        public void Remove() => File.Delete(Path);

        protected override Task ConfigureAsync(Dictionary<string, string?> settings)
        {
            settings["Catalyst:Identity:BreachedPasswordsFile"] = Path;
            return ListAsync("nobody has this one");
        }
    }
}
