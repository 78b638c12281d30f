using System.Net;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Users;
using CatalystAuth.Core.Actors;
using CatalystAuth.Core.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Factors;

public sealed class SqliteTotpTests(SqliteServer server) : TotpTests(server);

public sealed class PostgresTotpTests(PostgresServer server) : TotpTests(server);

/// <summary>Authenticator apps, and the recovery codes that come with them.</summary>
public abstract class TotpTests(TestServer server)
{
    [Fact]
    public async Task An_app_is_set_up_shown_renamed_and_removed()
    {
        var ada = await server.SignUpAsync();
        var setup = await ada.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        setup.ShouldBe(HttpStatusCode.OK);
        setup.Text("uri").ShouldStartWith($"otpauth://totp/Catalyst-Auth:{Uri.EscapeDataString(ada.Email)}?secret={setup.Text("secret")}&");
        setup.Text("qrSvg").ShouldStartWith("<svg");
        setup.Text("secret").Length.ShouldBe(32);
        var id = setup.Text("id");
        (await ada.GetAsync("/v1/me/mfa")).At("totp")!.AsArray().ShouldBeEmpty();

        var confirmed = await ada.PostAsync($"/v1/me/mfa/totp/{id}/confirm", new { code = new AuthenticatorApp(setup.Text("secret")).CodeAt(FactorCalls.Now) });
        confirmed.ShouldBe(HttpStatusCode.OK);
        confirmed.Text("totp.name").ShouldBe("Phone");
        confirmed.RecoveryCodes().Distinct().Count().ShouldBe(10);

        (await ada.PatchAsync($"/v1/me/mfa/totp/{id}", new { name = "Old phone" })).Text("name").ShouldBe("Old phone");
        var mfa = await ada.GetAsync("/v1/me/mfa");
        mfa.At("totp")![0]!["name"]!.GetValue<string>().ShouldBe("Old phone");
        mfa.At("recoveryCodesRemaining")!.GetValue<int>().ShouldBe(10);
        mfa.At("hasPassword")!.GetValue<bool>().ShouldBeTrue();
        mfa.Body.ShouldNotContain(setup.Text("secret"));

        // A second one brings no other codes.
        (await ada.AddTotpAsync()).Confirmed.At("recoveryCodes").ShouldBeNull();

        (await ada.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
        (await ada.GetAsync("/v1/me/mfa")).At("recoveryCodesRemaining")!.GetValue<int>().ShouldBe(10);
        (await server.ActionsAsync(ada.UserId)).ShouldBe(
            [
                EventTypes.UserCreated, EventTypes.UserFactorAdded, EventTypes.UserRecoveryCodesGenerated, EventTypes.UserFactorRenamed,
                EventTypes.UserFactorAdded, EventTypes.UserFactorRemoved,
            ],
            ignoreOrder: true);
        server.Log.ToString()!.ShouldNotContain(setup.Text("secret"));
    }

    [Fact]
    public async Task With_the_last_factor_its_recovery_codes_go()
    {
        var ada = await server.SignUpAsync();
        var (id, _, _) = await ada.AddTotpAsync();
        (await ada.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync("/v1/me/mfa")).At("recoveryCodesRemaining")!.GetValue<int>().ShouldBe(0);
        (await ada.PostAsync("/v1/me/mfa/recovery-codes")).ShouldBe(HttpStatusCode.Conflict, "factor.no_second_factor");
        (await ada.AddTotpAsync()).Confirmed.RecoveryCodes().Count.ShouldBe(10);
    }

    [Fact]
    public async Task What_is_wrong_sets_up_nothing()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var setup = await ada.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        var (id, app) = (setup.Text("id"), new AuthenticatorApp(setup.Text("secret")));

        (await ada.PostAsync("/v1/me/mfa/totp", new { name = " " })).ShouldBe(HttpStatusCode.BadRequest, "factor.invalid_name");
        (await ada.PostAsync($"/v1/me/mfa/totp/{id}/confirm", new { code = app.CodeAt(FactorCalls.Now.AddMinutes(-5)) }))
            .ShouldBe(HttpStatusCode.BadRequest, "factor.wrong_code");
        (await eve.PostAsync($"/v1/me/mfa/totp/{id}/confirm", new { code = app.CodeAt(FactorCalls.Now) })).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");

        // Beginning again drops what was not ended.
        await ada.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        (await ada.PostAsync($"/v1/me/mfa/totp/{id}/confirm", new { code = app.CodeAt(FactorCalls.Now) })).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
        (await ada.PostAsync("/v1/auth/step-up", new { code = app.CodeAt(FactorCalls.Now) })).ShouldBe(HttpStatusCode.BadRequest, "factor.wrong_code");
        (await ada.GetAsync("/v1/me/mfa")).At("totp")!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_factor_of_another_is_not_there()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var (id, _, _) = await ada.AddTotpAsync();
        (await eve.PatchAsync($"/v1/me/mfa/totp/{id}", new { name = "Mine" })).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
        (await eve.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
        (await ada.GetAsync("/v1/me/mfa")).At("totp")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_acts_as_a_user_changes_none_of_their_factors()
    {
        var (admin, ada) = (await server.SignInAdminAsync(), await server.SignUpAsync());
        var (id, _, _) = await ada.AddTotpAsync();
        var begun = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", writes = true });
        var acting = new Caller(server.NewHttpClient(), begun.Text("tokens.accessToken"));

        (await acting.GetAsync("/v1/me/mfa")).ShouldBe(HttpStatusCode.OK);
        (await acting.PostAsync("/v1/me/mfa/totp", new { name = "Phone" })).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PostAsync("/v1/me/passkeys/begin")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PostAsync("/v1/auth/step-up/passkey")).ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
        (await acting.PutAsync("/v1/me/password", new { password = "tulips orbit a quiet volcano", currentPassword = TestServer.Password }))
            .ShouldBe(HttpStatusCode.Forbidden, "auth.impersonated");
    }

    [Fact]
    public async Task A_code_raises_the_session_and_is_accepted_once()
    {
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync();
        var next = app.CodeAt(FactorCalls.Now.AddSeconds(30));

        // That which confirmed is spent.
        (await ada.StepUpAsync(app.CodeAt(FactorCalls.Now.AddSeconds(-30)))).ShouldBe(HttpStatusCode.BadRequest, "factor.wrong_code");
        var raised = await Task.WhenAll(ada.StepUpAsync(next), ada.StepUpAsync(next));

        raised.Select(answer => answer.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.BadRequest], ignoreOrder: true);
        var good = raised.Single(answer => answer.Status == HttpStatusCode.OK);
        good.AmrOf().ShouldBe(["pwd", "otp", "mfa"]);
        good.Text("acr").ShouldBe("aal2");
        (await ada.StepUpAsync(next)).ShouldBe(HttpStatusCode.BadRequest, "factor.wrong_code");
        (await ada.PostAsync("/v1/auth/step-up", new { code = next, password = TestServer.Password })).ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
    }

    [Fact]
    public async Task Of_two_confirmations_at_once_one_counts()
    {
        var ada = await server.SignUpAsync();
        var setup = await ada.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        var code = new AuthenticatorApp(setup.Text("secret")).CodeAt(FactorCalls.Now);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.PostAsync($"/v1/me/mfa/totp/{setup.Text("id")}/confirm", new { code })));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Code == "factor.not_found").ShouldBe(3);
    }

    /// <summary>The review of authentik by Include Security, 2025: codes of a second factor guessed, and a race past the limit.</summary>
    [Trait("Advisory", "Second factors guessed")]
    [Fact]
    public async Task Fifty_guesses_at_once_get_five_looks()
    {
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync();
        var wrong = app.CodeAt(FactorCalls.Now.AddHours(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ada.StepUpAsync(wrong)));

        answers.Count(answer => answer.Code == "factor.wrong_code").ShouldBe(5);
        answers.Count(answer => answer.Code == "auth.too_many_attempts").ShouldBe(45);
        var right = await ada.StepUpAsync(app.CodeAt(FactorCalls.Now.AddSeconds(30)));
        right.ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        right.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        (await VerifyRecoveryAsync(ada, "AAAAA-AAAAA")).ShouldBe("auth.too_many_attempts");
    }

    [Fact]
    public async Task A_recovery_code_is_taken_once_also_of_many_at_once_and_is_void_with_its_set()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        var codes = (await ada.AddTotpAsync()).Confirmed.RecoveryCodes();
        await eve.AddTotpAsync();

        (await VerifyRecoveryAsync(eve, codes[0])).ShouldBe("False");
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => VerifyRecoveryAsync(ada, codes[0])))).Order().ShouldBe(["False", "False", "False", "True"]);
        (await VerifyRecoveryAsync(ada, codes[1].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).ShouldBe("True");
        (await ada.GetAsync("/v1/me/mfa")).At("recoveryCodesRemaining")!.GetValue<int>().ShouldBe(8);
        (await server.Mails.ToAsync(ada.Email)).Count(told => told.Subject == "A recovery code of your Catalyst-Auth account was used").ShouldBe(2);

        var renewed = await ada.PostAsync("/v1/me/mfa/recovery-codes");
        renewed.ShouldBe(HttpStatusCode.OK);
        var mail = (await server.Mails.ToAsync(ada.Email))[^1];
        mail.Subject.ShouldBe("New recovery codes for your Catalyst-Auth account");
        renewed.At("codes")!.AsArray().ShouldAllBe(code => !mail.Text.Contains(code!.GetValue<string>(), StringComparison.Ordinal));
        (await VerifyRecoveryAsync(ada, codes[2])).ShouldBe("False");
        (await VerifyRecoveryAsync(ada, renewed.At("codes")![0]!.GetValue<string>())).ShouldBe("True");
        (await server.ActionsAsync(ada.UserId)).Count(action => action == EventTypes.UserRecoveryCodeUsed).ShouldBe(3);
        server.Log.ToString()!.ShouldNotContain(codes[2]);
    }

    [Fact]
    public async Task An_admin_resets_with_a_reason_and_the_user_is_signed_out()
    {
        var (admin, ada, eve) = (await server.SignInAdminAsync(), await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        await ada.AddTotpAsync();
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var path = $"/v1/users/{ada.UserId}/mfa";

        (await eve.GetAsync(path)).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await eve.SendAsync(HttpMethod.Delete, path, new { reason = "Mine" })).ShouldBe(HttpStatusCode.Forbidden, "auth.platform_admin_required");
        (await admin.SendAsync(HttpMethod.Delete, path, new { reason = " " })).ShouldBe(HttpStatusCode.BadRequest, "factor.invalid_reset");
        (await admin.SendAsync(HttpMethod.Delete, $"/v1/users/{admin.UserId}/mfa", new { reason = "x" })).ShouldBe(HttpStatusCode.Forbidden, "user.protected");
        (await admin.GetAsync(path)).At("totp")!.AsArray().Count.ShouldBe(1);

        (await admin.SendAsync(HttpMethod.Delete, path, new { reason = "Lost the phone" })).ShouldBe(HttpStatusCode.NoContent);
        (await admin.GetAsync(path)).At("totp")!.AsArray().ShouldBeEmpty();
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.ActionsAsync(ada.UserId)).ShouldContain(EventTypes.UserMfaReset);
        (await server.Mails.ToAsync(ada.Email)).Count(mail => mail.Subject == "Sign-in method removed from your Catalyst-Auth account").ShouldBe(2);
    }

    private async Task<string> VerifyRecoveryAsync(Caller user, string code)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().IpAddress = "127.0.0.1";
        var verified = await scope.ServiceProvider.GetRequiredService<RecoveryCodes>()
            .VerifyAsync(UserId.Parse(user.UserId, null), code, CancellationToken.None);
        return verified.Match(isRight => isRight.ToString(), error => error.Code);
    }
}
