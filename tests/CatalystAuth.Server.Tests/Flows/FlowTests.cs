using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

public sealed class SqliteFlowTests(SqliteServer server) : FlowTests(server);

public sealed class PostgresFlowTests(PostgresServer server) : FlowTests(server);

public abstract class FlowTests(TestServer server)
{
    [Fact]
    public async Task Sign_up_in_one_request_gives_a_user_a_session_and_tokens()
    {
        var email = NewEmail();

        var answer = await StartAsync("sign_up", new { email, password = TestServer.Password, name = "Ada" });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text("step.kind").ShouldBe("done");
        answer.Text("user.email").ShouldBe(email);
        answer.Text("user.name").ShouldBe("Ada");
        answer.Text("tokens.tokenType").ShouldBe("Bearer");
        answer.At("tokens.expiresIn")!.GetValue<int>().ShouldBe(300);
        answer.At("user.platformAdmin")!.GetValue<bool>().ShouldBeFalse();
        var caller = Caller.Of(server.NewHttpClient(), answer);
        (await caller.GetAsync("/v1/me")).Text("id").ShouldBe(answer.Text("user.id"));
    }

    [Fact]
    public async Task Sign_in_takes_the_address_in_any_case()
    {
        var ada = await server.SignUpAsync();

        var answer = await StartAsync("sign_in", new { identifier = ada.Email.ToUpperInvariant(), password = TestServer.Password });

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text("user.id").ShouldBe(ada.UserId);
        answer.Text("session.id").ShouldNotBe(ada.SessionId);
    }

    [Fact]
    public async Task Sign_in_step_by_step_reaches_the_same_end()
    {
        var ada = await server.SignUpAsync();
        var first = await StartAsync("sign_in", null);
        first.ShouldBe(HttpStatusCode.OK);
        first.Text("step.kind").ShouldBe("identify");

        var second = await AnswerAsync(first, "identify", new { identifier = ada.Email });
        second.ShouldBe(HttpStatusCode.OK);
        second.Text("step.kind").ShouldBe("password");

        var wrong = await AnswerAsync(second, "password", new { password = "something else entirely" });
        wrong.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        wrong.Text("step.kind").ShouldBe("password");

        var done = await AnswerAsync(wrong, "password", new { password = TestServer.Password });
        done.ShouldBe(HttpStatusCode.OK);
        done.Text("user.id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer()
    {
        var ada = await server.SignUpAsync();

        var wrong = await StartAsync("sign_in", new { identifier = ada.Email, password = "not the password at all" });
        var unknown = await StartAsync("sign_in", new { identifier = NewEmail(), password = "not the password at all" });

        wrong.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        unknown.ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        unknown.Text("detail").ShouldBe(wrong.Text("detail"));
        StepOf(unknown).ShouldBe(StepOf(wrong));
        wrong.At("tokens").ShouldBeNull();
    }

    /// <summary>GHSA-c5c4-8r6x-56w3: an address with two domains (<c>a@evil.com@example.com</c>).</summary>
    [Trait("Advisory", "Addresses with two domains")]
    [Theory]
    [InlineData("", "correct horse battery staple", "Ada", "email")]
    [InlineData("ada", "correct horse battery staple", "Ada", "email")]
    [InlineData("a@evil.com@example.com", "correct horse battery staple", "Ada", "email")]
    [InlineData("ada@example.com", "", "Ada", "password")]
    [InlineData("ada@example.com", "short", "Ada", "password")]
    [InlineData("ada@example.com", "correct horse battery staple", "", "name")]
    [InlineData("ada@example.com", "correct horse battery staple", "A\nda", "name")]
    public async Task Sign_up_names_the_answer_that_is_wrong(string email, string password, string name, string field)
    {
        var answer = await StartAsync("sign_up", new { email, password, name });

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("step.kind").ShouldBe("prompt");
        answer.At("step.errors")![0]!["field"]!.GetValue<string>().ShouldBe(field);
    }

    [Fact]
    public async Task A_password_of_more_than_256_characters_is_refused()
    {
        var answer = await StartAsync("sign_up", new { email = NewEmail(), password = new string('x', 257), name = "Ada" });

        answer.ShouldBe(HttpStatusCode.BadRequest, "auth.password_length");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_refused_without_saying_so_and_changes_nothing()
    {
        var ada = await server.SignUpAsync();

        var again = await StartAsync("sign_up", new { email = ada.Email.ToUpperInvariant(), password = "tulips orbit a quiet volcano", name = "Eve" });

        again.ShouldBe(HttpStatusCode.BadRequest, "auth.sign_up_refused");
        again.At("tokens").ShouldBeNull();
        (await ada.GetAsync("/v1/me")).Text("name").ShouldBe("Ada");
        (await StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_sign_ups_at_once_with_one_address_exactly_one_succeeds()
    {
        var email = NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            StartAsync("sign_up", new { email, password = TestServer.Password, name = "Ada" })));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Code == "auth.sign_up_refused");
    }

    [Fact]
    public async Task A_flow_can_not_be_answered_with_another_secret_kind_or_id()
    {
        var flow = await StartAsync("sign_in", null);
        var other = await StartAsync("sign_in", null);

        (await AnswerAsync(flow, "password", new { password = "x" })).ShouldBe(HttpStatusCode.Conflict, "flow.wrong_step");
        (await server.Anonymous().PostAsync($"/v1/auth/flows/{flow.Text("id")}", new
        {
            kind = "identify",
            secret = other.Text("secret"),
            answers = new { identifier = "a@b.c" },
        })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await server.Anonymous().PostAsync($"/v1/auth/flows/{flow.Text("id")}", new
        {
            kind = "identify",
            secret = "forged!",
            answers = new { identifier = "a@b.c" },
        })).ShouldBe(HttpStatusCode.NotFound, "flow.not_found");
        (await StartAsync("recover", null)).ShouldBe(HttpStatusCode.BadRequest, "flow.unknown_type");
    }

    [Fact]
    public async Task Sign_in_for_an_organisation_gives_tokens_for_it_and_a_stranger_none()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var eve = await server.SignUpAsync("Eve");

        var entered = await StartAsync("sign_in", new { identifier = ada.Email, password = TestServer.Password, org });
        var refused = await StartAsync("sign_in", new { identifier = eve.Email, password = TestServer.Password, org });

        Jwt.Payload(entered.Text("tokens.accessToken"))["org"]!.GetValue<string>().ShouldBe(org);
        refused.ShouldBe(HttpStatusCode.BadRequest, "flow.invalid_answer");
        refused.At("tokens").ShouldBeNull();
    }

    [Fact]
    public async Task No_secret_is_ever_logged()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var (_, key) = await ada.NewKeyAsync(org, "app:read");
        var token = (await server.Anonymous().ExchangeAsync(key)).Text("access_token");
        await server.Anonymous().ExchangeAsync(key + "x");

        foreach (var secret in new[] { TestServer.Password, ada.AccessToken!, ada.RefreshToken, key, token })
        {
            server.Log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    // But for the address, which was typed.
    private static string StepOf(Answer flow)
    {
        var step = flow.At("step")!.DeepClone().AsObject();
        step.Remove("identifier").ShouldBeTrue();
        return step.ToJsonString();
    }

    private static string NewEmail() => $"{Guid.CreateVersion7():N}@example.com";

    private Task<Answer> StartAsync(string type, object? answers) =>
        server.Anonymous().PostAsync("/v1/auth/flows", answers is null ? new { type } : new { type, answers });

    private Task<Answer> AnswerAsync(Answer flow, string kind, object answers) =>
        server.Anonymous().PostAsync($"/v1/auth/flows/{flow.Text("id")}", new { kind, secret = flow.Text("secret"), answers });
}
