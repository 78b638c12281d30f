using System.Net;
using System.Text.Json.Nodes;
using CatalystAuth.AspNetCore;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>An ASP.NET Core application behind forward-auth believes headers that are proven, and no others.</summary>
public sealed class UpstreamIdentityTests(Stack stack)
{
    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task Behind_each_proxy_it_knows_the_user(string proxy)
    {
        await using var application = await Application.StartAsync(stack.Server.Url, stack.App.Id);
        await using var front = await Proxy.StartAsync(proxy, stack.Tenant.Client, stack.App.Id, stack.Server.ForwardAuthUrl, application.Url);
        var key = await stack.Tenant.IssueKeyAsync("app:read", "app:write");

        var answer = await RawHttp.SendAsync(
            front.Url, "GET", "/reports", Stack.AppHost, ("Authorization", $"Bearer {await stack.Tenant.ExchangeAsync(key)}"), ("X-Role", "owner"));

        answer.Status.ShouldBe(200, answer.Body);
        var claims = JsonNode.Parse(answer.Body)!["claims"]!;
        claims["sub"]!.GetValue<string>().ShouldBe(key.Id.ToString());
        claims["org"]!.GetValue<string>().ShouldBe(stack.Tenant.Org.Id.ToString());
        claims["scope"]!.GetValue<string>().Split(',').ShouldBe(["app:read", "app:write"], ignoreOrder: true);
        claims["role"].ShouldBeNull();
    }

    [Fact]
    public async Task What_nobody_has_to_be_known_for_is_nobodys()
    {
        await using var application = await Application.StartAsync(stack.Server.Url, stack.App.Id);

        var (status, body) = await application.AskAsync(await DecideAsync(stack.App.Id, Stack.AppHost, "/public/logo.png", null));

        status.ShouldBe(HttpStatusCode.OK);
        body["authenticated"]!.GetValue<bool>().ShouldBeFalse();
        body["claims"]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Headers_that_are_not_exactly_those_of_the_decision_are_refused()
    {
        await using var application = await Application.StartAsync(stack.Server.Url, stack.App.Id);
        var proven = await DecideAsync(stack.App.Id, Stack.AppHost, "/reports", await stack.Tenant.NewTokenAsync("app:read"));
        (await application.AskAsync(proven)).Status.ShouldBe(HttpStatusCode.OK);

        (await application.AskAsync([])).Status.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var (name, value) in proven)
        {
            var others = proven.Where(header => header.Name != name).ToList();
            (await application.AskAsync(others)).Status.ShouldBe(HttpStatusCode.Unauthorized, $"without {name}");
            (await application.AskAsync([.. others, (name, value + "x")])).Status.ShouldBe(HttpStatusCode.Unauthorized, $"with another {name}");
            (await application.AskAsync([.. others, (name, "owner")])).Status.ShouldBe(HttpStatusCode.Unauthorized, $"with another {name}");
            (await application.AskAsync([.. proven, (name, value)])).Status.ShouldBe(HttpStatusCode.Unauthorized, $"with {name} twice");
        }

        var later = await DecideAsync(stack.App.Id, Stack.AppHost, "/reports", await stack.Tenant.NewTokenAsync("app:read", "app:write"));
        var mixed = proven.Where(header => header.Name != IdentityHeaders.Decision).Append(later.Single(header => header.Name == IdentityHeaders.Decision));
        (await application.AskAsync([.. mixed])).Status.ShouldBe(HttpStatusCode.Unauthorized, "the decision token of another request");
    }

    [Fact]
    public async Task A_decision_about_another_app_or_of_another_kind_of_token_is_none()
    {
        await using var application = await Application.StartAsync(stack.Server.Url, stack.App.Id);
        var other = await stack.Tenant.ProtectAsync("other-app.localhost", [new("/**", new Requirement.Public())]);
        var token = await stack.Tenant.NewTokenAsync("app:read");
        var elsewhere = await DecideAsync(other.Id, "other-app.localhost", "/", token);
        var here = await DecideAsync(stack.App.Id, Stack.AppHost, "/reports", token);

        (await application.AskAsync(elsewhere)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await application.AskAsync([.. here.Where(header => header.Name != IdentityHeaders.Decision), (IdentityHeaders.Decision, token)]))
            .Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Where_a_decision_is_not_required_who_has_none_is_nobody_and_has_no_such_header()
    {
        await using var application = await Application.StartAsync(stack.Server.Url, stack.App.Id, isRequired: false);

        var (status, body) = await application.AskAsync([("X-User-Sub", "user_x"), ("X_User_Sub", "user_x"), ("X.Role", "owner"), ("X-Catalyst-Decision", "x"), ("X-Other", "1")]);

        status.ShouldBe(HttpStatusCode.OK);
        body["authenticated"]!.GetValue<bool>().ShouldBeFalse();
        body["headers"]!.AsArray().Select(name => name!.GetValue<string>()).Where(name => name.StartsWith('X')).ShouldBe(["X-Other"]);
    }

    [Fact]
    public async Task Other_spellings_of_the_names_are_taken_away_also_beside_proven_ones()
    {
        await using var application = await Application.StartAsync(stack.Server.Url, stack.App.Id);
        var proven = await DecideAsync(stack.App.Id, Stack.AppHost, "/reports", await stack.Tenant.NewTokenAsync("app:read"));

        var (status, body) = await application.AskAsync([.. proven, ("X_User_Sub", "user_x"), ("X-User_Sub", "user_x"), ("X.Role", "owner")]);

        status.ShouldBe(HttpStatusCode.OK);
        body["headers"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldAllBe(name => !name.Contains('_') && !name.Contains('.'));
    }

    [Fact]
    public async Task While_the_keys_can_not_be_read_nothing_is_believed()
    {
        await using var application = await Application.StartAsync(new($"http://127.0.0.1:{FreePort.Next()}"), stack.App.Id, isRequired: false);
        var proven = await DecideAsync(stack.App.Id, Stack.AppHost, "/reports", await stack.Tenant.NewTokenAsync("app:read"));

        (await application.AskAsync(proven)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private async Task<IReadOnlyList<(string Name, string Value)>> DecideAsync(AppId app, string host, string path, string? token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.Server.ForwardAuthUrl, $"/fa/caddy/{app}"));
        foreach (var (name, value) in new[] { ("Method", "GET"), ("Proto", "http"), ("Host", host), ("Uri", path) })
        {
            request.Headers.Add($"X-Forwarded-{name}", value);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using var answer = await Eventually.GetAsync(() => http.SendAsync(Copy(request)), found => found.StatusCode == HttpStatusCode.OK, Bounds.Revocation);
        return [.. IdentityHeaders.All.Select(name => (name, answer.Headers.GetValues(name).Single()))];

        static HttpRequestMessage Copy(HttpRequestMessage original)
        {
            var copy = new HttpRequestMessage(original.Method, original.RequestUri);
            foreach (var header in original.Headers)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return copy;
        }
    }

    private sealed class Application : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly HttpClient _http = new();

        private Application(WebApplication app) => _app = app;

        public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

        public static async Task<Application> StartAsync(Uri issuer, AppId id, bool isRequired = true)
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddCatalystForwardAuth(options =>
            {
                options.Issuer = issuer.GetLeftPart(UriPartial.Authority);
                options.App = id.ToString();
                options.RequireDecision = isRequired;
            });
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.UseCatalystForwardAuth();
            app.MapFallback((HttpContext context) => new
            {
                authenticated = context.User.Identity?.IsAuthenticated == true,
                claims = context.User.Claims.GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => string.Join(',', group.Select(claim => claim.Value))),
                headers = context.Request.Headers.Keys,
            });
            await app.StartAsync();
            return new(app);
        }

        public async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(IReadOnlyList<(string Name, string Value)> headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Url);
            foreach (var header in headers.GroupBy(header => header.Name))
            {
                request.Headers.TryAddWithoutValidation(header.Key, header.Select(value => value.Value));
            }

            using var answer = await _http.SendAsync(request);
            return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _http.Dispose();
        }
    }
}
