using System.Buffers.Text;
using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Decisions;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>Who may not, is refused with the right status, and the upstream never hears of it.</summary>
public sealed class RefusedTests(Stack stack)
{
    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task Without_a_token(string proxy)
    {
        var passage = await stack.SendAsync(proxy, "/reports");

        passage.ShouldBeRefused(401);
        ShouldSayWhy(proxy, passage, DecisionReasons.Unauthenticated);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_the_key_instead_of_its_token(string proxy)
    {
        var key = await stack.Tenant.IssueKeyAsync("app:read");

        var passage = await stack.SendAsync(proxy, "/reports", key.Key);

        passage.ShouldBeRefused(401);
        ShouldSayWhy(proxy, passage, DecisionReasons.KeyMustBeExchanged);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_a_token_that_was_tampered_with(string proxy)
    {
        var token = await stack.Tenant.NewTokenAsync("app:read");
        var parts = token.Split('.');
        var rest = $"{parts[1]}.{parts[2]}";
        string[] forgeries =
        [
            $"{parts[0]}.{FlipMiddle(parts[1])}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{FlipMiddle(parts[2])}",
            $"{parts[0]}.{parts[1]}.",
            $"{Base64Url.EncodeToString("""{"alg":"none","typ":"at+jwt"}"""u8)}.{parts[1]}.",
            $"{Base64Url.EncodeToString("""{"alg":"none","typ":"at+jwt"}"""u8)}.{rest}",
            $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"at+jwt"}"""u8)}.{rest}",
            $"{token}.",
            "x",
        ];

        foreach (var forgery in forgeries)
        {
            var passage = await stack.SendAsync(proxy, "/reports", forgery);

            passage.ShouldBeRefused(401);
            ShouldSayWhy(proxy, passage, DecisionReasons.InvalidToken);
        }

        (await stack.SendAsync(proxy, "/reports", token)).ShouldBeLetIn();
    }

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task With_a_refresh_token(string proxy) =>
        (await stack.SendAsync(proxy, "/reports", stack.Tenant.Client.CurrentTokens!.RefreshToken)).ShouldBeRefused(401);

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_two_credentials(string proxy)
    {
        var token = await stack.Tenant.NewTokenAsync("app:read");

        var passage = await stack.SendAsync(proxy, "/reports", "x", ("Authorization", $"Bearer {token}"));

        passage.ShouldBeRefused(400, 401, 403);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_the_wrong_scope(string proxy)
    {
        var passage = await stack.SendAsync(proxy, "/reports", await stack.Tenant.NewTokenAsync("app:write"));

        passage.ShouldBeRefused(403);
        ShouldSayWhy(proxy, passage, DecisionReasons.RequirementFailed);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_a_token_of_another_organisation(string proxy)
    {
        using var stranger = await Tenant.SignUpAsync(stack.Server.Url, "Mallory");

        var passage = await stack.SendAsync(proxy, "/reports", await stranger.NewTokenAsync("app:read"));

        passage.ShouldBeRefused(403);
        ShouldSayWhy(proxy, passage, DecisionReasons.WrongOrg);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task For_a_host_that_is_not_the_apps(string proxy)
    {
        var token = await stack.Tenant.NewTokenAsync("app:read");
        foreach (var host in (string[])["other.localhost", "app.localhost.example.com", "xapp.localhost", "127.0.0.1"])
        {
            // Some know the app's hosts themselves.
            (await stack.SendToHostAsync(proxy, host, "/reports", token)).ShouldBeRefused(403, 404);
            (await stack.SendToHostAsync(proxy, host, "/public/logo.png")).ShouldBeRefused(403, 404);
        }
    }

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task For_an_app_that_was_deleted(string proxy)
    {
        var app = await stack.Tenant.ProtectAsync("gone.localhost");
        await using var own = await stack.StartAsync(proxy, stack.Tenant, app);
        var url = own.Url;
        (await RawHttp.SendAsync(url, "GET", "/public/", "gone.localhost")).Status.ShouldBe(200);

        (await stack.Tenant.Client.Apps.DeleteAsync(app.Id, TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();

        await Eventually.BeAsync(
            async () => (await RawHttp.SendAsync(url, "GET", "/public/", "gone.localhost")).Status == 403, Bounds.Revocation);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_an_invalid_token_even_where_none_is_needed(string proxy)
    {
        var key = await stack.Tenant.IssueKeyAsync("app:read");

        (await stack.SendAsync(proxy, "/public/logo.png", "x")).ShouldBeRefused(401);
        (await stack.SendAsync(proxy, "/public/logo.png", key.Key)).ShouldBeRefused(401);
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task With_the_token_of_a_key_that_was_revoked(string proxy)
    {
        var key = await stack.Tenant.IssueKeyAsync("app:read");
        var token = await stack.Tenant.ExchangeAsync(key);
        (await stack.SendAsync(proxy, "/reports", token)).ShouldBeLetIn();

        (await stack.Tenant.Client.Keys.RevokeAsync(key.Id, TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();

        var refused = await Eventually.GetAsync(
            () => stack.SendAsync(proxy, "/reports", token), passage => passage.Answer.Status != 200, Bounds.Revocation);
        refused.ShouldBeRefused(401);
        (await stack.Tenant.Client.Tokens.ExchangeKeyAsync(key.Key, cancellationToken: TestContext.Current.CancellationToken))
            .IsSuccess.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Stack.Proxies), MemberType = typeof(Stack))]
    public async Task With_the_token_of_a_user_who_signed_out(string proxy)
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Edith");
        var app = await tenant.ProtectAsync("edith.localhost", [new("/**", new Contracts.Policies.Requirement.Role("owner"))]);
        await using var own = await stack.StartAsync(proxy, tenant, app);
        var url = own.Url;
        var token = await tenant.EnterAsync();
        (await SendAsync()).Status.ShouldBe(200);

        (await tenant.Client.Auth.SignOutAsync(TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();

        await Eventually.BeAsync(async () => (await SendAsync()).Status == 401, Bounds.Revocation);

        Task<RawAnswer> SendAsync() => RawHttp.SendAsync(url, "GET", "/", "edith.localhost", ("Authorization", $"Bearer {token}"));
    }

    // nginx and HAProxy answer with a page of their own.
    private static void ShouldSayWhy(string proxy, Passage passage, string reason)
    {
        if (proxy is not (ProxyNames.Nginx or ProxyNames.HAProxy or Proxy.IngressNginx))
        {
            passage.Answer.Values("Content-Type").ShouldHaveSingleItem().ShouldStartWith("application/problem+json");
            passage.Answer.Body.ShouldContain($"\"{reason}\"");
        }
    }

    private static string FlipMiddle(string part)
    {
        var flipped = new StringBuilder(part);
        flipped[part.Length / 2] = part[part.Length / 2] == 'A' ? 'B' : 'A';
        return flipped.ToString();
    }
}
