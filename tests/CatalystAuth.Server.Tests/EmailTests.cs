using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests;

public sealed class SqliteEmailTests(SqliteServer server) : EmailTests(server);

public sealed class PostgresEmailTests(PostgresServer server) : EmailTests(server);

public abstract class EmailTests(TestServer server)
{
    [Fact]
    public async Task A_proven_address_signs_in_and_can_become_the_primary_one()
    {
        var ada = await server.SignUpAsync();
        var other = NewAddress();
        var added = await ada.PostAsync("/v1/me/emails", new { address = other });
        added.ShouldBe(HttpStatusCode.Created);
        added.At("verified")!.GetValue<bool>().ShouldBeFalse();
        (await server.SignInAsync(other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.PostAsync($"/v1/me/emails/{other}/primary")).ShouldBe(HttpStatusCode.Conflict, "user.email_unverified");

        (await ada.PostAsync($"/v1/me/emails/{other}/verify", new { code = await server.Mails.CodeToAsync(other) })).ShouldBe(HttpStatusCode.OK);

        (await server.SignInAsync(other.ToUpperInvariant())).Text("user.id").ShouldBe(ada.UserId);
        (await ada.PostAsync($"/v1/me/emails/{added.Text("id")}/primary")).ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/v1/me")).Text("email").ShouldBe(other);
        (await server.SignInAsync(other)).Text("user.email").ShouldBe(other);

        // The old one was never proven, so it signs in no longer and belongs to nobody.
        (await server.SignInAsync(ada.Email)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.GetAsync("/v1/me/emails")).Items().Count(email => email["primary"]!.GetValue<bool>()).ShouldBe(1);
        (await ada.DeleteAsync($"/v1/me/emails/{other}")).ShouldBe(HttpStatusCode.Conflict, "user.email_primary");
        (await ada.DeleteAsync($"/v1/me/emails/{ada.Email}")).ShouldBe(HttpStatusCode.NoContent);
        (await ada.DeleteAsync($"/v1/me/emails/{ada.Email}")).ShouldBe(HttpStatusCode.NotFound, "user.email_not_found");
    }

    [Fact]
    public async Task The_address_of_the_sign_up_is_proven_by_a_code_too()
    {
        var ada = await server.SignUpAsync();
        (await ada.PostAsync("/v1/me/emails", new { address = ada.Email })).ShouldBe(HttpStatusCode.Created);

        // As people write it who read it out to themselves.
        var code = await server.Mails.CodeToAsync(ada.Email);
        (await ada.PostAsync($"/v1/me/emails/{ada.Email}/verify", new { code = $" {code[..4]}-{code[4..]} " })).ShouldBe(HttpStatusCode.OK);

        (await ada.GetAsync("/v1/me")).At("emailVerified")!.GetValue<bool>().ShouldBeTrue();
        (await ada.PostAsync("/v1/me/emails", new { address = ada.Email })).ShouldBe(HttpStatusCode.Conflict, "user.email_exists");
    }

    [Fact]
    public async Task What_somebody_else_has_is_added_like_any_other_and_can_not_be_proven()
    {
        var ada = await server.SignUpAsync();
        var eve = await server.SignUpAsync("Eve");
        var free = NewAddress();

        var taken = await eve.PostAsync("/v1/me/emails", new { address = ada.Email });
        var fresh = await eve.PostAsync("/v1/me/emails", new { address = free });

        taken.ShouldBe(HttpStatusCode.Created);
        taken.Json!.AsObject().Select(member => member.Key).ShouldBe(fresh.Json!.AsObject().Select(member => member.Key));
        var right = await eve.PostAsync($"/v1/me/emails/{taken.Text("id")}/verify", new { code = await server.Mails.CodeToAsync(ada.Email) });
        var wrong = await eve.PostAsync($"/v1/me/emails/{fresh.Text("id")}/verify", new { code = "not it" });
        right.ShouldBe(HttpStatusCode.BadRequest, "user.invalid_email_code");
        right.Text("detail").ShouldBe(wrong.Text("detail"));
        (await server.SignInAsync(ada.Email)).Text("user.id").ShouldBe(ada.UserId);
        (await ada.GetAsync("/v1/me/emails")).Items().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_can_not_be_made_with_an_address_that_another_has_proven()
    {
        var ada = await server.SignUpAsync();
        var other = NewAddress();
        (await ada.PostAsync("/v1/me/emails", new { address = other })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{other}/verify", new { code = await server.Mails.CodeToAsync(other) })).ShouldBe(HttpStatusCode.OK);

        var answer = await server.Anonymous().PostAsync("/v1/auth/flows", new
        {
            type = "sign_up",
            answers = new { email = other.ToUpperInvariant(), password = TestServer.Password, name = "Eve" },
        });

        answer.Body.ShouldContain("auth.sign_up_refused");
    }

    [Fact]
    public async Task A_mailbox_is_not_flooded_by_who_adds_its_address()
    {
        var (ada, address) = (await server.SignUpAsync(), NewAddress());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ada.PostAsync("/v1/me/emails", new { address })));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(10);
        var refused = await ada.PostAsync("/v1/me/emails", new { address = address.ToUpperInvariant() });
        refused.ShouldBe(HttpStatusCode.TooManyRequests, "request.rate_limited");
        refused.Headers.RetryAfter.ShouldNotBeNull();

        // What one has used another still has, until their network has sent thirty.
        for (var i = 0; i < 2; i++)
        {
            var eve = await server.SignUpAsync("Eve");
            for (var n = 0; n < 10; n++)
            {
                (await eve.PostAsync("/v1/me/emails", new { address })).ShouldBe(HttpStatusCode.Created);
            }
        }

        (await (await server.SignUpAsync("Mallory")).PostAsync("/v1/me/emails", new { address })).ShouldBe(HttpStatusCode.TooManyRequests, "request.rate_limited");
        (await server.Mails.ToAsync(address)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Of_many_who_prove_one_address_at_once_one_has_it()
    {
        var shared = NewAddress();
        var callers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.SignUpAsync()));
        var codes = new List<(Caller Caller, string Code)>();
        foreach (var caller in callers)
        {
            (await caller.PostAsync("/v1/me/emails", new { address = shared })).ShouldBe(HttpStatusCode.Created);
            codes.Add((caller, await server.Mails.CodeToAsync(shared)));
        }

        var answers = await Task.WhenAll(codes.Select(entry => entry.Caller.PostAsync($"/v1/me/emails/{shared}/verify", new { code = entry.Code })));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Code == "user.invalid_email_code").ShouldBe(3);
    }

    [Fact]
    public async Task A_code_works_once_and_five_wrong_tries_end_it_also_at_once()
    {
        var ada = await server.SignUpAsync();
        var other = NewAddress();
        (await ada.PostAsync("/v1/me/emails", new { address = other })).ShouldBe(HttpStatusCode.Created);
        var code = await server.Mails.CodeToAsync(other);
        var wrong = code == "00000000" ? "11111111" : "00000000";

        var tries = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ada.PostAsync($"/v1/me/emails/{other}/verify", new { code = wrong })));

        tries.ShouldAllBe(answer => answer.Code == "user.invalid_email_code");
        (await ada.PostAsync($"/v1/me/emails/{other}/verify", new { code })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_email_code");
        (await ada.PostAsync("/v1/me/emails", new { address = other })).ShouldBe(HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{other}/verify", new { code = await server.Mails.CodeToAsync(other) })).ShouldBe(HttpStatusCode.OK);
        (await ada.PostAsync($"/v1/me/emails/{other}/verify", new { code = await server.Mails.CodeToAsync(other) })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_email_code");
    }

    [Fact]
    public async Task An_account_has_at_most_ten_addresses_also_when_they_come_at_once()
    {
        var ada = await server.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ada.PostAsync("/v1/me/emails", new { address = NewAddress() })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(9);
        answers.Count(answer => answer.Code == "user.too_many_emails").ShouldBe(3);
        (await ada.GetAsync("/v1/me/emails")).Items().Count.ShouldBe(10);
    }

    [Fact]
    public async Task One_address_that_is_added_many_times_at_once_is_there_once()
    {
        var ada = await server.SignUpAsync();
        var other = NewAddress();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ada.PostAsync("/v1/me/emails", new { address = other })));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        (await ada.GetAsync("/v1/me/emails")).Items().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b@c")]
    [InlineData("a\u0000@example.com")]
    public async Task What_is_no_address_is_refused(string address)
    {
        var ada = await server.SignUpAsync();
        (await ada.PostAsync("/v1/me/emails", new { address })).ShouldBe(HttpStatusCode.BadRequest, "user.invalid_email");
    }

    [Fact]
    public async Task Nobody_reaches_the_addresses_of_another_and_no_log_has_a_code()
    {
        var ada = await server.SignUpAsync();
        var other = NewAddress();
        var added = await ada.PostAsync("/v1/me/emails", new { address = other });
        var eve = await server.SignUpAsync("Eve");
        var code = await server.Mails.CodeToAsync(other);

        (await eve.DeleteAsync($"/v1/me/emails/{added.Text("id")}")).ShouldBe(HttpStatusCode.NotFound, "user.email_not_found");
        (await eve.PostAsync($"/v1/me/emails/{other}/verify", new { code })).ShouldBe(HttpStatusCode.NotFound, "user.email_not_found");
        server.Log.Lines.ShouldAllBe(line => !line.Contains(code, StringComparison.Ordinal));
    }

    private static string NewAddress() => $"more-{Guid.CreateVersion7():N}@example.org";
}
