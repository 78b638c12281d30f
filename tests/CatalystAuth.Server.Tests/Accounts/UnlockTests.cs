using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Accounts;

public sealed class SqliteUnlockTests(SqliteServer server) : UnlockTests(server);

public sealed class PostgresUnlockTests(PostgresServer server) : UnlockTests(server);

/// <summary>Passwords that have to wait, and the mail with which their owner need not.</summary>
public abstract class UnlockTests(TestServer server)
{
    private const string Wrong = "not the password at all";

    [Fact]
    public async Task The_owner_gets_a_link_that_lets_their_program_try_again_once()
    {
        var ada = await server.SignUpProvenAsync();
        await GuessAsync(ada.Email, 5);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.KindsToAsync(ada.Email))[^1].ShouldBe("unlock");
        var token = await server.Mails.TokenToAsync(ada.Email);

        (await server.LinkAsync("unlock", token)).ShouldBe(HttpStatusCode.NoContent);

        (await SignInAsync(ada.Email, TestServer.Password, "curl/8")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(ada.Email, TestServer.Password, "curl/8")).ShouldBe(HttpStatusCode.OK);
        (await server.LinkAsync("unlock", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await server.ActionsAsync(ada.UserId)).ShouldContain("user.unlocked");
        server.Log.Lines.ShouldAllBe(line => !line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_right_password_at_the_limit_is_no_reason_for_a_mail()
    {
        var ada = await server.SignUpProvenAsync();
        await GuessAsync(ada.Email, 4);

        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.OK);

        (await server.KindsToAsync(ada.Email)).ShouldNotContain("unlock");
        await GuessAsync(ada.Email, 5);
        (await server.KindsToAsync(ada.Email)).Count(kind => kind == "unlock").ShouldBe(1);
    }

    [Fact]
    public async Task Five_more_are_heard_and_no_others_also_at_once()
    {
        var ada = await server.SignUpProvenAsync();
        await GuessAsync(ada.Email, 5);
        (await server.LinkAsync("unlock", await server.Mails.TokenToAsync(ada.Email))).ShouldBe(HttpStatusCode.NoContent);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.SignInAsync(ada.Email, Wrong)));

        guesses.Count(guess => guess.Code == "auth.invalid_credentials").ShouldBe(5);
        guesses.Count(guess => guess.Code == "auth.too_many_attempts").ShouldBe(7);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_link_that_is_used_many_times_at_once_works_once()
    {
        var ada = await server.SignUpProvenAsync();
        await GuessAsync(ada.Email, 5);
        var token = await server.Mails.TokenToAsync(ada.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.LinkAsync("unlock", token)));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "user.invalid_link").ShouldBe(5);
    }

    [Fact]
    public async Task Only_the_browser_in_which_it_is_used_gains_from_it()
    {
        var ada = await server.SignUpProvenAsync();
        await GuessAsync(ada.Email, 5);
        using var home = new Browser(server);
        using var elsewhere = new Browser(server);
        var (here, there) = (await home.StartAsync("sign_in", new { identifier = ada.Email }), await elsewhere.StartAsync("sign_in", new { identifier = ada.Email }));
        (await home.AnswerAsync(here, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.TooManyRequests);

        (await home.SendAsync(HttpMethod.Post, "/v1/account-links/unlock", new { token = await server.Mails.TokenToAsync(ada.Email) })).ShouldBe(HttpStatusCode.NoContent);

        (await elsewhere.AnswerAsync(there, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.TooManyRequests);
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await home.AnswerAsync(here, new { password = Wrong })).ShouldBe(HttpStatusCode.Unauthorized);
        (await home.AnswerAsync(here, new { password = TestServer.Password })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_hears_whether_there_is_an_account_and_an_unproven_address_gets_no_mail()
    {
        var (ada, eve, nobody) = (await server.SignUpProvenAsync(), await server.SignUpAsync("Eve"), FlowCalls.NewEmail());
        var seen = new List<string>();
        foreach (var address in new[] { ada.Email, eve.Email, nobody })
        {
            var answers = new List<Answer>();
            for (var i = 0; i < 7; i++)
            {
                answers.Add(await server.SignInAsync(address, Wrong));
            }

            seen.Add(string.Join(' ', answers.Select(answer => $"{answer.Status}:{answer.Code}")));
        }

        seen.Distinct().Count().ShouldBe(1);
        (await server.KindsToAsync(ada.Email)).Count(kind => kind == "unlock").ShouldBe(1);
        (await server.Mails.ToAsync(eve.Email)).ShouldBeEmpty();
        (await server.Mails.ToAsync(nobody)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_guesses_at_one_account_gains_nothing_by_the_link_of_another()
    {
        var (ada, eve) = (await server.SignUpProvenAsync(), await server.SignUpProvenAsync());
        await GuessAsync(ada.Email, 5);
        await GuessAsync(eve.Email, 5);

        (await server.LinkAsync("unlock", await server.Mails.TokenToAsync(eve.Email))).ShouldBe(HttpStatusCode.NoContent);

        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await server.SignInAsync(eve.Email)).ShouldBe(HttpStatusCode.OK);
    }

    private async Task GuessAsync(string address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await server.SignInAsync(address, Wrong)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }
    }

    private async Task<Answer> SignInAsync(string identifier, string password, string program)
    {
        using var http = server.NewHttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd(program);
        return await new Caller(http, null).PostAsync("/v1/auth/flows", new { type = "sign_in", answers = new { identifier, password } });
    }
}
