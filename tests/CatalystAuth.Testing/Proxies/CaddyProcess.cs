using System.Globalization;
using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Testing.Proxies;

/// <summary>A real Caddy: with one site for any host, with several each for its own hosts.</summary>
public sealed class CaddyProcess : ProxyProcess
{
    private CaddyProcess()
    {
    }

    /// <summary>Starts one.</summary>
    public static async Task<CaddyProcess> StartAsync(params IReadOnlyList<ProxyConfig> configs)
    {
        var caddy = new CaddyProcess();
        var port = caddy.Port.ToString(CultureInfo.InvariantCulture);
        var sites = configs.Select(config => config.Files.Single().Content).Select(site =>
        {
            var end = site.IndexOf(" {", StringComparison.Ordinal);
            var hosts = configs.Count == 1 ? [string.Empty] : site[..end].Split(", ");
            return string.Join(", ", hosts.Select(host => $"http://{host}:{port}")) + site[end..];
        });
        var file = caddy.Write(
            "Caddyfile",
            $$"""
            {
              admin off
              auto_https off
            }

            {{string.Join('\n', sites)}}
            """);
        await caddy.RunAsync(new("caddy", "run", "--config", file, "--adapter", "caddyfile")
        {
            Environment = new Dictionary<string, string?> { ["HOME"] = caddy.Directory },
        });
        return caddy;
    }
}
