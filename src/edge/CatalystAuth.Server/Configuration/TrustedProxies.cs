using CatalystAuth.ForwardAuth;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CatalystAuth.Server.Configuration;

/// <summary>
/// The proxies in front of the API (<c>Catalyst:TrustedProxies</c>): of their requests, and of nobody else's, the client's address is what
/// <c>X-Forwarded-For</c> says, read from its end as far as the proxies go.
/// </summary>
internal static class TrustedProxies
{
    private const string Key = "Catalyst:TrustedProxies";

    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        // With none the middleware would believe everybody.
        if (Read(configuration) is not { Count: > 0 } networks)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        return app.UseForwardedHeaders(options);
    }

    /// <exception cref="SettingException">One is no address or network.</exception>
    public static List<IPNetwork> Read(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Key).GetChildren().Select(entry => ForwardAuthOptions.TryReadNetwork(entry.Value, out var network)
            ? network
            : throw SettingException.For(entry.Path, $"is \"{entry.Value}\"; it is an address or a network, e.g. 10.0.0.0/8.")),
    ];
}
