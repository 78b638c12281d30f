using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CatalystAuth.Server.Tests.Servers;

/// <summary>Somebody who calls the API over HTTP.</summary>
public sealed class Caller
{
    private readonly HttpClient _http;

    public Caller(HttpClient http, string? accessToken)
    {
        _http = http;
        AccessToken = accessToken;
        if (accessToken is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }
    }

    public string? AccessToken { get; }

    public string RefreshToken { get; private init; } = string.Empty;

    public string UserId { get; private init; } = string.Empty;

    public string Email { get; private init; } = string.Empty;

    public string SessionId { get; private init; } = string.Empty;

    public static Caller Of(HttpClient http, Answer flow) => new(http, flow.Text("tokens.accessToken"))
    {
        RefreshToken = flow.Text("tokens.refreshToken"),
        UserId = flow.Text("user.id"),
        Email = flow.Text("user.email"),
        SessionId = flow.Text("session.id"),
    };

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, body, ifMatch);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        // Lets the server refuse a large body before it is sent, instead of closing the connection meanwhile.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > 64 * 1024;
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> TokenAsync(params (string Name, string Value)[] form) => SendAsync(
        HttpMethod.Post, "/oauth/token",
        new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<Answer> RefreshAsync(string token) => TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token));

    public Task<Answer> ExchangeAsync(string key, string? scope = null)
    {
        List<(string, string)> form =
        [
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
            ("subject_token_type", "urn:catalyst:token-type:api-key"),
            ("subject_token", key),
        ];
        if (scope is not null)
        {
            form.Add(("scope", scope));
        }

        return TokenAsync([.. form]);
    }

    /// <summary>The id of a new organisation of this caller's.</summary>
    public async Task<string> NewOrgAsync(string name = "Acme")
    {
        var answer = await PostAsync("/v1/orgs", new { name });
        answer.ShouldBe(HttpStatusCode.Created);
        return answer.Text("id");
    }

    /// <summary>Id and text of a new key.</summary>
    public async Task<(string Id, string Key)> NewKeyAsync(string org, params string[] scopes)
    {
        var answer = await PostAsync($"/v1/orgs/{org}/keys", new { name = "test", kind = "secret", scopes, expiresIn = 3600 });
        answer.ShouldBe(HttpStatusCode.Created);
        return (answer.Text("id"), answer.Text("key"));
    }

    /// <summary>The id of a new app with the rules of the README.</summary>
    public async Task<string> NewAppAsync(string org)
    {
        var answer = await PostAsync($"/v1/orgs/{org}/apps", AppBody);
        answer.ShouldBe(HttpStatusCode.Created);
        return answer.Text("id");
    }

    public static JsonNode AppBody => JsonNode.Parse(
        """{"name":"Reports","hosts":["app.localhost"],"rules":[{"path":"/public/**","require":"public"},{"path":"/**","require":{"scope":"app:read"}}]}""")!;
}
