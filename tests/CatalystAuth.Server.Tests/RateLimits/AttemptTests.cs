using System.Globalization;
using System.Net;
using CatalystAuth.Core.Attempts;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.RateLimits;

public sealed class SqliteAttemptTests(SqliteLimitedServer server) : AttemptTests(server, server), IClassFixture<SqliteLimitedServer>;

public sealed class PostgresAttemptTests(PostgresLimitedServer server) : AttemptTests(server, server), IClassFixture<PostgresLimitedServer>;

/// <summary>Two nodes with one database: what one counts the other knows, as it would after a restart.</summary>
public sealed class AttemptNodesTests
{
    [Fact]
    public async Task Another_node_lets_wait_who_failed_on_this_one()
    {
        await using var one = new FirstNode(null);
        await one.InitializeAsync();
        await using var two = new SecondNode(one);
        await two.InitializeAsync();
        var ada = await one.SignUpAsync();
        for (var n = 0; n < 5; n++)
        {
            (await one.SignInAsync(ada.Email, "not the password at all")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await two.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
    }
}

public abstract class AttemptTests(TestServer server, ILimitedServer limited)
{
    private const string Wrong = "not the password at all";

    [Fact]
    public async Task After_five_wrong_passwords_the_next_waits_twice_as_long_each_time_and_then_the_right_one_is_heard()
    {
        var (ada, place) = (await server.NewUserAsync(), Places.Next());
        await GuessAsync(place, ada.Email, 5);
        foreach (var seconds in new[] { 30, 60, 120 })
        {
            var waits = await server.SignInFromAsync(place, ada.Email);
            waits.ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
            RetryAfter(waits).ShouldBe(seconds);
            waits.At("tokens").ShouldBeNull();

            limited.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
            limited.Clock.Advance(TimeSpan.FromSeconds(1));
            (await server.SignInFromAsync(place, ada.Email, Wrong)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        limited.Clock.Advance(TimeSpan.FromSeconds(240));
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.OK);

        // All is forgotten then.
        await GuessAsync(place, ada.Email, 5);
        RetryAfter(await server.SignInFromAsync(place, ada.Email)).ShouldBe(30);
    }

    [Fact]
    public async Task One_network_can_not_lock_an_account_for_another()
    {
        var (ada, eve, elsewhere) = (await server.NewUserAsync(), Places.Next(), Places.Next());
        for (var n = 0; n < 20; n++)
        {
            await server.SignInFromAsync(eve, ada.Email, Wrong);
        }

        (await server.SignInFromAsync(eve, ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await server.SignInFromAsync(elsewhere, ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_networks_make_an_account_wait_but_not_where_it_is_known()
    {
        var (ada, home) = (await server.NewUserAsync(), Places.Next());
        (await server.SignInFromAsync(home, ada.Email)).ShouldBe(HttpStatusCode.OK);
        for (var n = 0; n < 5; n++)
        {
            await GuessAsync(Places.Next(), ada.Email, 4);
        }

        (await server.SignInFromAsync(Places.Next(), ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.SignInFromAsync(home, ada.Email, Wrong)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.SignInFromAsync(home, ada.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_password_tried_on_many_accounts_makes_the_network_wait_but_not_who_is_known_there()
    {
        var (ada, bob, place) = (await server.NewUserAsync(), await server.NewUserAsync(), Places.Next());
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.OK);
        for (var n = 0; n < 25; n++)
        {
            (await server.SignInFromAsync(place, $"{Guid.NewGuid():N}@example.com", Wrong)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await server.SignInFromAsync(place, bob.Email)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.OK);
        (await server.SignInFromAsync(Places.Next(), bob.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_password_tried_from_a_whole_subnet_makes_it_wait_but_not_who_is_known_there()
    {
        var (ada, bob, place) = (await server.NewUserAsync(), await server.NewUserAsync(), Places.Next());
        var others = Enumerable.Range(1, 3).Select(last => $"{place[..place.LastIndexOf('.')]}.{last}").ToArray();
        (await server.SignInFromAsync(others[2], ada.Email)).ShouldBe(HttpStatusCode.OK);
        for (var n = 0; n < 40; n++)
        {
            (await server.SignInFromAsync(others[n % 2], $"{Guid.NewGuid():N}@example.com", Wrong)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await server.SignInFromAsync(place, bob.Email)).ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        (await server.SignInFromAsync(others[2], ada.Email)).ShouldBe(HttpStatusCode.OK);
        (await server.SignInFromAsync(Places.Next(), bob.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_waits_like_one_that_does()
    {
        var (ada, nobody) = (await server.NewUserAsync(), $"{Guid.NewGuid():N}@example.com");
        var (one, two) = (Places.Next(), Places.Next());
        await GuessAsync(one, ada.Email, 5);
        await GuessAsync(two, nobody, 5);

        var known = await server.SignInFromAsync(one, ada.Email, Wrong);
        var unknown = await server.SignInFromAsync(two, nobody, Wrong);

        unknown.ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        RetryAfter(unknown).ShouldBe(RetryAfter(known));
        unknown.Text("detail").ShouldBe(known.Text("detail"));
    }

    [Fact]
    public async Task Of_fifty_guesses_at_once_five_are_looked_at()
    {
        var (ada, place) = (await server.NewUserAsync(), Places.Next());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PasswordStepAsync(ada.Email, place)));

        answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized).ShouldBe(5);
        answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests).ShouldBe(45);
        (await PasswordStepAsync(ada.Email, place, TestServer.Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task An_account_has_five_guesses_however_many_addresses_it_has_and_nobody_hears_that_two_are_of_one_person()
    {
        var (ada, place) = (await server.NewUserAsync(), Places.Next());
        var second = $"{Guid.NewGuid():N}@example.com";
        (await ada.PostAsync("/v1/me/emails", new { address = second })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{second}/verify", new { code = await server.Mails.CodeToAsync(second) })).ShouldBe(HttpStatusCode.OK);
        await GuessAsync(place, ada.Email, 4);
        await GuessAsync(place, second, 1);

        (await server.SignInFromAsync(place, second)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInFromAsync(place, ada.Email.ToUpperInvariant())).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Clock.Advance(TimeSpan.FromMinutes(5));
        (await server.SignInFromAsync(place, second)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_network_waits_a_wrong_password_gets_the_same_answer_whoever_is_known_there()
    {
        var (ada, bob, place) = (await server.NewUserAsync(), await server.NewUserAsync(), Places.Next());
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.OK);
        for (var n = 0; n < 25; n++)
        {
            await server.SignInFromAsync(place, $"{Guid.NewGuid():N}@example.com", Wrong);
        }

        foreach (var _ in Enumerable.Range(0, 7))
        {
            var answers = new[]
            {
                await server.SignInFromAsync(place, ada.Email, Wrong), await server.SignInFromAsync(place, bob.Email, Wrong),
            };
            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.TooManyRequests);
            answers.Select(RetryAfter).Distinct().ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_right_password_lets_nobody_else_wait()
    {
        var (ada, bob, place) = (await server.NewUserAsync(), await server.NewUserAsync(), Places.Next());
        for (var n = 0; n < 26; n++)
        {
            await server.SignInFromAsync(place, $"{Guid.NewGuid():N}@example.com", Wrong);
        }

        limited.Clock.Advance(TimeSpan.FromMinutes(15));
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.OK);
        (await server.SignInFromAsync(place, bob.Email)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_banned_waits_after_right_passwords_as_after_wrong_ones()
    {
        var (ada, place, admin) = (await server.NewUserAsync(), Places.Next(), await server.SignInAdminAsync());
        (await admin.PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "spam" })).Status.ShouldBe(HttpStatusCode.OK);

        for (var n = 0; n < 5; n++)
        {
            (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }

        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_step_up_counts_as_an_attempt_like_a_sign_in()
    {
        var (ada, place) = (await server.NewUserAsync(), Places.Next());
        var caller = server.From(place, ada.AccessToken);
        for (var n = 0; n < 5; n++)
        {
            (await caller.PostAsync("/v1/auth/step-up", new { password = Wrong })).ShouldBe(HttpStatusCode.Forbidden, "user.wrong_password");
        }

        var waits = await caller.PostAsync("/v1/auth/step-up", new { password = TestServer.Password });
        waits.ShouldBe(HttpStatusCode.TooManyRequests, "auth.too_many_attempts");
        RetryAfter(waits).ShouldBe(30);
        (await server.SignInFromAsync(place, ada.Email)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await caller.SendAsync(HttpMethod.Delete, "/v1/me", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.TooManyRequests);
        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_counted_names_nobody_and_is_forgotten_after_a_day()
    {
        var (ada, place) = (await server.NewUserAsync(), Places.Next());
        await GuessAsync(place, ada.Email, 2);
        var counted = await CountersAsync();
        counted.ShouldNotBeEmpty();
        counted.ShouldAllBe(counter => counter.Subject.Length == 32 && counter.Subject.All(char.IsAsciiHexDigitLower));

        limited.Clock.Advance(AttemptCounter.Memory + TimeSpan.FromMinutes(1));
        await using (var scope = server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ForgetAttempts>().RunAsync(TestContext.Current.CancellationToken);
        }

        var left = await CountersAsync();
        left.ShouldAllBe(counter => counter.TrustedUntil != null);
    }

    private async Task GuessAsync(string place, string identifier, int times)
    {
        for (var n = 0; n < times; n++)
        {
            (await server.SignInFromAsync(place, identifier, Wrong)).ShouldBe(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }
    }

    private Task<Answer> PasswordStepAsync(string identifier, string place, string password = Wrong) => server.SignInFromAsync(place, identifier, password);

    private Task<List<AttemptCounter>> CountersAsync() =>
        server.WithAsync((_, context) => context.AttemptCounters.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));

    private static int RetryAfter(Answer answer) => int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
}
