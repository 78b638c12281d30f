using System.Net;
using System.Net.Http.Headers;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Testing;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Two whole servers on one PostgreSQL, one issuer, and a tenant who deals with the first.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private TwoNodes(CatalystServerProcess a, CatalystServerProcess b, Tenant tenant, App app) =>
        (A, B, Tenant, App) = (a, b, tenant, app);

    public CatalystServerProcess A { get; }

    public CatalystServerProcess B { get; }

    public Tenant Tenant { get; }

    public App App { get; }

    public static async Task<TwoNodes> StartAsync(TimeSpan bound, TimeSpan pollInterval, string? redis = null)
    {
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Catalyst__Invalidation__Bound"] = bound.ToString(),
            ["Catalyst__Invalidation__PollInterval"] = pollInterval.ToString(),
            ["Catalyst__PublicUrl"] = "http://127.0.0.1:5080",
            ["ConnectionStrings__Redis"] = redis,
        };
        var a = await CatalystServerProcess.StartAsync(new() { PostgreSql = database, Settings = settings });
        CatalystServerProcess? b = null;
        try
        {
            b = await CatalystServerProcess.StartAsync(new() { PostgreSql = database, Settings = settings });
            var tenant = await Tenant.SignUpAsync(a.Url, "Ada");
            return new TwoNodes(a, b, tenant, await tenant.ProtectAsync(Stack.AppHost));
        }
        catch
        {
            await a.DisposeAsync();
            if (b is not null)
            {
                await b.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>A token of a key, and how to revoke it on the first node, once the second lets it in.</summary>
    public async Task<(string Token, Func<Task> Revoke)> NewKeyTokenAsync()
    {
        var key = await Tenant.IssueKeyAsync("app:read");
        var token = await Tenant.ExchangeAsync(key);
        return (token, async () =>
            (await Tenant.Client.Keys.RevokeAsync(key.Id, TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue());
    }

    /// <summary>What the API of a node answers to a token.</summary>
    public Task<HttpStatusCode> AskApiAsync(CatalystServerProcess node, string token) =>
        SendAsync(new(HttpMethod.Get, new Uri(node.Url, "/v1/me")), token);

    /// <summary>What forward-auth of a node answers to a token.</summary>
    public Task<HttpStatusCode> AskForwardAuthAsync(CatalystServerProcess node, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node.ForwardAuthUrl, $"/fa/caddy/{App.Id}"));
        request.Headers.Add("X-Forwarded-Method", "GET");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-Host", Stack.AppHost);
        request.Headers.Add("X-Forwarded-Uri", "/reports");
        return SendAsync(request, token);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        Tenant.Dispose();
        await B.DisposeAsync();
        await A.DisposeAsync();
    }

    private async Task<HttpStatusCode> SendAsync(HttpRequestMessage request, string token)
    {
        using (request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }
}
