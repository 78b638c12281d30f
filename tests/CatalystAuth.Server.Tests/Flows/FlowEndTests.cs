using System.Net;
using System.Text;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Servers;
using CatalystAuth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteFlowEndTests(SqliteServer server) : FlowEndTests(server);

public sealed class PostgresFlowEndTests(PostgresServer server) : FlowEndTests(server);

/// <summary>The answer that ends a flow, sent again because the response to it got lost.</summary>
public abstract class FlowEndTests(TestServer server)
{
    private const string SessionCookie = "__Host-catalyst_session";
    private const string NewPassword = "an entirely different long sentence";

    [Fact]
    public async Task The_same_answer_gets_the_same_response_and_no_other_session()
    {
        var (ada, flow, done) = await EndedAsync();

        var again = await server.AnswerAsync(flow, new { password = TestServer.Password });

        again.ShouldBe(HttpStatusCode.OK);
        again.Body.ShouldBe(done.Body);
        (await ada.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);
        (await ada.RefreshAsync(again.Text("tokens.refreshToken"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_recovery_and_a_sign_up_end_the_same_twice_and_change_nothing_the_second_time()
    {
        var ada = await server.SignUpProvenAsync();
        var sent = await server.StartAsync("recovery", new { identifier = ada.Email });
        var asked = await server.AnswerAsync(sent, new { code = await server.Mails.CodeToAsync(ada.Email) });
        var signUp = await server.StartAsync("sign_up");
        var eve = new { email = FlowCalls.NewEmail(), password = TestServer.Password, name = "Eve" };

        var recovered = await server.AnswerAsync(asked, new { password = NewPassword });
        var made = await server.AnswerAsync(signUp, eve);

        (await server.AnswerAsync(asked, new { password = NewPassword })).Body.ShouldBe(recovered.Body);
        (await server.AnswerAsync(signUp, eve)).Body.ShouldBe(made.Body);
        (await server.Mails.ToAsync(ada.Email)).Count(mail => mail.Kind == "password_changed").ShouldBe(1);
        (await Caller.Of(server.NewHttpClient(), made).GetAsync("/v1/me/sessions")).Items().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_browser_is_given_the_same_cookie_again()
    {
        var ada = await server.SignUpAsync();
        using var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in", new { identifier = ada.Email });
        var done = await browser.AnswerAsync(flow, new { password = TestServer.Password });
        var cookie = Session(browser);

        var again = await browser.AnswerAsync(flow, new { password = TestServer.Password });

        again.ShouldBe(HttpStatusCode.OK);
        again.Body.ShouldBe(done.Body);
        Session(browser).ShouldBe(cookie);
        cookie.ShouldContain("expires=", Case.Insensitive);
        (await browser.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);

        // A session that has another secret by now keeps it.
        (await browser.SendAsync(HttpMethod.Post, "/v1/auth/step-up", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
        (await browser.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task A_browser_that_is_somebody_else_by_now_stays_that()
    {
        var (ada, eve) = (await server.SignUpAsync(), await server.SignUpAsync("Eve"));
        using var browser = new Browser(server);
        var flow = await browser.StartAsync("sign_in", new { identifier = ada.Email });
        await browser.AnswerAsync(flow, new { password = TestServer.Password });
        (await browser.StartAsync("sign_in", new { identifier = eve.Email, password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);

        (await browser.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await browser.GetAsync("/v1/me")).Text("id").ShouldBe(eve.UserId);
    }

    [Fact]
    public async Task Nobody_else_gets_it_and_who_guesses_has_one_guess()
    {
        var (_, flow, done) = await EndedAsync();
        var path = $"/v1/auth/flows/{flow.Text("id")}";
        var answers = new { password = TestServer.Password };
        using var browser = new Browser(server);
        await browser.StartAsync("sign_in");

        (await browser.AnswerAsync(flow, answers)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.Anonymous().PostAsync(path, new { kind = "password", secret = new string('A', 43), answers })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.AnswerAsync(flow, answers)).Body.ShouldBe(done.Body);

        (await server.AnswerAsync(flow, new { password = "a guess" })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.AnswerAsync(flow, answers)).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task The_same_words_to_another_step_are_another_answer()
    {
        var (_, flow, _) = await EndedAsync();

        (await server.AnswerAsync(flow, new { password = TestServer.Password }, "prompt")).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Theory]
    [InlineData("sign-out")]
    [InlineData("revoke-others")]
    [InlineData("password")]
    [InlineData("ban")]
    [InlineData("refresh")]
    public async Task It_is_not_given_when_the_session_is_not_what_it_was(string what)
    {
        var (ada, flow, done) = await EndedAsync();
        var session = Caller.Of(server.NewHttpClient(), done);
        (await (what switch
        {
            "sign-out" => session.PostAsync("/v1/auth/sign-out"),
            "revoke-others" => ada.PostAsync("/v1/me/sessions/revoke-others"),
            "password" => session.PutAsync("/v1/me/password", new { password = NewPassword, currentPassword = TestServer.Password }),
            "ban" => (await server.SignInAdminAsync()).PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "test" }),
            _ => session.RefreshAsync(session.RefreshToken),
        })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);

        (await server.AnswerAsync(flow, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
    }

    [Fact]
    public async Task Of_the_same_code_sent_many_times_at_once_each_gets_the_one_session()
    {
        var ada = await server.SignUpAsync();
        var (_, app, _) = await ada.AddTotpAsync(FactorCalls.Now.AddSeconds(-30));
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password });
        flow.Text("step.kind").ShouldBe("mfa");
        var code = app.CodeAt(FactorCalls.Now);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.AnswerAsync(flow, new { code })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body == answers[0].Body);
        (await ada.GetAsync("/v1/me/sessions")).Items().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_database_has_neither_tokens_nor_cookies_nor_what_a_guess_could_be_tried_on()
    {
        var (_, flow, done) = await EndedAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<CatalystDbContext>();
        var kept = (await context.EndedFlows.AsNoTracking().ToListAsync(CancellationToken.None)).Single(ended => ended.Id.ToString() == flow.Text("id"));

        var stored = Encoding.Latin1.GetString(kept.Response);
        stored.ShouldNotContain(done.Text("tokens.refreshToken"));
        stored.ShouldNotContain(done.Text("user.email"));
        kept.Answer.Length.ShouldBe(32);
        (await context.Flows.AsNoTracking().ToListAsync(CancellationToken.None)).ShouldNotContain(left => left.Id == kept.Id);
    }

    [Fact]
    public async Task A_wrong_code_that_is_sent_again_is_one_guess()
    {
        var ada = await server.SignUpProvenAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email, method = "email" });
        var code = await server.Mails.CodeToAsync(ada.Email);
        var wrong = code == "11111111" ? "22222222" : "11111111";

        for (var i = 0; i < 7; i++)
        {
            (await server.AnswerAsync(flow, new { code = wrong })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_code");
        }

        (await server.AnswerAsync(flow, new { code })).Text("step.kind").ShouldBe("done");
    }

    [Fact]
    public async Task A_wrong_password_that_is_sent_again_is_one_guess_and_others_are_more()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });

        var same = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.AnswerAsync(flow, new { password = "not the password" })));
        same.ShouldAllBe(answer => answer.Code == "auth.invalid_credentials");
        for (var i = 1; i < 5; i++)
        {
            (await server.AnswerAsync(flow, new { password = $"not the password {i}" })).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }

        (await server.AnswerAsync(flow, new { password = "not the password 5" })).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
    }

    private async Task<(Caller User, Answer Flow, Answer Done)> EndedAsync()
    {
        var ada = await server.SignUpAsync();
        var flow = await server.StartAsync("sign_in", new { identifier = ada.Email });
        var done = await server.AnswerAsync(flow, new { password = TestServer.Password });
        done.ShouldBe(HttpStatusCode.OK);
        return (ada, flow, done);
    }

    private static string Session(Browser browser) => browser.LastSetCookies.Single(set => set.StartsWith(SessionCookie + "=", StringComparison.Ordinal));
}
