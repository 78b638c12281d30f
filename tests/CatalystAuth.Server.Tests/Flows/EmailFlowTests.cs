using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteEmailFlowTests(SqliteServer server) : EmailFlowTests(server);

public sealed class PostgresEmailFlowTests(PostgresServer server) : EmailFlowTests(server);

/// <summary>Signing in, and recovering an account, by mail.</summary>
public abstract class EmailFlowTests(TestServer server)
{
    private const string NewPassword = "an entirely different long sentence";

    [Fact]
    public async Task A_code_that_was_mailed_signs_in_once()
    {
        var ada = await server.SignUpProvenAsync();
        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email.ToUpperInvariant(), method = "email" });
        sent.ShouldBe(HttpStatusCode.OK);
        sent.Text("step.kind").ShouldBe("email_sent");
        var code = await server.Mails.CodeToAsync(ada.Email);

        // Spaces cost no try.
        var done = await server.AnswerAsync(sent, new { code = $"{code[..4]} {code[4..]}" });

        done.ShouldBe(HttpStatusCode.OK);
        done.Text("user.id").ShouldBe(ada.UserId);
        Jwt.Payload(done.Text("tokens.accessToken"))["amr"]!.AsArray().Select(method => method!.GetValue<string>()).ShouldBe(["email"]);
        (await server.AnswerAsync(sent, new { code = "00000000" })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.AnswerAsync(sent, new { code })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task The_link_of_a_mail_signs_in_where_it_was_asked_for_and_nowhere_else()
    {
        var ada = await server.SignUpProvenAsync();
        var sent = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        var link = await server.LinkTokenToAsync(ada.Email);
        var elsewhere = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });

        (await server.AnswerAsync(elsewhere, new { link })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        (await server.AnswerAsync(sent, new { link })).Text("user.id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answers_and_no_mail()
    {
        var (ada, nobody) = (await server.SignUpProvenAsync(), FlowCalls.NewEmail());

        foreach (var type in new[] { "sign_in", "recovery" })
        {
            var known = await server.StartAsync(type, new { identifier = ada.Email, method = "email" });
            var unknown = await server.StartAsync(type, new { identifier = nobody, method = "email" });

            Shape(unknown).ShouldBe(Shape(known));
            Shape(await server.AnswerAsync(unknown, new { code = "00000000" })).ShouldBe(Shape(await server.AnswerAsync(known, new { code = "00000000" })));
        }

        (await server.Mails.ToAsync(nobody)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_nobody_has_proven_does_not_sign_in_by_mail()
    {
        var eve = await server.SignUpAsync("Eve");

        (await server.StartAsync("sign_in", new { identifier = eve.Email, method = "email" })).Text("step.kind").ShouldBe("email_sent");

        (await server.Mails.ToAsync(eve.Email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_is_void()
    {
        var ada = await server.SignUpProvenAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        var code = await server.Mails.CodeToAsync(ada.Email);

        foreach (var wrong in Enumerable.Range(1, 6).Select(i => $"{i * 11111111}").Where(guess => guess != code).Take(5))
        {
            (await server.AnswerAsync(flow, new { code = wrong })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        }

        (await server.AnswerAsync(flow, new { code })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
    }

    [Fact]
    public async Task Of_many_wrong_codes_at_once_no_more_than_five_are_looked_at()
    {
        var ada = await server.SignUpProvenAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        var code = await server.Mails.CodeToAsync(ada.Email);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.AnswerAsync(flow, new { code = $"{(i * 7) + 1:00000000}" })));

        guesses.Count(guess => guess.Code == "auth.invalid_code").ShouldBeGreaterThan(0);
        guesses.ShouldAllBe(guess => guess.Code == "auth.invalid_code" || guess.Code == "flow.answered");
        for (var i = 0; i < 5; i++)
        {
            await server.AnswerAsync(flow, new { code = $"0000000{i}" });
        }

        (await server.AnswerAsync(flow, new { code })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
    }

    [Fact]
    public async Task Recovery_sets_a_password_proves_the_address_and_ends_all_sessions()
    {
        var ada = await server.SignUpAsync();
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        sent.Text("step.kind").ShouldBe("email_sent");
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        asked.Text("step.kind").ShouldBe("prompt");

        (await server.AnswerAsync(asked, new { password = "short" })).ShouldBe(HttpStatusCode.BadRequest, "auth.password_length");
        var done = await server.AnswerAsync(asked, new { password = NewPassword });

        done.ShouldBe(HttpStatusCode.OK);
        done.At("user.emailVerified")!.GetValue<bool>().ShouldBeTrue();
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        (await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password })).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.StartAsync("sign_in", new { identifier = ada.Email, password = NewPassword })).ShouldBe(HttpStatusCode.OK);
        (await server.Mails.ToAsync(ada.Email))[^1].Kind.ShouldBe("password_changed");
    }

    [Fact]
    public async Task Recovery_does_not_meet_an_admins_demand_for_another_password_by_the_same_one()
    {
        var ada = await server.SignUpProvenAsync();
        await server.RequireChangeAsync(ada);
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });

        var same = await server.AnswerAsync(asked, new { password = TestServer.Password });
        same.ShouldBe(HttpStatusCode.BadRequest, "auth.password_unchanged");
        same.Text("step.kind").ShouldBe("prompt");
        (await server.AnswerAsync(asked, new { password = NewPassword })).Text("step.kind").ShouldBe("done");
        (await server.SignInAsync(ada.Email, NewPassword)).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task Recovery_with_a_second_factor_begins_anew_when_it_is_asked_to_and_who_is_banned_meanwhile_gets_nowhere()
    {
        var ada = await server.SignUpProvenAsync();
        var (_, app, _) = await ada.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        asked.Text("step.kind").ShouldBe("mfa");
        var signIn = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password });
        signIn.Text("step.kind").ShouldBe("mfa");

        (await server.AnswerAsync(asked, new { action = "restart" })).Text("step.kind").ShouldBe("identify");
        (await (await server.SignInAdminAsync()).PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "test" })).ShouldBe(HttpStatusCode.OK);
        var refused = await server.AnswerAsync(signIn, new { code = app.CodeAt(FactorCalls.Now) });

        refused.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        refused.Text("step.kind").ShouldBe("identify");
        (await server.AnswerAsync(refused, new { identifier = ada.Email, password = TestServer.Password })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Fact]
    public async Task A_password_step_offers_the_mail_and_comes_to_it()
    {
        var ada = await server.SignUpProvenAsync();
        var asked = await server.StartAsync("sign_in", new { identifier = ada.Email });
        asked.At("step.methods")!.AsArray().Select(method => method!.GetValue<string>()).ShouldContain("email");

        (await server.AnswerAsync(asked, new { method = "email" })).Text("step.kind").ShouldBe("email_sent");
        (await server.Mails.ToAsync(ada.Email))[^1].Kind.ShouldBe("sign_in_code");
    }

    [Fact]
    public async Task A_recovery_greets_by_name_only_where_the_address_is_proven()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpAsync("Buy now"));

        await server.StartAsync("recovery", new { identifier = ada.Email });
        await server.StartAsync("recovery", new { identifier = eve.Email });

        (await server.Mails.ToAsync(ada.Email))[^1].Text.ShouldContain("Hello Ada,");
        var unproven = (await server.Mails.ToAsync(eve.Email)).ShouldHaveSingleItem();
        unproven.Kind.ShouldBe("recovery");
        unproven.To.Name.ShouldBeNull();
        unproven.Text.ShouldNotContain("Buy now");
        unproven.Html.ShouldNotContain("Buy now");
    }

    // But for what was typed and when.
    private static string Shape(Answer flow)
    {
        var step = flow.At("step")!.DeepClone().AsObject();
        step.Remove("identifier").ShouldBeTrue();
        step.Remove("resendAfter");
        return $"{flow.Status} {flow.Code} {step.ToJsonString()}";
    }
}
