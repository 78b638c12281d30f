using System.Net;
using CatalystAuth.Core.Users;
using CatalystAuth.Server.Tests.Flows;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.Accounts;

/// <summary>What time does to accounts.</summary>
public sealed class AccountClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task Who_can_not_read_the_old_address_waits_a_week_in_which_it_is_told_twice()
    {
        var (ada, wanted, _) = await server.AskForChangeAsync();
        await server.AdvanceAsync(TimeSpan.FromDays(4));
        await RemindAsync();
        (await server.KindsToAsync(ada.Email)).Count(kind => kind == "email_change_requested").ShouldBe(1);

        await server.AdvanceAsync(TimeSpan.FromDays(2));
        await RemindAsync();
        await RemindAsync();
        (await server.KindsToAsync(ada.Email)).Count(kind => kind == "email_change_requested").ShouldBe(2);
        var again = await ReturnAsync(ada.Email);
        (await again.PostAsync($"/v1/me/emails/{wanted}/primary")).At("primary")!.GetValue<bool>().ShouldBeFalse();

        await server.AdvanceAsync(TimeSpan.FromDays(1));
        var later = await ReturnAsync(ada.Email);
        (await later.PostAsync($"/v1/me/emails/{wanted}/primary")).At("primary")!.GetValue<bool>().ShouldBeTrue();
        (await server.KindsToAsync(ada.Email))[^1].ShouldBe("email_changed");
    }

    [Fact]
    public async Task An_address_that_was_replaced_stays_for_a_week()
    {
        var (ada, wanted, token) = await server.AskForChangeAsync();
        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.NoContent);

        (await ada.DeleteAsync($"/v1/me/emails/{ada.Email}")).ShouldBe(HttpStatusCode.Conflict, "user.email_was_primary");
        await server.AdvanceAsync(TimeSpan.FromDays(7));
        var later = await ReturnAsync(wanted);
        (await later.DeleteAsync($"/v1/me/emails/{ada.Email}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_link_of_the_second_mail_stops_it_and_after_two_weeks_nothing_waits()
    {
        var (ada, wanted, _) = await server.AskForChangeAsync();
        await server.AdvanceAsync(TimeSpan.FromDays(6));
        await RemindAsync();
        (await server.LinkAsync("email-change/refuse", await server.Mails.TokenToAsync(ada.Email))).ShouldBe(HttpStatusCode.NoContent);

        var (bob, other, token) = await server.AskForChangeAsync();
        await server.AdvanceAsync(TimeSpan.FromDays(14));
        (await server.LinkAsync("email-change/confirm", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
        var again = await ReturnAsync(bob.Email);
        (await again.PostAsync($"/v1/me/emails/{other}/primary")).At("primary")!.GetValue<bool>().ShouldBeFalse();
        wanted.ShouldNotBe(other);
    }

    [Fact]
    public async Task Who_stops_it_late_is_rid_of_every_address_that_was_new_when_it_was_asked_for()
    {
        var (ada, _, token) = await server.AskForChangeAsync();
        await server.AddAddressAsync(ada);
        await server.AdvanceAsync(TimeSpan.FromDays(8));

        (await server.LinkAsync("email-change/refuse", token)).ShouldBe(HttpStatusCode.NoContent);

        var again = await ReturnAsync(ada.Email);
        (await again.GetAsync("/v1/me/emails")).Items().Select(email => email["address"]!.GetValue<string>()).ShouldBe([ada.Email]);
    }

    [Fact]
    public async Task An_address_opens_the_account_by_mail_after_a_week()
    {
        var ada = await server.SignUpProvenAsync();
        var added = await server.AddAddressAsync(ada);
        await server.AdvanceAsync(TimeSpan.FromDays(7));

        await server.StartAsync("recovery", new { identifier = added });

        (await server.KindsToAsync(added))[^1].ShouldBe("recovery");
    }

    [Fact]
    public async Task What_matters_needs_a_proof_that_is_not_old()
    {
        var (ada, wanted, _) = await server.AskForChangeAsync();
        await server.AdvanceAsync(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        var later = new Caller(server.NewHttpClient(), (await ada.RefreshAsync(ada.RefreshToken)).Text("access_token"));

        foreach (var answer in new[]
        {
            await later.PostAsync($"/v1/me/emails/{wanted}/primary"), await later.DeleteAsync($"/v1/me/emails/{wanted}/primary"),
            await later.GetAsync("/v1/me/export"), await later.SendAsync(HttpMethod.Delete, "/v1/me", new { }),
        })
        {
            answer.ShouldBe(HttpStatusCode.Unauthorized, "auth.step_up_required");
        }

        (await later.SendAsync(HttpMethod.Delete, "/v1/me", new { password = TestServer.Password })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_link_that_lets_try_again_works_for_half_an_hour()
    {
        var ada = await server.SignUpProvenAsync();
        for (var i = 0; i < 5; i++)
        {
            await server.SignInAsync(ada.Email, "not the password at all");
        }

        var token = await server.Mails.TokenToAsync(ada.Email);
        await server.AdvanceAsync(TimeSpan.FromMinutes(30));

        (await server.LinkAsync("unlock", token)).ShouldBe(HttpStatusCode.Gone, "user.invalid_link");
    }

    private async Task<Caller> ReturnAsync(string address)
    {
        var answer = await server.SignInAsync(address);
        answer.ShouldBe(HttpStatusCode.OK);
        return Caller.Of(server.NewHttpClient(), answer);
    }

    private async Task RemindAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Core.Actors.CallContext>().Actor = new Core.Actors.Actor.System();
        await scope.ServiceProvider.GetRequiredService<RemindEmailChanges>().RunAsync(CancellationToken.None);
    }
}
