using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>HEAD, which has no body to say anything in, and OPTIONS, which browsers send ahead without a credential.</summary>
public sealed class MethodTests(Stack stack)
{
    private static readonly (string, string)[] Preflight = [("Origin", "http://pages.example"), ("Access-Control-Request-Method", "PUT")];

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task HEAD_is_let_in_and_refused_as_GET_is_and_has_no_body(string proxy)
    {
        var token = await stack.Tenant.NewTokenAsync("app:read");
        foreach (var (target, credential) in new[] { ("/reports", token), ("/public/logo.png", (string?)null) })
        {
            var passed = await stack.SendAsync(stack.UrlOf(proxy), "HEAD", Stack.AppHost, target, credential);

            passed.ShouldBeLetIn().Method.ShouldBe("HEAD");
            passed.Answer.Body.ShouldBeEmpty();
        }

        foreach (var (credential, status) in new[] { ((string?)null, 401), ("rubbish", 401), (await stack.Tenant.NewTokenAsync("app:write"), 403) })
        {
            var refused = await stack.SendAsync(stack.UrlOf(proxy), "HEAD", Stack.AppHost, "/reports", credential);

            refused.ShouldBeRefused(status);
            refused.Answer.Body.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task OPTIONS_needs_what_any_method_does(string proxy)
    {
        (await stack.SendAsync(stack.UrlOf(proxy), "OPTIONS", Stack.AppHost, "/reports")).ShouldBeRefused(401);
        (await stack.SendAsync(stack.UrlOf(proxy), "OPTIONS", Stack.AppHost, "/reports", null, Preflight)).ShouldBeRefused(401);

        var request = (await stack.SendAsync(stack.UrlOf(proxy), "OPTIONS", Stack.AppHost, "/reports", await stack.Tenant.NewTokenAsync("app:read"), Preflight)).ShouldBeLetIn();

        request.Method.ShouldBe("OPTIONS");
    }

    [Theory]
    [MemberData(nameof(Stack.ProxiesAndIngress), MemberType = typeof(Stack))]
    public async Task A_preflight_passes_as_nobodys_where_the_app_lets_them_and_nothing_else_does(string proxy)
    {
        const string host = "preflights.localhost";
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Grace");
        var app = await tenant.Client.Apps.CreateAsync(
            tenant.Org.Id,
            new("Preflights", [host], [new("/**", new Requirement.Scope("app:read"), ["GET", "PUT", "OPTIONS"])], Preflight: PreflightAnswers.Pass),
            TestContext.Current.CancellationToken);
        await using var own = await stack.StartAsync(proxy, tenant, app.Value);

        // Twice: the second answer is one that was kept.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var request = (await stack.SendAsync(own.Url, "OPTIONS", host, "/reports", null, [.. Preflight, (IdentityHeaders.UserSub, "user_1")])).ShouldBeLetIn();

            request.Method.ShouldBe("OPTIONS");
            request.Values(IdentityHeaders.UserSub).ShouldBe([IdentityHeaders.Absent]);
        }

        (await stack.SendAsync(own.Url, "OPTIONS", host, "/reports")).ShouldBeRefused(401);
        (await stack.SendAsync(own.Url, "OPTIONS", host, "/reports", null, [.. Preflight, ("Cookie", "a=b")])).ShouldBeRefused(401);
        (await stack.SendAsync(own.Url, "OPTIONS", host, "/reports", "rubbish", Preflight)).ShouldBeRefused(401);
        (await stack.SendAsync(own.Url, "PUT", host, "/reports", null, Preflight)).ShouldBeRefused(401);
        (await stack.SendAsync(own.Url, "GET", host, "/reports", null, Preflight)).ShouldBeRefused(401);
        (await stack.SendAsync(own.Url, "OPTIONS", host, "/reports", null, [Preflight[0], ("Access-Control-Request-Method", "DELETE")])).ShouldBeRefused(403);
    }
}
