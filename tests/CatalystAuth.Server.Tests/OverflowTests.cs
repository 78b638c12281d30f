using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using CatalystAuth.AspNetCore;
using CatalystAuth.Server.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Server.Tests;

/// <summary>Who is in more groups than fit in a token is in all of them for an application too.</summary>
public sealed class OverflowTests(SqliteServer server)
{
    private const int Groups = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_application_sees_all_groups_of_a_token_that_has_none_and_asks_once()
    {
        var (ada, bob, org) = await NewCrowdAsync();
        bob.AccessToken!.Length.ShouldBeLessThanOrEqualTo(3 * 1024);
        var claims = Jwt.Payload(bob.AccessToken);
        claims["groups"].ShouldBeNull();
        claims["_claim_names"]!["groups"]!.GetValue<string>().ShouldBe("effective");
        claims["_claim_sources"]!["effective"]!["endpoint"]!.GetValue<string>().ShouldBe($"http://localhost:5080/v1/me/effective?org={org}");
        var gate = new Gate();
        await using var app = await StartAsync(gate);

        (await AnswerAsync(app, bob.AccessToken)).ShouldBe(string.Join(' ', Enumerable.Range(0, Groups).Select(i => $"a-group-with-a-long-name-{i:000}")));
        for (var i = 0; i < 5; i++)
        {
            await AnswerAsync(app, bob.AccessToken);
        }

        gate.Asked.ShouldBe(1);

        // Other systems have nowhere to ask, so a part of it would look like all.
        (await ada.PutAsync($"/v1/orgs/{org}/claim-profiles/k8s", new { profile = "kubernetes" })).ShouldBe(HttpStatusCode.OK);
        (await bob.TokenAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", bob.AccessToken), ("audience", "k8s"),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))).ShouldBe(HttpStatusCode.BadRequest, "claim_profile.too_large");

        // Also what was not in the token can be what was revoked.
        var first = (await ada.GetAsync($"/v1/orgs/{org}/groups?limit=1")).Items().Single()["id"]!.GetValue<string>();
        (await ada.DeleteAsync($"/v1/orgs/{org}/groups/{first}")).ShouldBe(HttpStatusCode.NoContent);
        await Eventually(async () => (await AskAsync(app, bob.AccessToken)).Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task While_the_rest_can_not_be_asked_for_the_token_is_not_believed()
    {
        var (_, bob, _) = await NewCrowdAsync();
        var gate = new Gate { IsShut = true };
        await using var app = await StartAsync(gate);
        var plain = await server.SignUpAsync();
        await Eventually(async () => (await AskAsync(app, plain.AccessToken!)).Status == HttpStatusCode.OK);

        (await AskAsync(app, bob.AccessToken!)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        gate.IsShut = false;
        (await AskAsync(app, bob.AccessToken!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(Caller Ada, Caller Bob, string Org)> NewCrowdAsync()
    {
        var ada = await server.SignUpAsync();
        var org = await ada.NewOrgAsync();
        var bob = await server.SignUpAsync("Bob");
        (await ada.PostAsync($"/v1/orgs/{org}/members", new { userId = bob.UserId, role = "member" })).ShouldBe(HttpStatusCode.Created);
        for (var i = 0; i < Groups; i++)
        {
            var made = await ada.PostAsync($"/v1/orgs/{org}/groups", new { name = $"A group with a long name {i:000}" });
            made.ShouldBe(HttpStatusCode.Created);
            (await ada.SendAsync(HttpMethod.Put, $"/v1/orgs/{org}/groups/{made.Text("id")}/members/{bob.UserId}")).ShouldBe(HttpStatusCode.NoContent);
        }

        return (ada, await server.EnterAsync(bob, org), org);
    }

    private async Task<WebApplication> StartAsync(Gate gate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Services.AddAuthentication(CatalystTokenServiceCollectionExtensions.SchemeName).AddCatalystTokens(options =>
        {
            options.Issuer = "http://localhost:5080";
            options.Address = server.Url;
        });
        builder.Services.AddAuthorization();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Watched(gate)));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (ClaimsPrincipal user) => string.Join(' ', user.FindAll("groups").Select(group => group.Value))).RequireAuthorization();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    // Until it knows the revocations it believes nobody.
    private static async Task<string> AnswerAsync(WebApplication app, string token)
    {
        var body = string.Empty;
        await Eventually(async () =>
        {
            (var status, body) = await AskAsync(app, token);
            return status == HttpStatusCode.OK;
        });
        return body;
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(WebApplication app, string token)
    {
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task Eventually(Func<Task<bool>> holds) => Testing.Eventually.BeAsync(holds, Patience);

    private sealed class Gate
    {
        private int _asked;

        public bool IsShut { get; set; }

        public int Asked => _asked;

        public void Ask() => Interlocked.Increment(ref _asked);
    }

    private sealed class Watched(Gate gate) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("/effective", StringComparison.Ordinal))
            {
                return base.SendAsync(request, cancellationToken);
            }

            gate.Ask();
            return gate.IsShut ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway)) : base.SendAsync(request, cancellationToken);
        }
    }
}
