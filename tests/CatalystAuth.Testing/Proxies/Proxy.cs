using System.Globalization;
using System.Net.Sockets;
using CatalystAuth.Client;
using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Testing.Proxies;

/// <summary>A proxy in front of an upstream, configured as the server itself writes it.</summary>
public interface IProxy : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Url { get; }
}

/// <summary>Starts proxies by their names.</summary>
public static class Proxy
{
    /// <summary>The name of nginx as the Kubernetes controller configures it, beside those of <see cref="ProxyNames"/>.</summary>
    public const string IngressNginx = "ingress-nginx";

    /// <summary>Asks the server for the configuration of a proxy for an app, and starts it: the real program, or for Traefik and Envoy an emulator.</summary>
    public static async Task<IProxy> StartAsync(string name, CatalystClient client, AppId app, Uri forwardAuth, Uri upstream) => name == IngressNginx
        ? await IngressNginxProcess.StartAsync(
            (await client.Apps.GetProxyConfigAsync(app, RequestOf(ProxyNames.Nginx, forwardAuth, upstream) with { Form = ProxyConfigForms.Crd, UpstreamUrl = null })).Value, upstream)
        : await StartAsync((await client.Apps.GetProxyConfigAsync(app, RequestOf(name, forwardAuth, upstream))).Value);

    /// <summary>The same for a domain, by a platform admin.</summary>
    public static async Task<IProxy> StartAsync(string name, CatalystClient admin, string domain, Uri forwardAuth, Uri upstream) =>
        name == IngressNginx
            ? await IngressNginxProcess.StartAsync(
                (await admin.ForwardAuthDomains.GetProxyConfigAsync(domain, RequestOf(ProxyNames.Nginx, forwardAuth, upstream) with { Form = ProxyConfigForms.Crd, UpstreamUrl = null })).Value, upstream)
            : await StartAsync((await admin.ForwardAuthDomains.GetProxyConfigAsync(domain, RequestOf(name, forwardAuth, upstream))).Value);

    /// <summary>What to ask the server for.</summary>
    public static ProxyConfigRequest RequestOf(string name, Uri forwardAuth, Uri upstream) => new(name, null, null, TextOf(forwardAuth), TextOf(upstream));

    /// <summary>Starts a proxy with a configuration.</summary>
    public static async Task<IProxy> StartAsync(ProxyConfig config) => config.Proxy switch
    {
        ProxyNames.Caddy => await CaddyProcess.StartAsync(config),
        ProxyNames.Nginx => await NginxProcess.StartAsync(config),
        ProxyNames.HAProxy => await HAProxyProcess.StartAsync(config),
        ProxyNames.Traefik => await TraefikEmulator.StartAsync(config),
        ProxyNames.Envoy => await EnvoyEmulator.StartAsync(config),
        _ => throw new ArgumentException($"There is no proxy \"{config.Proxy}\".", nameof(config)),
    };

    /// <summary>The address of a port on this machine.</summary>
    internal static Uri UrlOf(int port) => new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Puts something else in the place of what a configuration says, once.</summary>
    internal static string With(this string config, string what, string other) => config.Split(what) is [var before, var after]
        ? before + other + after
        : throw new InvalidOperationException($"The configuration does not say \"{what}\" once.");

    /// <summary>Whether somebody listens, of a program that has no route to ask.</summary>
    internal static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string TextOf(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
