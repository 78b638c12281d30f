namespace CatalystAuth.Testing;

/// <summary>
/// The proxies' configurations as <c>docs/proxies.md</c> shows them, with the placeholders filled in: what operators copy is what is
/// tested.
/// </summary>
public static class ProxyConfigs
{
    /// <summary>The Caddyfile, for any host.</summary>
    public static string Caddy(int port, string app, Uri forwardAuth, Uri upstream) =>
        $$"""
        {
          admin off
          auto_https off
        }

        {{Fill("## Caddy", "caddyfile", app, forwardAuth, upstream).Replace("app.example.com {", $"http://:{port} {{", StringComparison.Ordinal)}}
        """;

    /// <summary>The locations of nginx in a server of their own, for any host.</summary>
    public static string Nginx(int port, string directory, string app, Uri forwardAuth, Uri upstream) =>
        $$"""
        daemon off;
        master_process off;
        pid {{directory}}/nginx.pid;
        error_log stderr notice;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path {{directory}}/body;
          proxy_temp_path {{directory}}/proxy;
          fastcgi_temp_path {{directory}}/fastcgi;
          uwsgi_temp_path {{directory}}/uwsgi;
          scgi_temp_path {{directory}}/scgi;
          server {
            listen 127.0.0.1:{{port}};
            {{Fill("## nginx", "nginx", app, forwardAuth, upstream)}}
          }
        }
        """;

    private static string Fill(string heading, string language, string app, Uri forwardAuth, Uri upstream)
    {
        var block = MarkdownBlocks.Read(Repository.Read("docs", "proxies.md"), heading, language).Single();
        foreach (var (placeholder, value) in (ReadOnlySpan<(string, string)>)
            [("catalyst:5081", forwardAuth.Authority), ("upstream:8080", upstream.Authority), ($"/fa/{NameOf(heading)}/APP", $"/fa/{NameOf(heading)}/{app}")])
        {
            block = block.Contains(placeholder, StringComparison.Ordinal)
                ? block.Replace(placeholder, value, StringComparison.Ordinal)
                : throw new InvalidOperationException($"docs/proxies.md, \"{heading}\", has no {placeholder} to fill in.");
        }

        return block;
    }

    private static string NameOf(string heading) => heading[3..].ToLowerInvariant();
}
