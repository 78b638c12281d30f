using System.Globalization;
using System.Net;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>People of whom much is to be said come through nginx too, which takes no more headers of an answer than fit into a buffer.</summary>
public sealed class LargeIdentityTests(Stack stack)
{
    private const string Host = "people.localhost";
    private const string DecisionCookie = "__Host-catalyst_decision";

    // Of 63 bytes each, beside all that an owner may do.
    private static readonly int[] Labels = [0, 12, 24];

    [Fact]
    public async Task With_the_cookie_and_the_landing_as_far_as_there_may_be_headers()
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Alan");
        await using var proxy = await StartAsync(tenant, config => config);
        foreach (var count in Labels)
        {
            await KnowAsync(tenant, count);
            using var browser = new Browser();
            await stack.SignInAsync(browser, tenant);

            (await browser.FollowAsync($"{UrlOf(proxy)}/landed")).Status.ShouldBe(HttpStatusCode.OK, $"{count} labels");
            browser.CookieOf(Host, DecisionCookie).ShouldNotBeNull($"{count} labels");
            browser.Forget(Host, DecisionCookie);
            (await browser.FetchAsync(HttpMethod.Get, $"{UrlOf(proxy)}/data")).Status.ShouldBe(HttpStatusCode.OK, $"{count} labels");
            browser.CookieOf(Host, DecisionCookie).ShouldNotBeNull($"{count} labels");
            (await browser.FetchAsync(HttpMethod.Get, $"{UrlOf(proxy)}/data")).Status.ShouldBe(HttpStatusCode.OK, $"{count} labels");
        }

        // What is more than headers may have is refused as such, and nothing before it is a fault.
        var most = Labels[^1];
        while (await OpenAsync(proxy, tenant, most + 1) is HttpStatusCode.OK)
        {
            most++;
        }

        most.ShouldBeInRange(25, 40);
        (await OpenAsync(proxy, tenant, most + 1)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_it_where_nobody_said_that_the_buffer_is_larger()
    {
        using var tenant = await Tenant.SignUpAsync(stack.Server.Url, "Alonzo");
        await using var proxy = await StartAsync(tenant, WithUsualBuffers);
        foreach (var (count, isGiven) in new[] { (0, true), (12, false), (24, false) })
        {
            await KnowAsync(tenant, count);
            using var browser = new Browser();
            await stack.SignInAsync(browser, tenant);

            (await browser.FollowAsync($"{UrlOf(proxy)}/landed")).Status.ShouldBe(HttpStatusCode.OK, $"{count} labels");
            browser.Forget(Host, DecisionCookie);
            (await browser.FetchAsync(HttpMethod.Get, $"{UrlOf(proxy)}/data")).Status.ShouldBe(HttpStatusCode.OK, $"{count} labels");
            (browser.CookieOf(Host, DecisionCookie) is not null).ShouldBe(isGiven, $"{count} labels");
        }
    }

    private async Task<HttpStatusCode> OpenAsync(IProxy proxy, Tenant tenant, int labels)
    {
        await KnowAsync(tenant, labels);
        using var browser = new Browser();
        await stack.SignInAsync(browser, tenant);
        return (await browser.FollowAsync($"{UrlOf(proxy)}/landed")).Status;
    }

    private async Task KnowAsync(Tenant tenant, int labels)
    {
        var all = Enumerable.Range(0, labels).Select(i => string.Create(CultureInfo.InvariantCulture, $"team{i:00}:{new string('x', 56)}"));
        (await stack.Admin.Users.SetLabelsAsync(tenant.Owner.Id, [.. all], cancellationToken: TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
    }

    private async Task<IProxy> StartAsync(Tenant tenant, Func<string, string> change)
    {
        var app = await tenant.ProtectAsync(Host, [new("/**", new Requirement.Role("owner"))]);
        var config = (await tenant.Client.Apps.GetProxyConfigAsync(
            app.Id, Proxy.RequestOf(ProxyNames.Nginx, stack.Server.ForwardAuthUrl, stack.Upstream.Url), TestContext.Current.CancellationToken)).Value;
        return await Proxy.StartAsync(config with { Files = [.. config.Files.Select(file => file with { Content = change(file.Content) })] });
    }

    // As somebody writes it who follows the contract alone.
    private static string WithUsualBuffers(string config) => string.Join('\n', config.Split('\n').Where(line => !line.Contains("buffer", StringComparison.Ordinal) || line.Contains("proxy_pass", StringComparison.Ordinal)))
        .Replace("?buffer=8k", string.Empty, StringComparison.Ordinal);

    private static string UrlOf(IProxy proxy) => $"http://{Host}:{proxy.Url.Port.ToString(CultureInfo.InvariantCulture)}";
}
