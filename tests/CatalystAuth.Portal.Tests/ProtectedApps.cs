using System.Globalization;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.Flows;
using CatalystAuth.Contracts.Policies;
using CatalystAuth.Testing;
using CatalystAuth.Testing.Proxies;

namespace CatalystAuth.Portal.Tests;

/// <summary>Apps of one organisation on hosts of their own, behind one real Caddy that asks forward-auth.</summary>
internal sealed class ProtectedApps : IAsyncDisposable
{
    private static readonly string[] Names = ["wiki", "shop", "desk"];

    private readonly EchoUpstream _upstream;
    private readonly CaddyProcess _caddy;

    private ProtectedApps(EchoUpstream upstream, CaddyProcess caddy, IEnumerable<string> hosts)
    {
        (_upstream, _caddy) = (upstream, caddy);
        Urls = [.. hosts.Select(host => $"http://{host}:{caddy.Url.Port.ToString(CultureInfo.InvariantCulture)}/reports?year=2026")];
    }

    /// <summary>A page of each app. It shows what the app was told of who comes.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>Three apps that only their owner may open, each asked about by itself.</summary>
    public static async Task<ProtectedApps> StartAsync(PortalServer portal, Person owner)
    {
        using var client = await SignInAsync(portal, owner.Email);
        var apps = await CreateAsync(client, [.. Names.Select(name => $"{name}.localhost")]);
        var upstream = await EchoUpstream.StartAsync();
        var configs = new List<ProxyConfig>();
        foreach (var app in apps)
        {
            configs.Add((await client.Apps.GetProxyConfigAsync(app.Id, RequestOf(portal, upstream), TestContext.Current.CancellationToken)).Value);
        }

        return new(upstream, await CaddyProcess.StartAsync(configs), apps.Select(app => app.Hosts.Single()));
    }

    /// <summary>The same in one domain, which is asked about as one.</summary>
    public static async Task<ProtectedApps> StartAsync(PortalServer portal, Person owner, string domain)
    {
        using var client = await SignInAsync(portal, owner.Email);
        using var admin = await SignInAsync(portal, PortalServer.AdminEmail);
        var apps = await CreateAsync(client, [.. Names.Select(name => $"{name}.{domain}")]);
        (await admin.ForwardAuthDomains.SetAsync(domain, new(apps[0].OrgId), TestContext.Current.CancellationToken)).IsSuccess.ShouldBeTrue();
        var upstream = await EchoUpstream.StartAsync();
        var config = await admin.ForwardAuthDomains.GetProxyConfigAsync(domain, RequestOf(portal, upstream), TestContext.Current.CancellationToken);
        return new(upstream, await CaddyProcess.StartAsync(config.Value), apps.Select(app => app.Hosts.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        await _caddy.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private static async Task<IReadOnlyList<App>> CreateAsync(CatalystClient client, IReadOnlyList<string> hosts)
    {
        var org = await client.Orgs.CreateAsync(new("Apps"), TestContext.Current.CancellationToken);
        var apps = new List<App>();
        foreach (var host in hosts)
        {
            var app = await client.Apps.CreateAsync(
                org.Value.Id, new(host, [host], [new("/**", new Requirement.Role("owner"))]), TestContext.Current.CancellationToken);
            apps.Add(app.Value);
        }

        return apps;
    }

    private static async Task<CatalystClient> SignInAsync(PortalServer portal, string email)
    {
        var client = new CatalystClient(portal.Url);
        var flow = await client.Auth.StartFlowAsync(
            new(FlowTypes.SignIn, new() { Identifier = email, Password = PortalServer.Password }), TestContext.Current.CancellationToken);
        flow.Value.Step.Kind.ShouldBe(FlowStepKinds.Done);
        return client;
    }

    private static ProxyConfigRequest RequestOf(PortalServer portal, EchoUpstream upstream) => new(
        ProxyNames.Caddy, null, null, portal.ForwardAuthUrl.GetLeftPart(UriPartial.Authority), upstream.Url.GetLeftPart(UriPartial.Authority));
}
