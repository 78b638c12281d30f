using System.Net;
using CatalystAuth.Server.Tests.Factors;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Accounts;

public sealed class SqliteEmailChangeTests(SqliteServer server) : EmailChangeTests(server);

public sealed class PostgresEmailChangeTests(PostgresServer server) : EmailChangeTests(server);

/// <summary>Another primary address, when there is one that its owner has proven.</summary>
public abstract class EmailChangeTests(TestServer server)
{
    [Fact]
    public async Task It_is_made_when_the_old_address_agrees_and_once()
    {
        var ada = await server.SignUpProvenAsync();
        var wanted = await server.AddAddressAsync(ada);

        var asked = await ada.PostAsync($"/v1/me/emails/{wanted}/primary");

        asked.ShouldBe(HttpStatusCode.OK);
        asked.At("primary")!.GetValue<bool>().ShouldBeFalse();
        asked.At("change.possibleFrom").ShouldNotBeNull();
        (await ada.GetAsync("/v1/me")).Text("email").ShouldBe(ada.Email);
        (await ada.GetAsync("/v1/me/emails")).Items().Count(email => email["change"] is not null).ShouldBe(1);
        var token = await server.Mails.TokenToAsync(ada.Email);
        (await server.Mails.ToAsync(wanted)).ShouldNotContain(mail => mail.Text.Contains(token, StringComparison.Ordinal));
        var preview = await server.LinkAsync("email-change/preview", token);
        (preview.Text("oldAddress"), preview.Text("newAddress")).ShouldBe((ada.Email, wanted));

        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync("/v1/me")).Text("email").ShouldBe(wanted);
        (await server.SignInAsync(wanted)).Text("user.id").ShouldBe(ada.UserId);
        (await server.KindsToAsync(ada.Email))[^1].ShouldBe("email_changed");
        (await server.KindsToAsync(wanted))[^1].ShouldBe("email_changed");
        foreach (var path in new[] { "preview", "confirm", "refuse" })
        {
            (await server.LinkAsync($"email-change/{path}", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        }

        (await server.ActionsAsync(ada.UserId)).ShouldContain("user.email_change_requested");
        (await server.ActionsAsync(ada.UserId)).ShouldContain("user.email_primary_changed");
        server.Log.Lines.ShouldAllBe(line => !line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_did_not_ask_stops_it_with_the_sessions_and_the_address_of_whoever_did()
    {
        var (ada, wanted, token) = await server.AskForChangeAsync();

        (await server.LinkAsync("email-change/refuse", token)).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.RefreshAsync(ada.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest);
        var again = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));
        (await again.GetAsync("/v1/me/emails")).Items().Select(email => email["address"]!.GetValue<string>()).ShouldBe([ada.Email]);
        (await server.LinkAsync("email-change/refuse", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await server.SignInAsync(wanted)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.ActionsAsync(ada.UserId)).ShouldContain("user.email_change_stopped");
    }

    [Fact]
    public async Task Who_stops_it_in_their_own_session_goes_on_with_that()
    {
        var (ada, _, token) = await server.AskForChangeAsync();
        var other = Caller.Of(server.NewHttpClient(), await server.SignInAsync(ada.Email));

        (await ada.PostAsync("/v1/account-links/email-change/refuse", new { token })).ShouldBe(HttpStatusCode.NoContent);

        (await ada.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync("/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_address_that_is_new_opens_the_account_by_no_mail()
    {
        var ada = await server.SignUpProvenAsync();
        var added = await server.AddAddressAsync(ada);

        (await server.KindsToAsync(ada.Email))[^1].ShouldBe("addresses_changed");
        var before = (await server.Mails.ToAsync(added)).Count;
        (await server.StartAsync("recovery", new { identifier = added })).Text("step.kind").ShouldBe("email_sent");
        (await server.StartAsync("sign_in", new { identifier = added, method = "email" })).Text("step.kind").ShouldBe("email_sent");

        (await server.Mails.ToAsync(added)).Count.ShouldBe(before);
        (await server.SignInAsync(added)).Text("user.id").ShouldBe(ada.UserId);
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts()
    {
        var (ada, wanted, token) = await server.AskForChangeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => server.LinkAsync(i % 2 == 0 ? "email-change/confirm" : "email-change/refuse", token)));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.Code == "user.invalid_link").ShouldBe(5);
        var signedIn = await server.SignInAsync(ada.Email);
        signedIn.Text("user.email").ShouldBeOneOf(ada.Email, wanted);
    }

    [Fact]
    public async Task Many_requests_at_once_are_one_change()
    {
        var ada = await server.SignUpProvenAsync();
        var wanted = await server.AddAddressAsync(ada);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.PostAsync($"/v1/me/emails/{wanted}/primary")));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await server.ActionsAsync(ada.UserId)).Count(action => action == "user.email_change_requested").ShouldBe(1);
        (await server.LinkAsync("email-change/confirm", await server.Mails.TokenToAsync(ada.Email))).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task It_is_taken_back_by_who_asked_and_ends_with_all_sessions_or_with_the_address()
    {
        var (ada, wanted, token) = await server.AskForChangeAsync();
        (await ada.DeleteAsync($"/v1/me/emails/{ada.Email}/primary")).ShouldBe(HttpStatusCode.NotFound, "user.no_email_change");
        (await ada.DeleteAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.NotFound, "user.no_email_change");
        (await ada.DeleteAsync("/v1/me/emails/nobody@example.com/primary")).ShouldBe(HttpStatusCode.NotFound, "user.email_not_found");
        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");

        (await ada.PostAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.OK);
        var second = await server.Mails.TokenToAsync(ada.Email);
        (await ada.PostAsync("/v1/me/sessions/revoke-others")).ShouldBe(HttpStatusCode.OK);
        (await server.LinkAsync("email-change/confirm", second)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await ada.GetAsync("/v1/me/emails")).Items().ShouldAllBe(email => email["change"] == null);

        (await ada.PostAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.OK);
        var third = await server.Mails.TokenToAsync(ada.Email);
        (await ada.DeleteAsync($"/v1/me/emails/{wanted}")).ShouldBe(HttpStatusCode.NoContent);
        (await server.LinkAsync("email-change/confirm", third)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await server.KindsToAsync(wanted))[^1].ShouldBe("addresses_changed");
    }

    [Fact]
    public async Task Another_wish_takes_the_place_of_the_first_and_its_link_is_void()
    {
        var (ada, _, token) = await server.AskForChangeAsync();
        var other = await server.AddAddressAsync(ada);
        (await ada.PostAsync($"/v1/me/emails/{other}/primary")).ShouldBe(HttpStatusCode.OK);

        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await server.LinkAsync("email-change/confirm", await server.Mails.TokenToAsync(ada.Email))).ShouldBe(HttpStatusCode.NoContent);
        (await ada.GetAsync("/v1/me")).Text("email").ShouldBe(other);
    }

    [Fact]
    public async Task A_link_of_who_is_banned_or_gone_does_nothing()
    {
        var (ada, _, token) = await server.AskForChangeAsync();
        var admin = await server.SignInAdminAsync();
        (await admin.PostAsync($"/v1/users/{ada.UserId}/ban", new { reason = "test" })).ShouldBe(HttpStatusCode.OK);
        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");

        (await admin.DeleteAsync($"/v1/users/{ada.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        (await server.LinkAsync("email-change/refuse", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAA_-not-a-token")]
    [InlineData("ä")]
    public async Task What_is_no_link_of_ours_is_refused_alike(string token)
    {
        foreach (var path in new[] { "email-change/preview", "email-change/confirm", "email-change/refuse", "unlock" })
        {
            (await server.LinkAsync(path, token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
            (await server.LinkAsync(path, new string('a', 5000))).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        }
    }

    [Fact]
    public async Task A_link_is_good_for_its_purpose_alone_and_not_when_it_was_changed()
    {
        var (_, _, token) = await server.AskForChangeAsync();
        (await server.LinkAsync("unlock", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");

        var changed = (token[0] == 'A' ? "B" : "A") + token[1..];
        (await server.LinkAsync("email-change/confirm", changed)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_old_mailbox_is_not_flooded_and_who_adds_addresses_neither()
    {
        var (ada, wanted, _) = await server.AskForChangeAsync();
        var answers = new List<Answer>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await ada.PostAsync($"/v1/me/emails/{wanted}/primary"));
        }

        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests, "request.rate_limited");
        answers[^1].Headers.RetryAfter.ShouldNotBeNull();

        var eve = await server.SignUpAsync("Eve");
        var added = new List<Answer>();
        for (var i = 0; i < 21; i++)
        {
            var address = FlowCalls.NewEmail();
            added.Add(await eve.PostAsync("/v1/me/emails", new { address }));
            await eve.DeleteAsync($"/v1/me/emails/{address}");
        }

        added.Take(20).ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        added[^1].ShouldBe(HttpStatusCode.TooManyRequests, "request.rate_limited");
    }

    [Fact]
    public async Task An_address_that_nobody_has_proven_has_no_say()
    {
        var ada = await server.SignUpAsync();
        var wanted = await server.AddAddressAsync(ada);

        (await ada.PostAsync($"/v1/me/emails/{wanted}/primary")).At("primary")!.GetValue<bool>().ShouldBeTrue();

        (await server.KindsToAsync(ada.Email))[^1].ShouldBe("email_changed");
    }

    [Fact]
    public async Task Nobody_changes_it_who_is_not_the_user()
    {
        var (ada, wanted, _) = await server.AskForChangeAsync();
        var eve = await server.SignUpAsync("Eve");

        (await eve.PostAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.NotFound, "user.email_not_found");
        (await eve.DeleteAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.NotFound, "user.email_not_found");
        (await server.Anonymous().PostAsync($"/v1/me/emails/{wanted}/primary")).ShouldBe(HttpStatusCode.Unauthorized);
        var org = await ada.NewOrgAsync();
        var admin = await server.SignInAdminAsync();
        var acting = await admin.PostAsync($"/v1/users/{ada.UserId}/impersonate", new { reason = "Ticket 42", org, write = true });
        if (acting.Status == HttpStatusCode.OK)
        {
            var impersonator = new Caller(server.NewHttpClient(), acting.Text("accessToken"));
            (await impersonator.PostAsync($"/v1/me/emails/{wanted}/primary")).Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized);
        }
    }
}
