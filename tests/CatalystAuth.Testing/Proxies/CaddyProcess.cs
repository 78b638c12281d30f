using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Testing.Proxies;

/// <summary>A real Caddy, for any host.</summary>
public sealed class CaddyProcess : ProxyProcess
{
    private CaddyProcess()
    {
    }

    /// <summary>Starts one.</summary>
    public static async Task<CaddyProcess> StartAsync(ProxyConfig config)
    {
        var caddy = new CaddyProcess();
        var site = config.Files.Single().Content;
        var file = caddy.Write(
            "Caddyfile",
            $$"""
            {
              admin off
              auto_https off
            }

            http://:{{caddy.Port}}{{site[site.IndexOf(" {", StringComparison.Ordinal)..]}}
            """);
        await caddy.RunAsync(new("caddy", "run", "--config", file, "--adapter", "caddyfile")
        {
            Environment = new Dictionary<string, string?> { ["HOME"] = caddy.Directory },
        });
        return caddy;
    }
}
