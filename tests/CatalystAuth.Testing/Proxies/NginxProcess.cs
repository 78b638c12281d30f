using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Testing.Proxies;

/// <summary>A real nginx, for any host but the one of another server beside: one process, in the foreground.</summary>
public sealed class NginxProcess : ProxyProcess
{
    private NginxProcess()
    {
    }

    /// <summary>Starts one.</summary>
    public static async Task<NginxProcess> StartAsync(ProxyConfig config)
    {
        var nginx = new NginxProcess();
        var file = nginx.Write(
            "nginx.conf",
            $$"""
            daemon off;
            master_process off;
            pid {{nginx.Directory}}/nginx.pid;
            error_log stderr notice;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path {{nginx.Directory}}/body;
              proxy_temp_path {{nginx.Directory}}/proxy;
              fastcgi_temp_path {{nginx.Directory}}/fastcgi;
              uwsgi_temp_path {{nginx.Directory}}/uwsgi;
              scgi_temp_path {{nginx.Directory}}/scgi;
              {{config.Files.Single().Content.With("listen 80;", FormattableString.Invariant($"listen 127.0.0.1:{nginx.Port};"))}}

              server {
                listen 127.0.0.1:{{FormattableString.Invariant($"{nginx.Port}")}};
                server_name beside.invalid;
                return 404;
              }
            }
            """);
        await nginx.RunAsync(new(Find("nginx"), "-p", nginx.Directory, "-e", "stderr", "-c", file));
        return nginx;
    }
}
