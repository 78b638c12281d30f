using System.Net;
using CatalystAuth.Core.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Factors;

/// <summary>What time does to factors.</summary>
public sealed class FactorClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task Factors_are_changed_by_who_has_proven_lately_who_they_are()
    {
        var ada = await server.SignUpAsync();
        var (id, app, _) = await ada.AddTotpAsync(server.Clock.GetUtcNow());
        await server.AdvanceAsync(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));

        foreach (var answer in new[]
        {
            await later.PostAsync("/v1/me/mfa/totp", new { name = "Phone" }), await later.PatchAsync($"/v1/me/mfa/totp/{id}", new { name = "x" }),
            await later.DeleteAsync($"/v1/me/mfa/totp/{id}"), await later.PostAsync("/v1/me/mfa/recovery-codes"), await later.PostAsync("/v1/me/passkeys/begin"),
        })
        {
            answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        }

        (await later.GetAsync("/v1/me/mfa")).ShouldBe(HttpStatusCode.OK);

        // A password alone takes no second factor away.
        (await later.PostAsync("/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
        var refused = await later.DeleteAsync($"/v1/me/mfa/totp/{id}");
        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        refused.At("proofs")!.ToJsonString().ShouldBe("[\"second_factor\"]");
        refused.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString().ShouldContain("acr_values=\"aal2\"");
        (await later.StepUpAsync(app.CodeAt(server.Clock.GetUtcNow()))).ShouldBe(HttpStatusCode.OK);
        (await later.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_has_a_second_factor_shows_it_before_what_matters_and_a_password_is_not_enough()
    {
        var (ada, victim) = (await server.SignUpAsync(), await server.SignUpAsync());
        var org = await ada.NewOrgAsync();
        var (_, app, _) = await ada.AddTotpAsync(server.Clock.GetUtcNow());
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync("/v1/bindings", new { subject = ada.UserId, role = "platform-admin" })).ShouldBe(HttpStatusCode.Created);
        (await ada.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { breakGlassUserId = ada.UserId })).ShouldBe(HttpStatusCode.OK);
        await server.AdvanceAsync(TimeSpan.FromMinutes(16));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));
        (await later.PostAsync("/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
        var reason = new { reason = "Asked by phone" };

        foreach (var answer in new[]
        {
            await later.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "org:read" } }),
            await later.PostAsync($"/v1/orgs/{org}/keys", new { name = "k", scopes = new[] { "org:read" } }),
            await later.PostAsync("/v1/me/emails", new { address = $"another-{ada.Email}" }),
            await later.GetAsync("/v1/me/export"),
            await later.PutAsync($"/v1/orgs/{org}/sign-in-policy", new { signUp = "open" }),
            await later.SendAsync(HttpMethod.Delete, $"/v1/users/{victim.UserId}/mfa", reason),
            await later.PostAsync($"/v1/users/{victim.UserId}/impersonate", new { reason = "Asked by phone", org }),
        })
        {
            answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
            answer.At("proofs")!.ToJsonString().ShouldBe("[\"second_factor\"]");
        }

        // Where the second factor may be what was lost.
        (await later.PostAsync($"/v1/orgs/{org}/sign-in-policy/break-glass", reason)).ShouldBe(HttpStatusCode.OK);
        (await later.StepUpAsync(app.CodeAt(server.Clock.GetUtcNow()))).ShouldBe(HttpStatusCode.OK);
        (await later.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "org:read" } })).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_has_none_is_asked_for_the_password()
    {
        var ada = await server.SignUpAsync();
        await server.AdvanceAsync(TimeSpan.FromMinutes(16));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));

        var refused = await later.PostAsync("/v1/me/mfa/recovery-codes");

        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        refused.At("proofs")!.ToJsonString().ShouldBe("[\"password\"]");
        refused.Headers.WwwAuthenticate.ShouldHaveSingleItem().ToString().ShouldNotContain("acr_values");
    }

    [Fact]
    public async Task Who_has_lost_the_app_takes_it_away_by_a_recovery_code_which_is_good_once()
    {
        var ada = await server.SignUpAsync();
        var (id, _, confirmed) = await ada.AddTotpAsync(server.Clock.GetUtcNow());
        var code = confirmed.RecoveryCodes()[0];
        await server.AdvanceAsync(TimeSpan.FromMinutes(16));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));

        (await later.StepUpAsync("00000-00000")).ShouldBe(HttpStatusCode.BadRequest);
        (await later.PostAsync("/v1/auth/step-up", new { code, org = "nobody-has-this" })).ShouldBe(HttpStatusCode.BadRequest, "token.invalid_target");
        var raised = await later.StepUpAsync(code.ToLowerInvariant());
        raised.ShouldBe(HttpStatusCode.OK);
        raised.AmrOf().ShouldContain("mfa");
        (await later.StepUpAsync(code)).ShouldBe(HttpStatusCode.BadRequest);
        (await later.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_has_set_one_up_has_shown_it_and_adds_another_at_once()
    {
        var ada = await server.SignUpAsync();
        var (id, _, _) = await ada.AddTotpAsync(server.Clock.GetUtcNow());
        var session = (await ada.GetAsync("/v1/me/sessions")).Items().ShouldHaveSingleItem();
        session["secondFactorAt"].ShouldNotBeNull();
        session["acr"]!.GetValue<string>().ShouldBe("aal2");

        using var authenticator = new SoftwareAuthenticator(FactorCalls.Origin);
        (await ada.AddPasskeyAsync(authenticator)).ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/v1/me/mfa/totp/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Addresses_are_changed_by_who_has_proven_lately_who_they_are()
    {
        var ada = await server.SignUpAsync();
        (await ada.PostAsync("/v1/me/emails", new { address = $"second-{ada.Email}" })).ShouldBe(HttpStatusCode.Created);
        await server.AdvanceAsync(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));

        foreach (var answer in new[]
        {
            await later.PostAsync("/v1/me/emails", new { address = $"third-{ada.Email}" }), await later.PostAsync($"/v1/me/emails/{ada.Email}/verify", new { code = "00000000" }),
            await later.PostAsync($"/v1/me/emails/second-{ada.Email}/primary"), await later.DeleteAsync($"/v1/me/emails/second-{ada.Email}"),
        })
        {
            answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        }

        (await later.GetAsync("/v1/me/emails")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_set_up_is_ended_within_fifteen_minutes_and_then_forgotten()
    {
        var ada = await server.SignUpAsync();
        var setup = await ada.PostAsync("/v1/me/mfa/totp", new { name = "Phone" });
        await server.AdvanceAsync(TimeSpan.FromMinutes(15));
        await ada.PostAsync("/v1/auth/step-up", new { password = TestServer.Password });
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));
        await later.PostAsync("/v1/auth/step-up", new { password = TestServer.Password });

        var code = new AuthenticatorApp(setup.Text("secret")).CodeAt(server.Clock.GetUtcNow());
        (await later.PostAsync($"/v1/me/mfa/totp/{setup.Text("id")}/confirm", new { code })).ShouldBe(HttpStatusCode.NotFound, "factor.not_found");
    }

    [Fact]
    public async Task A_challenge_is_answered_within_five_minutes_and_then_forgotten()
    {
        var ada = await server.SignUpAsync();
        using var laptop = new SoftwareAuthenticator(FactorCalls.Origin);
        await ada.AddPasskeyAsync(laptop);
        var begun = await ada.PostAsync("/v1/auth/step-up/passkey");
        await server.AdvanceAsync(TimeSpan.FromMinutes(5));
        (await ada.StepUpAsync(begun.Text("state"), laptop.Assert(begun.At("options")!))).ShouldBe(HttpStatusCode.BadRequest, "passkey.challenge_expired");

        await using var scope = server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetFactors>().RunAsync(CancellationToken.None);
        (await ada.StepUpAsync(begun.Text("state"), laptop.Assert(begun.At("options")!))).ShouldBe(HttpStatusCode.BadRequest, "passkey.challenge_expired");
        (await ada.StepUpAsync(laptop)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task After_five_wrong_codes_the_next_waits_twice_as_long_each_time()
    {
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync(server.Clock.GetUtcNow());
        for (var n = 0; n < 5; n++)
        {
            (await ada.StepUpAsync("12345x")).ShouldBe(HttpStatusCode.BadRequest, "factor.wrong_code");
        }

        foreach (var seconds in new[] { 30, 60 })
        {
            (await ada.StepUpAsync("12345x")).Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(seconds));
            await server.AdvanceAsync(TimeSpan.FromSeconds(seconds));
            (await ada.StepUpAsync("12345x")).ShouldBe(HttpStatusCode.BadRequest, "factor.wrong_code");
        }

        await server.AdvanceAsync(TimeSpan.FromSeconds(120));
        (await ada.StepUpAsync(app.CodeAt(server.Clock.GetUtcNow()))).ShouldBe(HttpStatusCode.OK);
    }
}
