using System.Net.Http.Json;
using CatalystAuth.Server.Tests.Servers;

namespace CatalystAuth.Server.Tests.Flows;

/// <summary>What scripts and browsers do with flows.</summary>
internal static class FlowCalls
{
    public static string NewEmail() => $"{Guid.CreateVersion7():N}@example.com";

    public static Task<Answer> StartAsync(this TestServer server, string type, object? answers = null) =>
        server.Anonymous().PostAsync("/v1/auth/flows", answers is null ? new { type } : new { type, answers });

    public static Task<Answer> AnswerAsync(this TestServer server, Answer flow, object answers, string? kind = null) =>
        server.Anonymous().PostAsync(
            $"/v1/auth/flows/{flow.Text("id")}", new { kind = kind ?? flow.Text("step.kind"), secret = flow.Text("secret"), answers });

    public static async Task<Answer> ReadAsync(this TestServer server, Answer flow, string? secret = null)
    {
        using var http = server.NewHttpClient();
        http.DefaultRequestHeaders.Add("Catalyst-Flow-Secret", secret ?? flow.Text("secret"));
        return await new Caller(http, null).GetAsync($"/v1/auth/flows/{flow.Text("id")}");
    }

    /// <summary>The token in the link of a mail.</summary>
    public static async Task<string> LinkTokenToAsync(this TestServer server, string address) =>
        (await server.Mails.ToAsync(address)).Last(mail => mail.Text.Contains("&token=", StringComparison.Ordinal)).Text.Split("&token=")[1].Split('\n')[0].Trim();

    /// <summary>An account whose address is proven.</summary>
    public static async Task<Caller> SignUpProvenAsync(this TestServer server)
    {
        var ada = await server.SignUpAsync();
        (await ada.PostAsync("/v1/me/emails", new { address = ada.Email })).ShouldBe(System.Net.HttpStatusCode.Created);
        (await ada.PostAsync($"/v1/me/emails/{ada.Email}/verify", new { code = await server.Mails.CodeToAsync(ada.Email) }))
            .ShouldBe(System.Net.HttpStatusCode.OK);
        return ada;
    }
}

/// <summary>A browser at pages of the server: it keeps cookies and says where a request comes from.</summary>
internal sealed class Browser(TestServer server) : IDisposable
{
    private readonly HttpClient _http = server.NewHttpClient();
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public string? UserAgent { get; init; }

    public IReadOnlyList<string> LastSetCookies { get; private set; } = [];

    public void Plant(string name, string value) => _cookies[name] = value;

    public Task<Answer> StartAsync(string type, object? answers = null) =>
        SendAsync(HttpMethod.Post, "/v1/auth/flows", answers is null ? new { type, browser = true } : new { type, browser = true, answers });

    public Task<Answer> AnswerAsync(Answer flow, object answers) =>
        SendAsync(HttpMethod.Post, $"/v1/auth/flows/{flow.Text("id")}", new { kind = flow.Text("step.kind"), answers });

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, object? body = null, string? site = "same-origin", string? origin = null, IEnumerable<(string Name, string Value)>? headers = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.Add(name, value);
        }

        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        if (UserAgent is not null)
        {
            request.Headers.Add("User-Agent", UserAgent);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _http.SendAsync(request);
        LastSetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in LastSetCookies)
        {
            var (name, value) = (cookie.Split('=')[0], cookie.Split('=', 2)[1].Split(';')[0]);
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }

        return await Answer.ReadAsync(response);
    }

    public void Dispose() => _http.Dispose();
}
