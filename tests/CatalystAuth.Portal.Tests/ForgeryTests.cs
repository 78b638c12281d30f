using System.Net;
using CatalystAuth.Server;
using CatalystAuth.Server.Portal;
using CatalystAuth.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CatalystAuth.Portal.Tests;

/// <summary>Forms that are not of a page of this server, and headers of those that are.</summary>
public sealed class ForgeryTests(PortalServer portal) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = portal.Url };

    public static TheoryData<string> Forms =>
    [
        "/sign-in", "/sign-in/email", "/sign-up", "/recovery", "/sign-in/link", "/recovery/link", "/sign-out", "/setup", "/invitations", "/invitations/open", "/invitations/mine", "/email-change", "/email-change/open", "/unlock",
        "/join/acme", "/account",
        "/account/emails", "/account/emails/verify", "/account/emails/primary", "/account/emails/withdraw", "/account/emails/remove", "/account/password", "/account/confirm", "/account/security/totp", "/account/security/totp/confirm", "/account/security/totp/remove",
        "/account/security/totp/rename", "/account/security/passkey/rename", "/account/export", "/account/devices/forget",
        "/account/security/passkey", "/account/security/passkey/finish", "/account/security/passkey/remove", "/account/security/recovery-codes", "/account/delete", "/account/sessions/revoke",
        "/account/sessions/revoke-others", "/account/keys", "/account/keys/revoke", "/orgs", "/orgs/acme", "/orgs/acme/invite", "/orgs/acme/invitations/revoke",
        "/orgs/acme/members/role", "/orgs/acme/members/remove", "/orgs/acme/leave", "/orgs/acme/sign-in", "/orgs/acme/break-glass", "/orgs/acme/keys", "/orgs/acme/keys/revoke",
    ];

    [Fact]
    public async Task All_that_the_portal_takes_are_among_them()
    {
        using var directory = new TempDirectory();
        await using var app = CatalystServer.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("urls", "http://localhost:1"), new("Catalyst:PublicUrl", "http://localhost:1"), new("Catalyst:DataDirectory", directory["data"])]);
            builder.Logging.ClearProviders();
        });
        var taken = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PortalRoute>() is not null && route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("POST"))
            .Select(route => route.RoutePattern.RawText!.Replace("{org}", "acme", StringComparison.Ordinal));

        taken.Order().ShouldBe(Forms.Select(form => form.Data).Order());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task One_of_another_site_is_refused(string path)
    {
        (await PostAsync(path, "cross-site")).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(path, "same-site")).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(path, fetchSite: null)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task One_without_its_token_is_refused(string path) => (await PostAsync(path, "same-origin")).ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task One_that_can_not_be_read_is_refused_and_is_no_failure_of_the_server()
    {
        using var noBoundary = new StringContent("x");
        noBoundary.Headers.ContentType = new("multipart/form-data");
        (await PostAsync("/sign-out", "same-origin", noBoundary)).ShouldBe(HttpStatusCode.BadRequest);
        using var unended = new StringContent("--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nidentify");
        unended.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await PostAsync("/sign-in", "same-origin", unended)).ShouldBe(HttpStatusCode.BadRequest);
        using var tooMany = new FormUrlEncodedContent(Enumerable.Range(0, 1100).Select(n => KeyValuePair.Create($"f{n}", "x")));
        (await PostAsync("/sign-in", "same-origin", tooMany)).ShouldBe(HttpStatusCode.BadRequest);
        using var tooLarge = new FormUrlEncodedContent([new("kind", new string('x', 1024 * 1024))]);
        (await PostAsync("/sign-in", "same-origin", tooLarge)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/setup")]
    [InlineData("/invitations")]
    public async Task Pages_are_kept_nowhere_and_framed_by_nobody(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var csp = answer.Headers.GetValues("Content-Security-Policy").Single();
        csp.ShouldContain("default-src 'none'");
        csp.ShouldContain("frame-ancestors 'none'");
        csp.ShouldContain("form-action 'self'");
        csp.ShouldNotContain("unsafe");
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            cookie.ShouldStartWith("__Host-");
            cookie.ShouldContain("secure", Case.Insensitive);
            cookie.ShouldContain("httponly", Case.Insensitive);
            cookie.ShouldContain("samesite", Case.Insensitive);
        }
    }

    [Fact]
    public async Task An_answer_that_is_an_error_has_the_same_headers()
    {
        using var content = new StringContent($"{{\"type\":\"{new string('x', 2 * 1024 * 1024)}\"}}", System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/auth/flows") { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpStatusCode> PostAsync(string path, string? fetchSite, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content ?? new FormUrlEncodedContent([new("kind", "identify")]) };

        // What is too large is refused before it is sent.
        request.Headers.ExpectContinue = content is not null;
        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }
}
