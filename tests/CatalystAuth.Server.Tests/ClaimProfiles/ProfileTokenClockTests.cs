using System.Net;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.ClaimProfiles;

public sealed class ProfileTokenClockTests(ClockServer server) : IClassFixture<ClockServer>
{
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    [Fact]
    public async Task A_token_lives_no_longer_than_its_session()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        (await ada.PutAsync($"/v1/orgs/{org}/claim-profiles/there", new { profile = "hasura", settings = new { otherwise = "user", lifetime = 3600 } }))
            .ShouldBe(HttpStatusCode.OK);
        var inside = await server.EnterAsync(ada, org);
        (await AskAsync(inside.AccessToken!)).Json!["expires_in"]!.GetValue<int>().ShouldBe(3600);

        // To ten minutes before the session ends, three months after it began.
        var tokens = await server.Anonymous().RefreshAsync(inside.RefreshToken);
        foreach (var step in new[] { TimeSpan.FromDays(29), TimeSpan.FromDays(29), TimeSpan.FromDays(29), TimeSpan.FromDays(3) - TimeSpan.FromMinutes(10) })
        {
            await server.AdvanceAsync(step);
            tokens = await server.Anonymous().RefreshAsync(tokens.Text("refresh_token"));
            tokens.ShouldBe(HttpStatusCode.OK);
        }

        (await AskAsync(tokens.Text("access_token"))).Json!["expires_in"]!.GetValue<int>().ShouldBeInRange(1, 600);
    }

    private Task<Answer> AskAsync(string token) => server.Anonymous().TokenAsync(
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", token), ("subject_token_type", AccessToken), ("audience", "there"));
}
