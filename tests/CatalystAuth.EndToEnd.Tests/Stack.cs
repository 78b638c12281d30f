using System.Net;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.EndToEnd.Tests;

/// <summary>All that stands between a client and an upstream: the built server, the proxies, and a protected app.</summary>
public class Stack : IAsyncLifetime
{
    public const string AppHost = "app.localhost";
    public const string Caddy = ProxyNames.Caddy;
    public const string Nginx = ProxyNames.Nginx;

    private readonly Dictionary<string, IProxy> _proxies = [];

    /// <summary>All proxies, for theories.</summary>
    public static TheoryData<string> Proxies => [.. ProxyNames.All];

    /// <summary>The same, and nginx as its Kubernetes controller configures it.</summary>
    public static TheoryData<string> ProxiesAndIngress => [.. ProxyNames.All, Proxy.IngressNginx];

    /// <summary>Where the portal and the API are.</summary>
    public string Portal => Server.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The platform's admin, signed in.</summary>
    public CatalystClient Admin { get; private set; } = null!;

    public CatalystServerProcess Server { get; private set; } = null!;

    public EchoUpstream Upstream { get; private set; } = null!;

    public Tenant Tenant { get; private set; } = null!;

    public App App { get; private set; } = null!;

    protected virtual CatalystServerOptions Options => new() { AdminEmail = "admin@example.com", AdminPassword = Tenant.Password };

    public async ValueTask InitializeAsync()
    {
        Upstream = await EchoUpstream.StartAsync();
        Server = await CatalystServerProcess.StartAsync(Options);
        Admin = new(Server.Url);
        if (Options.AdminEmail is { } admin)
        {
            var flow = await Admin.Auth.StartFlowAsync(new(FlowTypes.SignIn, new() { Identifier = admin, Password = Options.AdminPassword }));
            flow.Value.Step.Kind.ShouldBe(FlowStepKinds.Done);
        }

        Tenant = await Tenant.SignUpAsync(Server.Url, "Ada");
        App = await Tenant.ProtectAsync(AppHost);
        foreach (var name in (string[])[.. ProxyNames.All, Proxy.IngressNginx])
        {
            _proxies.Add(name, await StartAsync(name, Tenant, App));
        }
    }

    public Uri UrlOf(string proxy) => _proxies[proxy].Url;

    /// <summary>Another proxy, in front of another app.</summary>
    public Task<IProxy> StartAsync(string proxy, Tenant tenant, App app) =>
        Proxy.StartAsync(proxy, tenant.Client, app.Id, Server.ForwardAuthUrl, Upstream.Url);

    /// <summary>A proxy in front of all apps in a domain.</summary>
    public Task<IProxy> StartAsync(string proxy, string domain, EchoUpstream upstream) =>
        Proxy.StartAsync(proxy, Admin, domain, Server.ForwardAuthUrl, upstream.Url);

    /// <summary>Signs a browser in at the portal.</summary>
    public async Task SignInAsync(Browser browser, Tenant tenant)
    {
        var answer = await browser.FetchAsync(
            HttpMethod.Post, $"{Portal}/v1/auth/flows",
            $$$"""{"type":"sign_in","browser":true,"answers":{"identifier":"{{{tenant.Owner.Email}}}","password":"{{{Tenant.Password}}}"}}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
    }

    /// <summary>Sends a request through a proxy, and tells what the client got and what, if anything, the upstream.</summary>
    public Task<Passage> SendAsync(string proxy, string target, string? token = null, params IEnumerable<(string Name, string Value)> headers) =>
        SendToHostAsync(proxy, AppHost, target, token, headers);

    /// <summary>The same, for another host.</summary>
    public Task<Passage> SendToHostAsync(
        string proxy, string host, string target, string? token = null, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(UrlOf(proxy), "GET", host, target, token, headers);

    /// <summary>The same by whatever method, through whatever proxy.</summary>
    public async Task<Passage> SendAsync(
        Uri proxy, string method, string host, string target, string? token = null, params IEnumerable<(string Name, string Value)> headers)
    {
        var probe = Guid.CreateVersion7().ToString("N");
        IEnumerable<(string, string)> credential = token is null ? [] : [("Authorization", $"Bearer {token}")];
        var answer = await StartHop.SendAsync(
            proxy, method, target, host, [(EchoUpstream.ProbeHeader, probe), .. credential, .. headers]);
        return new Passage(answer, Upstream.With(probe));
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable?[] parts = [.. _proxies.Values, Server, Upstream];
        Tenant?.Dispose();
        Admin?.Dispose();
        foreach (var part in parts)
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        GC.SuppressFinalize(this);
    }
}

/// <summary>With tokens that expire at once, by a clock that forgives nothing.</summary>
public sealed class ShortLivedStack : Stack
{
    protected override CatalystServerOptions Options => new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Catalyst__Tokens__AccessLifetime"] = "00:00:02",
            ["Catalyst__Tokens__ClockSkew"] = "00:00:00",
        },
    };
}
