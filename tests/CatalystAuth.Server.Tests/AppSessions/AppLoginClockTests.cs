using System.Net;
using CatalystAuth.Core.Sessions;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace CatalystAuth.Server.Tests.AppSessions;

/// <summary>How long each step of signing in at an app is good for.</summary>
public sealed class AppLoginClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    [Fact]
    public async Task A_code_is_good_for_a_minute_and_a_request_for_ten_and_then_it_begins_anew()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        var request = (await browser.OpenAsync($"{house.Url}/reports")).Location!;
        var callback = (await browser.OpenAsync(request)).Location!;

        await server.AdvanceAsync(TimeSpan.FromSeconds(60));
        var late = await browser.OpenAsync(callback);
        late.Location.ShouldStartWith($"{AppHouse.Portal}/forward-auth/authorize?request=");
        browser.CookieOf("app.localhost", AppHouse.AppCookie).ShouldBeNull();

        await server.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await browser.OpenAsync(request)).Location.ShouldBe($"{house.Url}/reports");
        (await browser.FollowAsync(request)).Url.ShouldBe($"{house.Url}/reports");
    }

    [Fact]
    public async Task A_session_at_the_app_is_refreshed_unseen_and_ends_with_that_at_the_portal()
    {
        await using var house = await AppHouse.BuildAsync(server);
        using var browser = await house.SignInAsync(house.Owner);
        (await browser.FollowAsync($"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

        for (var day = 0; day < 10; day++)
        {
            await server.AdvanceAsync(TimeSpan.FromDays(8));
            browser.Forget("app.localhost", "__Host-catalyst_decision");
            (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.OK);

            // What was seen is written behind.
            await server.Services.GetRequiredService<SessionActivity>().WriteAsync(CancellationToken.None);
        }

        await server.AdvanceAsync(TimeSpan.FromDays(11));
        browser.Forget("app.localhost", "__Host-catalyst_decision");
        (await browser.FetchAsync(HttpMethod.Get, $"{house.Url}/reports")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FollowAsync($"{house.Url}/reports")).Url.ShouldStartWith($"{AppHouse.Portal}/sign-in");
    }
}
