using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Testing.Factors;

namespace CatalystAuth.Server.Tests.Accounts;

public sealed class SqliteReclaimTests(SqliteServer server) : ReclaimTests(server);

public sealed class PostgresReclaimTests(PostgresServer server) : ReclaimTests(server);

/// <summary>An account that somebody made with an address of another's.</summary>
public abstract class ReclaimTests(TestServer server)
{
    private const string NewPassword = "quite another horse battery";

    [Fact]
    public async Task What_a_squatter_set_up_does_not_keep_the_owner_of_the_address_out_nor_survive()
    {
        var squatter = await server.SignUpAsync("Eve");
        var org = await squatter.NewOrgAsync();
        var key = await squatter.PostAsync("/v1/me/keys", new { org, name = "k", scopes = new[] { "org:read" } });
        key.ShouldBe(HttpStatusCode.Created);
        using var phone = new SoftwareAuthenticator(FactorCalls.Origin);
        (await squatter.AddPasskeyAsync(phone)).ShouldBe(HttpStatusCode.OK);
        var (_, app, confirmed) = await squatter.AddTotpAsync();
        confirmed.ShouldBe(HttpStatusCode.OK);
        await server.AddAddressAsync(squatter);

        var sent = await server.StartAsync("recovery", new { identifier = squatter.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(squatter.Email) });
        asked.Text("step.kind").ShouldBe("prompt");
        (await server.AnswerAsync(asked, new { password = "seaside7" })).ShouldBe(HttpStatusCode.BadRequest, "auth.password_length");
        var done = await server.AnswerAsync(asked, new { password = NewPassword });

        done.ShouldBe(HttpStatusCode.OK);
        var owner = Caller.Of(server.NewHttpClient(), done);
        var mfa = await owner.GetAsync("/v1/me/mfa");
        mfa.At("totp")!.AsArray().ShouldBeEmpty();
        mfa.At("passkeys")!.AsArray().ShouldBeEmpty();
        mfa.At("recoveryCodesRemaining")!.GetValue<int>().ShouldBe(0);
        (await owner.GetAsync("/v1/me/emails")).Items().Count.ShouldBe(1);
        (await owner.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(1);
        (await squatter.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await squatter.RefreshAsync(squatter.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        (await server.Anonymous().ExchangeAsync(key.Text("key"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.SignInAsync(squatter.Email, NewPassword)).Text("step.kind").ShouldBe("done");
        app.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_has_proven_the_address_keeps_the_second_factor_in_a_recovery()
    {
        var ada = await server.SignUpProvenAsync();
        var (_, app, _) = await ada.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));

        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        asked.Text("step.kind").ShouldBe("mfa");
        var prompt = await server.AnswerAsync(asked, new { code = app.CodeAt(FactorCalls.Now) });
        var done = await server.AnswerAsync(prompt, new { password = NewPassword });

        done.ShouldBe(HttpStatusCode.OK);
        (await Caller.Of(server.NewHttpClient(), done).GetAsync("/v1/me/mfa")).At("totp")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_was_given_a_role_on_the_platform_keeps_the_second_factor_also_with_an_address_that_nobody_has_proven()
    {
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync("/v1/bindings", new { subject = ada.UserId, role = "platform-support" })).ShouldBe(HttpStatusCode.Created);

        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        sent.ShouldBe(HttpStatusCode.OK);
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        asked.Text("step.kind").ShouldBe("mfa");
        (await server.AnswerAsync(asked, new { password = NewPassword })).Text("step.kind").ShouldBe("mfa");
        var prompt = await server.AnswerAsync(asked, new { code = app.CodeAt(FactorCalls.Now) });
        var done = await server.AnswerAsync(prompt, new { password = NewPassword });

        done.ShouldBe(HttpStatusCode.OK);
        (await Caller.Of(server.NewHttpClient(), done).GetAsync("/v1/me/mfa")).At("totp")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_given_a_role_on_the_platform_meanwhile_is_not_let_in_without_the_second_factor()
    {
        var ada = await server.SignUpAsync();
        await ada.AddTotpAsync();
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        asked.Text("step.kind").ShouldBe("prompt");
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync("/v1/bindings", new { subject = ada.UserId, role = "platform-support" })).ShouldBe(HttpStatusCode.Created);

        (await server.AnswerAsync(asked, new { password = NewPassword })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await ada.GetAsync("/v1/me/mfa")).At("totp")!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_not_asked_for_counts_when_somebody_proves_the_address_meanwhile()
    {
        var eve = await server.SignUpAsync("Eve");
        await eve.AddTotpAsync();
        var sent = await server.StartAsync("recovery", new { identifier = eve.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(eve.Email) });
        (await eve.PostAsync("/v1/me/emails", new { address = eve.Email })).ShouldBe(HttpStatusCode.Created);
        (await eve.PostAsync($"/v1/me/emails/{eve.Email}/verify", new { code = await server.Mails.CodeToAsync(eve.Email) })).ShouldBe(HttpStatusCode.OK);

        (await server.AnswerAsync(asked, new { password = NewPassword })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");

        (await eve.GetAsync("/v1/me/mfa")).At("totp")!.AsArray().Count.ShouldBe(1);
    }
}
