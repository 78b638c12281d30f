using System.Globalization;
using CatalystAuth.Contracts.Apps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CatalystAuth.Testing.Proxies;

/// <summary>
/// A real nginx, configured as the Kubernetes controller for it does for the ingresses with our annotations and its own defaults. The controller is not run:
/// what its template (1.15) makes of <c>auth-url</c>, <c>auth-signin</c>, <c>auth-response-headers</c> and <c>upstream-vhost</c> is written here in short.
/// </summary>
public sealed class IngressNginxProcess : ProxyProcess
{
    private const string Annotations = "nginx.ingress.kubernetes.io/";
    private const string SignInHeader = "X-Sign-In";
    private const string PageHeader = "X-Page";
    private const string UriHeader = "X-Page-Uri";

    private readonly WebApplication _signIn;

    private IngressNginxProcess(WebApplication signIn) => _signIn = signIn;

    /// <summary>Starts one.</summary>
    /// <param name="config">The ingress.</param>
    /// <param name="upstream">Where the service that it names is.</param>
    public static async Task<IngressNginxProcess> StartAsync(ProxyConfig config, Uri upstream)
    {
        var ingress = Yaml.Parse(config.Files[0].Content);
        var annotations = ingress["metadata", "annotations"];
        var hosts = ingress["spec", "rules"].Items.Select(rule => rule["host"].Text);
        var auth = new Uri(annotations[$"{Annotations}auth-url"].Text);
        var kept = annotations[$"{Annotations}auth-response-headers"].Text.Split(',');
        var buffer = annotations[$"{Annotations}proxy-buffer-size"].Text;
        var own = Yaml.Parse(config.Files[1].Content);
        var path = own["spec", "rules", 0, "http", "paths", 0];
        var service = Yaml.Parse(config.Files[2].Content);
        if (!own["spec", "rules"].Items.Select(rule => rule["host"].Text).SequenceEqual(hosts)
            || path["backend", "service", "name"].Text != service["metadata", "name"].Text
            || path["backend", "service", "port", "number"].Text != service["spec", "ports", 0, "port"].Text)
        {
            throw new InvalidOperationException("The second ingress does not belong to the first, or to its service.");
        }

        var ownAnnotations = own["metadata", "annotations"];
        var (vhost, ownBuffer) = (ownAnnotations[$"{Annotations}upstream-vhost"].Text, ownAnnotations[$"{Annotations}proxy-buffer-size"].Text);
        var forwardAuth = $"{service["spec", "externalName"].Text}:{service["spec", "ports", 0, "port"].Text}";
        var signInUrl = annotations[$"{Annotations}auth-signin"].Text;
        var signIn = await StartSignInAsync(annotations[$"{Annotations}auth-signin-redirect-param"].Text);
        var nginx = new IngressNginxProcess(signIn);

        // Each header that is named is set to what the answer has of it, also when that is nothing.
        var headers = kept.Select((name, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"auth_request_set $authHeader{i} $upstream_http_{name.ToLowerInvariant().Replace('-', '_')};\n        proxy_set_header '{name}' $authHeader{i};"));
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
              underscores_in_headers off;
              ignore_invalid_headers on;
              map $http_upgrade $connection_upgrade {
                default upgrade;
                '' '';
              }

              server {
                listen {{FormattableString.Invariant($"127.0.0.1:{nginx.Port}")}} default_server;
                return 404;
              }

              server {
                listen {{FormattableString.Invariant($"127.0.0.1:{nginx.Port}")}};
                server_name {{string.Join(' ', hosts)}};
                location = /_external-auth {
                  internal;
                  proxy_intercept_errors off;
                  proxy_pass_request_body off;
                  proxy_pass_request_headers on;
                  proxy_set_header Content-Length "";
                  proxy_set_header X-Forwarded-Proto "";
                  proxy_set_header Host {{auth.Authority}};
                  proxy_set_header X-Original-URL $scheme://$http_host$request_uri;
                  proxy_set_header X-Original-Method $request_method;
                  proxy_set_header X-Sent-From "nginx-ingress-controller";
                  proxy_set_header X-Real-IP $remote_addr;
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header X-Auth-Request-Redirect $request_uri;
                  proxy_buffer_size {{buffer}};
                  proxy_buffers 4 {{buffer}};
                  set $target {{auth}};
                  proxy_pass $target;
                }

                location @sign_in {
                  internal;
                  add_header Set-Cookie $auth_cookie;
                  proxy_method GET;
                  proxy_pass_request_body off;
                  proxy_set_header Content-Length "";
                  proxy_set_header {{SignInHeader}} "{{signInUrl}}";
                  proxy_set_header {{PageHeader}} $scheme://$http_host;
                  proxy_set_header {{UriHeader}} $request_uri;
                  proxy_pass {{signIn.Urls.Single()}};
                }

                location / {
                  auth_request /_external-auth;
                  auth_request_set $auth_cookie $upstream_http_set_cookie;
                  add_header Set-Cookie $auth_cookie;
                  error_page 401 = @sign_in;
                  {{string.Join("\n        ", headers)}}
                  {{ToUpstream("$http_host", buffer)}}
                  proxy_pass {{upstream.GetLeftPart(UriPartial.Authority)}};
                }

                location "{{path["path"].Text}}" {
                  {{ToUpstream(vhost, ownBuffer)}}
                  proxy_pass http://{{forwardAuth}};
                }
              }
            }
            """);
        await nginx.RunAsync(new(Find("nginx"), "-p", nginx.Directory, "-e", "stderr", "-c", file));
        return nginx;
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _signIn.DisposeAsync();
    }

    private static string ToUpstream(string host, string buffer) =>
        $$"""
        proxy_set_header Host {{host}};
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_upgrade;
                  proxy_set_header X-Real-IP $remote_addr;
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header X-Forwarded-Host $http_host;
                  proxy_set_header X-Forwarded-Proto $scheme;
                  proxy_set_header X-Scheme $scheme;
                  proxy_http_version 1.1;
                  proxy_buffering off;
                  proxy_buffer_size {{buffer}};
                  proxy_buffers 4 {{buffer}};
        """;

    // The controller's nginx has a module that escapes; what it makes of auth-signin is made here.
    private static async Task<WebApplication> StartSignInAsync(string parameter)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        var app = builder.Build();
        app.Run(context =>
        {
            var sent = context.Request.Headers;
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = $"{sent[SignInHeader]}?{parameter}={sent[PageHeader]}{Uri.EscapeDataString(sent[UriHeader].ToString())}";
            return Task.CompletedTask;
        });
        await app.StartAsync();
        return app;
    }
}
