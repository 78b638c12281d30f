using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using CatalystAuth.AspNetCore;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>
/// An application that knows nothing but the issuer's address, beside two nodes: what is revoked on one node is refused by the other and by the
/// application within the bound, and the application believes nobody while it can't hear of revocations.
/// </summary>
public sealed class StandAloneVerifierTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_one_node_revokes_the_other_and_an_application_refuse_within_the_bound(bool canStream)
    {
        await using var nodes = await TwoNodes.StartAsync(Bound, TimeSpan.FromSeconds(1));
        await using var application = await Application.StartAsync(nodes.B.Url, canStream);
        var (token, revokeAsync) = await nodes.NewKeyTokenAsync();
        await application.AnswersAsync(HttpStatusCode.OK, token);
        (await application.AskAsync(null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await application.AskAsync(token[..^8] + "AAAAAAAA")).ShouldBe(HttpStatusCode.Unauthorized);
        (await application.AskAsync("ck_live_x")).ShouldBe(HttpStatusCode.Unauthorized);

        await revokeAsync();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            application.AnswersAsync(HttpStatusCode.Unauthorized, token),
            Eventually.BeAsync(async () => await nodes.AskForwardAuthAsync(nodes.B, token) == HttpStatusCode.Unauthorized, Patience));

        var took = Stopwatch.GetElapsedTime(start);
        TestContext.Current.SendDiagnosticMessage($"Refused everywhere {took.TotalMilliseconds:0} ms after the revocation.");
        took.ShouldBeLessThan(Bound);
    }

    [Fact]
    public async Task A_token_that_says_what_is_true_no_more_is_refused_by_who_decides_by_it_and_by_no_api()
    {
        await using var nodes = await TwoNodes.StartAsync(Bound, TimeSpan.FromSeconds(1));
        await using var application = await Application.StartAsync(nodes.B.Url, canStream: true);
        var (token, _) = await nodes.NewKeyTokenAsync();
        await application.AnswersAsync(HttpStatusCode.OK, token);
        (await nodes.AskForwardAuthAsync(nodes.B, token)).ShouldBe(HttpStatusCode.OK);
        var atTheApi = await nodes.AskApiAsync(nodes.B, token);
        atTheApi.ShouldNotBe(HttpStatusCode.Unauthorized);

        (await nodes.Tenant.Client.Orgs.SetLabelsAsync(nodes.Tenant.Org.Id, [new("pilot")], cancellationToken: TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();

        await Task.WhenAll(
            application.AnswersAsync(HttpStatusCode.Unauthorized, token),
            Eventually.BeAsync(async () => await nodes.AskForwardAuthAsync(nodes.B, token) == HttpStatusCode.Unauthorized, Patience));
        (await nodes.AskApiAsync(nodes.B, token)).ShouldBe(atTheApi);
    }

    [Fact]
    public async Task An_application_that_hears_nothing_believes_nobody_after_the_bound_until_it_hears_again()
    {
        await using var nodes = await TwoNodes.StartAsync(Bound, TimeSpan.FromSeconds(1));
        await using var line = new TcpRelay(nodes.B.Url.Port);
        await using var application = await Application.StartAsync(line.Url, canStream: true);
        var (token, revokeAsync) = await nodes.NewKeyTokenAsync();
        var (other, _) = await nodes.NewKeyTokenAsync();
        await application.AnswersAsync(HttpStatusCode.OK, token);

        line.Cut();
        await application.AnswersAsync(HttpStatusCode.ServiceUnavailable, token);
        await revokeAsync();
        (await application.AskAsync(token)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        // What was revoked meanwhile never counts again.
        line.Mend();
        await Eventually.BeAsync(
            async () =>
            {
                (await application.AskAsync(token)).ShouldNotBe(HttpStatusCode.OK);
                return await application.AskAsync(other) == HttpStatusCode.OK;
            },
            Patience);
        (await application.AskAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private sealed class Application : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly HttpClient _http = new();

        private Application(WebApplication app) => _app = app;

        public static async Task<Application> StartAsync(Uri issuer, bool canStream)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.Configuration["urls"] = "http://127.0.0.1:0";
            builder.Services.AddAuthentication(CatalystTokenServiceCollectionExtensions.SchemeName).AddCatalystTokens(options =>
            {
                options.Issuer = "http://127.0.0.1:5080";
                options.Address = issuer;
                options.RevocationBound = Bound;
            });
            builder.Services.AddAuthorization();
            if (!canStream)
            {
                builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new NoStreams()));
            }

            var app = builder.Build();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/", (ClaimsPrincipal user) => user.FindFirstValue("org")).RequireAuthorization();
            await app.StartAsync();
            return new(app);
        }

        public async Task<HttpStatusCode> AskAsync(string? token)
        {
            var url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        public Task AnswersAsync(HttpStatusCode status, string token) =>
            Eventually.BeAsync(async () => await AskAsync(token) == status, Patience);

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _app.DisposeAsync();
        }
    }

    /// <summary>A proxy that lets no stream through.</summary>
    private sealed class NoStreams : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith("/stream", StringComparison.Ordinal)
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway))
                : base.SendAsync(request, cancellationToken);
    }
}
