using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.RateLimits;

public sealed class SqliteMailboxLimitTests(SqliteLimitedServer server) : MailboxLimitTests(server, server), IClassFixture<SqliteLimitedServer>;

public sealed class PostgresMailboxLimitTests(PostgresLimitedServer server) : MailboxLimitTests(server, server), IClassFixture<PostgresLimitedServer>;

/// <summary>How many codes a mailbox gets, and that strangers use up none of its owner's.</summary>
public abstract class MailboxLimitTests(TestServer server, ILimitedServer limited)
{
    [Fact]
    public async Task Strangers_use_up_nothing_of_who_has_signed_in_from_where_they_are()
    {
        var (ada, home) = (await NewProvenAsync(), Places.Next());
        (await server.SignInFromAsync(home, ada.Email)).ShouldBe(HttpStatusCode.OK);
        await UseUpAsync(ada.Email);
        (await CountAsync(ada.Email, () => AskAsync(Places.Next(), ada.Email))).ShouldBe(0);

        (await CountAsync(ada.Email, () => AskAsync(home, ada.Email))).ShouldBe(1);
        (await CountAsync(ada.Email, () => AskAsync(home, ada.Email.ToUpperInvariant(), "recovery"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_network_is_known_from_a_sign_in_by_mail_on_and_for_thirty_days()
    {
        var (ada, home) = (await NewProvenAsync(), Places.Next());
        var sent = await AskAsync(home, ada.Email);
        var done = await server.From(home).PostAsync(
            $"/v1/auth/flows/{sent.Text("id")}",
            new { kind = "email_sent", secret = sent.Text("secret"), answers = new { code = await server.Mails.CodeToAsync(ada.Email) } });
        done.ShouldBe(HttpStatusCode.OK);
        done.Text("user.id").ShouldBe(ada.UserId);
        await UseUpAsync(ada.Email);
        (await CountAsync(ada.Email, () => AskAsync(home, ada.Email))).ShouldBe(1);

        limited.Clock.Advance(TimeSpan.FromDays(30));
        await UseUpAsync(ada.Email);
        (await CountAsync(ada.Email, () => AskAsync(home, ada.Email))).ShouldBe(0);
    }

    [Fact]
    public async Task Who_signs_in_to_their_own_account_makes_no_network_known_for_the_address_of_another()
    {
        var (ada, eve, place) = (await NewProvenAsync(), await NewProvenAsync(), Places.Next());
        (await AskAsync(place, ada.Email)).Text("step.identifier").ShouldBe(ada.Email);
        (await server.SignInFromAsync(place, eve.Email)).ShouldBe(HttpStatusCode.OK);

        await UseUpAsync(ada.Email);
        (await CountAsync(ada.Email, () => AskAsync(place, ada.Email))).ShouldBe(0);
    }

    [Fact]
    public async Task Of_fifty_at_once_from_one_network_five_are_mailed_and_from_ten_twenty()
    {
        var (ada, bob, place) = (await NewProvenAsync(), await NewProvenAsync(), Places.Next());
        var places = Enumerable.Range(0, 10).Select(_ => Places.Next()).ToList();

        (await CountAsync(ada.Email, async () => await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(place, ada.Email))))).ShouldBe(5);
        (await CountAsync(bob.Email, async () => await Task.WhenAll(Enumerable.Range(0, 50).Select(n => AskAsync(places[n % 10], bob.Email))))).ShouldBe(20);
    }

    [Fact]
    public async Task What_one_network_has_used_up_another_has_and_an_hour_brings_it_back()
    {
        var (ada, place) = (await NewProvenAsync(), Places.Next());
        await AskAsync(place, ada.Email, times: 7);

        (await CountAsync(ada.Email, () => AskAsync(place, ada.Email))).ShouldBe(0);
        (await CountAsync(ada.Email, () => AskAsync(Places.Next(), ada.Email))).ShouldBe(1);
        limited.Clock.Advance(TimeSpan.FromHours(1));
        (await CountAsync(ada.Email, () => AskAsync(place, ada.Email))).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_without_an_account_is_answered_alike_before_and_after_the_limit()
    {
        var (ada, nobody) = (await NewProvenAsync(), $"{Guid.CreateVersion7():N}@example.com");
        var (one, two) = (Places.Next(), Places.Next());

        for (var n = 0; n < 8; n++)
        {
            var (known, unknown) = (await AskAsync(one, ada.Email), await AskAsync(two, nobody));
            unknown.Status.ShouldBe(known.Status);
            Shape(unknown).ShouldBe(Shape(known));
        }

        (await server.Mails.ToAsync(nobody)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Strangers_use_up_nothing_of_who_proves_an_address_or_asks_for_another_primary_one()
    {
        var ada = await NewProvenAsync();
        var wanted = $"{Guid.CreateVersion7():N}@example.com";
        await UseUpAsync(ada.Email);
        await UseUpAsync(wanted);

        (await ada.PostAsync("/v1/me/emails", new { address = wanted })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{wanted}/verify", new { code = await server.Mails.CodeToAsync(wanted) })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.OK);
        (await server.Mails.ToAsync(ada.Email))[^1].Kind.ShouldBe("email_change_requested");
    }

    private async Task UseUpAsync(string address)
    {
        for (var n = 0; n < 5; n++)
        {
            await AskAsync(Places.Next(), address, times: 5);
        }
    }

    private async Task AskAsync(string place, string address, int times)
    {
        for (var n = 0; n < times; n++)
        {
            await AskAsync(place, address);
        }
    }

    private async Task<Answer> AskAsync(string place, string address, string type = "sign_in")
    {
        var answer = await server.From(place).PostAsync("/v1/auth/flows", new { type, answers = new { identifier = address, method = "email" } });
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text("step.kind").ShouldBe("email_sent");
        return answer;
    }

    private async Task<int> CountAsync(string address, Func<Task> work)
    {
        var before = (await server.Mails.ToAsync(address)).Count;
        await work();
        return (await server.Mails.ToAsync(address)).Count - before;
    }

    private async Task<Caller> NewProvenAsync()
    {
        var ada = await server.NewUserAsync();
        (await ada.PostAsync("/v1/me/emails", new { address = ada.Email })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{ada.Email}/verify", new { code = await server.Mails.CodeToAsync(ada.Email) })).ShouldBe(HttpStatusCode.OK);
        return ada;
    }

    // But for what was typed and when.
    private static string Shape(Answer flow)
    {
        var step = flow.At("step")!.DeepClone().AsObject();
        foreach (var name in new[] { "identifier", "resendAfter" })
        {
            step.Remove(name);
        }

        return step.ToJsonString();
    }
}
