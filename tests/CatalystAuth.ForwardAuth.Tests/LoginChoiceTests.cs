using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Ids;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Apps;
using CatalystAuth.ForwardAuth.AppSessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CatalystAuth.ForwardAuth.Tests;

/// <summary>Who is sent to sign in, and who is told 401.</summary>
public sealed class LoginChoiceTests
{
    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    public static TheoryData<string, string, bool> Requests => new()
    {
        // Browsers of today.
        { "GET", $"Accept: {Page}|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", true },
        { "HEAD", "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", true },
        { "GET", "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: iframe", true },
        { "GET", "Sec-Fetch-Mode: navigate", true },
        { "POST", "Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document", true },
        { "GET", $"Accept: {Page}|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: object", false },
        { "GET", $"Accept: {Page}|Sec-Fetch-Mode: cors|Sec-Fetch-Dest: empty", false },
        { "GET", "Accept: image/avif,*/*|Sec-Fetch-Mode: no-cors|Sec-Fetch-Dest: image", false },
        { "GET", $"Accept: {Page}|Sec-Fetch-Mode: same-origin", false },
        { "GET", "Sec-Fetch-Mode: websocket|Upgrade: websocket", false },
        { "GET", $"Accept: {Page}|Sec-Fetch-Mode: navigate|Sec-Fetch-Mode: cors", false },

        // Browsers of yesterday, and programs.
        { "GET", $"Accept: {Page}", true },
        { "HEAD", "Accept: text/html", true },
        { "GET", "Accept: TEXT/HTML;Level=1", true },
        { "GET", "Accept: application/json, text/html;q=0.1", true },
        { "GET", "Accept: application/xhtml+xml", true },
        { "GET", "Accept: text/html;q=0", false },
        { "GET", "Accept: text/html; q=0.000, */*", false },
        { "GET", "Accept: */*", false },
        { "GET", "Accept: text/*", false },
        { "GET", "Accept: application/json", false },
        { "GET", "Accept: text/htmlx", false },
        { "GET", "", false },
        { "POST", $"Accept: {Page}", false },
        { "DELETE", $"Accept: {Page}", false },
        { "OPTIONS", $"Accept: {Page}", false },

        // What says that it is a script.
        { "GET", $"Accept: {Page}|X-Requested-With: XMLHttpRequest", false },
        { "GET", $"Accept: {Page}|HX-Request: true", false },
        { "GET", "Accept: text/event-stream, text/html", false },
        { "GET", $"Accept: {Page}|Content-Type: application/grpc+proto", false },
        { "GET", $"Accept: {Page}|Upgrade: websocket", false },
        { "GET", $"Accept: {Page}|Sec-WebSocket-Key: AAAA", false },

        // Who sends a token is a program, whatever else it says.
        { "GET", $"Accept: {Page}|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document|Authorization: Bearer x", false },
        { "GET", $"Accept: {Page}|Authorization:", false },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void By_what_the_request_says_of_itself(string method, string headers, bool isSent) => Ask(NewApp(), method, headers).ShouldBe(isSent);

    [Theory]
    [InlineData("/api", false)]
    [InlineData("/api/v1/x", false)]
    [InlineData("/API/v1", false)]
    [InlineData("/apis", true)]
    [InlineData("/x/api", true)]
    [InlineData("/%61pi/x", false)]
    [InlineData("/x//y", false)]
    public void Paths_of_programs_never(string path, bool isSent) =>
        Ask(NewApp() with { ApiPathPrefixes = ["/api"], Unauthenticated = UnauthenticatedAnswers.Redirect }, "GET", $"Accept: {Page}", path).ShouldBe(isSent);

    [Fact]
    public void The_root_as_a_path_of_programs_is_everything() =>
        Ask(NewApp() with { ApiPathPrefixes = ["/"] }, "GET", $"Accept: {Page}").ShouldBeFalse();

    [Theory]
    [InlineData(UnauthenticatedAnswers.Refuse, "GET", "Accept: text/html|Sec-Fetch-Mode: navigate", false)]
    [InlineData(UnauthenticatedAnswers.Redirect, "GET", "Accept: */*", true)]
    [InlineData(UnauthenticatedAnswers.Redirect, "GET", "", true)]
    [InlineData(UnauthenticatedAnswers.Redirect, "GET", "Authorization: Bearer x", false)]
    [InlineData(UnauthenticatedAnswers.Redirect, "GET", "Sec-Fetch-Mode: cors", false)]
    [InlineData(UnauthenticatedAnswers.Redirect, "GET", "Upgrade: websocket", false)]
    [InlineData(UnauthenticatedAnswers.Redirect, "POST", "", false)]
    public void As_the_app_has_it(string setting, string method, string headers, bool isSent) =>
        Ask(NewApp() with { Unauthenticated = setting }, method, headers).ShouldBe(isSent);

    [Fact]
    public void A_WebSocket_by_the_scheme_that_a_proxy_gives_it() =>
        LoginChoice.Redirects(
            NewApp(), new("GET", true, "app.localhost", "/", IsWebSocket: true), PathOf("/"), new HeaderDictionary { ["Accept"] = Page }).ShouldBeFalse();

    private static bool Ask(App app, string method, string headers, string path = "/reports")
    {
        var sent = new HeaderDictionary();
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            sent[header[..colon]] = StringValues.Concat(sent[header[..colon]], header[(colon + 1)..].Trim());
        }

        return LoginChoice.Redirects(app, new(method, true, "app.localhost", path, IsWebSocket: false), PathOf(path), sent);
    }

    private static CanonicalPath PathOf(string path)
    {
        CanonicalPath.TryRead(path, out var read).ShouldBeTrue();
        return read;
    }

    private static App NewApp()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new(TypeId.New<AppId>(now), TypeId.New<OrgId>(now), "Reports", ["app.localhost"], [], 1, now, now);
    }
}
