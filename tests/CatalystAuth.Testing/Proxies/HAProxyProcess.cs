using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Testing.Proxies;

/// <summary>A real HAProxy, for any host, with the script that the server wrote.</summary>
public sealed class HAProxyProcess : ProxyProcess
{
    private HAProxyProcess()
    {
    }

    /// <summary>Starts one.</summary>
    public static async Task<HAProxyProcess> StartAsync(ProxyConfig config)
    {
        var haproxy = new HAProxyProcess();
        foreach (var file in config.Files)
        {
            haproxy.Write(
                file.Name,
                file.Name == "haproxy.cfg" ? file.Content.With("bind :80\n", FormattableString.Invariant($"bind 127.0.0.1:{haproxy.Port}\n")) : file.Content);
        }

        // -db: one process, in the foreground.
        await haproxy.RunAsync(new(Find("haproxy"), "-db", "-f", Path.Combine(haproxy.Directory, "haproxy.cfg")));
        return haproxy;
    }
}
