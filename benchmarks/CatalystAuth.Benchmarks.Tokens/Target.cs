using System.Text.Json;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Keys;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Testing;

namespace CatalystAuth.Benchmarks.Tokens;

/// <summary>A server with a key and a session for each connection.</summary>
internal sealed class Target : IAsyncDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly CatalystServerProcess _server;
    private readonly HttpClient[] _connections;
    private readonly string[] _keys;
    private readonly string[] _refreshTokens;

    private Target(CatalystServerProcess server, int connections)
    {
        _server = server;
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = server.Url })];
        (_keys, _refreshTokens) = (new string[connections], new string[connections]);
    }

    public static async Task<Target> StartAsync(string? postgres, int connections)
    {
        var server = await CatalystServerProcess.StartAsync(new()
        {
            PostgreSql = postgres,
            Settings = new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Default"] = "Warning",
                ["Catalyst__RateLimits__Session__Permits"] = "0",
                ["Catalyst__RateLimits__Key__Permits"] = "0",
            },
        });
        var target = new Target(server, connections);
        for (var n = 0; n < connections; n++)
        {
            // Sessions of one user wait for each other, as they should; these are of as many.
            using var user = new CatalystClient(server.Url);
            var email = $"user{n}@example.com";
            _ = (await user.Auth.StartFlowAsync(new(FlowTypes.SignUp, new() { Email = email, Password = Password, Name = $"User {n}" }))).Value;
            var org = (await user.Orgs.CreateAsync(new($"Org {n}"))).Value;
            target._keys[n] = (await user.Keys.IssueAsync(OrgRef.Parse(org.Slug, null), new IssueKeyRequest("Bench", ["org:read"]))).Value.Key;
            var flow = await user.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = email, Password = Password, Org = org.Slug }));
            target._refreshTokens[n] = flow.Value.Tokens!.RefreshToken;
        }

        return target;
    }

    public async Task AliveAsync(int connection)
    {
        using var response = await _connections[connection].GetAsync(new Uri("/healthz/live", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    public Task ExchangeAsync(int connection) => TokenAsync(
        connection,
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token_type", "urn:catalyst:token-type:api-key"),
        ("subject_token", _keys[connection]));

    public async Task RefreshAsync(int connection)
    {
        using var answer = await TokenAsync(connection, ("grant_type", "refresh_token"), ("refresh_token", _refreshTokens[connection]));
        _refreshTokens[connection] = answer.RootElement.GetProperty("refresh_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        await _server.DisposeAsync();
    }

    private async Task<JsonDocument> TokenAsync(int connection, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await _connections[connection].PostAsync(new Uri("/oauth/token", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
    }
}
