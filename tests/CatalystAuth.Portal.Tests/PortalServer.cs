using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CatalystAuth.Testing;
using Microsoft.Playwright;

namespace CatalystAuth.Portal.Tests;

/// <summary>A server of its own, with an admin, and Debian's Chromium.</summary>
public class PortalServer : IAsyncLifetime
{
    public const string Password = "correct horse battery staple";
    public const string AdminEmail = "admin@example.com";

    private RunningServer? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HttpClient? _http;
    private int _people;

    public Uri Url => _server!.Url;

    public Uri ForwardAuthUrl => _server!.ForwardAuthUrl;

    /// <summary>What is not as it is by default.</summary>
    protected virtual Dictionary<string, string?> Settings => [];

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync();
        _http = new HttpClient { BaseAddress = Url };
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium() });
    }

    public virtual async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.Running.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A browser without history, which watches for what a page must not do.</summary>
    internal async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Url.ToString();
        options.Locale ??= "en-GB";
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>A new account, made over the API.</summary>
    internal async Task<Person> NewPersonAsync(string name = "Grace Hopper", string domain = "example.com")
    {
        var email = $"person{Interlocked.Increment(ref _people)}@{domain}";
        var flow = await PostAsync("/v1/auth/flows", new { type = "sign_up", answers = new { email, password = Password, name } }, token: null);
        return new Person(email, name, flow["tokens"]!["accessToken"]!.GetValue<string>());
    }

    /// <summary>Asks the API as somebody.</summary>
    internal Task<JsonNode> PostAsync(string path, object body, string? token) => SendAsync(HttpMethod.Post, path, body, token);

    /// <summary>Asks the API as somebody.</summary>
    internal Task<JsonNode> PutAsync(string path, object body, string token) => SendAsync(HttpMethod.Put, path, body, token);

    /// <summary>Starts the server: a process of its own, by name rather than by address, since passkeys and the prefix of cookies need one.</summary>
    private protected virtual async Task<RunningServer> StartAsync()
    {
        var server = await CatalystServerProcess.StartAsync(new()
        {
            AdminEmail = AdminEmail,
            AdminPassword = Password,
            Host = "localhost",

            // With the local mailbox.
            Settings = new Dictionary<string, string?>(Settings) { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        });
        return new(server.Url, server.ForwardAuthUrl, server);
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object body, string? token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using var answer = await _http!.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>A server, where it is, and what ends it.</summary>
    private protected sealed record RunningServer(Uri Url, Uri ForwardAuthUrl, IAsyncDisposable Running);

    private static string Chromium() =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is not installed: run ./eng/install-test-packages.");
}

/// <summary>Somebody with an account.</summary>
internal sealed record Person(string Email, string Name, string AccessToken);
