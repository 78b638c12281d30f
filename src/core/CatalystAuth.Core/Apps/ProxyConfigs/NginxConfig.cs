using System.Security.Cryptography;
using System.Text;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Core.AppSessions;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>A server of nginx, or an ingress for its Kubernetes controller.</summary>
internal static class NginxConfig
{
    public static readonly Version Least = new(1, 18);
    public static readonly Version Usual = new(1, 22);

    // nginx drops names with underscores and dots by itself. An empty variable takes the client's header away.
    public static ProxyConfig WriteFile(ProxyTarget target)
    {
        // One for each file, as all are in one http block; and short, as nginx keeps names in buckets of 64 bytes.
        var id = IdOf(target);
        var (odd, upgrade, connection) = ($"catalyst_odd_{id}", $"catalyst_upgrade_{id}", $"catalyst_connection_{id}");
        var content =
            $$"""
            {{(BucketFor(target) is { } size ? $"# Beside another server on the port http needs, once, for names as long as this one: server_names_hash_bucket_size {size};\n\n" : string.Empty)}}# 1 where the request line names another host than the header: that one is routed by, and this one may be believed.
            map "$host $http_host" ${{odd}} {
              default 1;
              "~*^(\S+) \1\.?(:\d+)?$" 0;
            }

            # Only a WebSocket is let change the protocol: within any other nobody would be asked.
            map $http_upgrade ${{upgrade}} {
              default "";
              "~*^websocket$" websocket;
            }

            map ${{upgrade}} ${{connection}} {
              default close;
              websocket upgrade;
            }

            server {
              listen 80;
              server_name {{string.Join(' ', target.HostNames.Select(host => target.IsDomain ? $".{host}" : host))}};

              if (${{odd}}) {
                return 400;
              }

              location / {
                auth_request /_catalyst;
                auth_request_set $catalyst_location $upstream_http_location;
                auth_request_set $catalyst_cookie $upstream_http_set_cookie;
                add_header Set-Cookie $catalyst_cookie always;
                error_page 401 = @catalyst_sign_in;
            {{Lines(name => $"    auth_request_set ${Variable(name)} $upstream_http_{Variable(name)[9..]};")}}
            {{Lines(name => $"    proxy_set_header {name} ${Variable(name)};")}}
            {{string.Join('\n', ClientCopies.Overrides.Select(name => $"    proxy_set_header {name} \"\";"))}}
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $remote_addr;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header X-Forwarded-Host $http_host;
                proxy_set_header {{ClientCopies.TunnelSettings}} "";
                proxy_set_header Upgrade ${{upgrade}};
                proxy_set_header Connection ${{connection}};
                proxy_http_version 1.1;
                # Events go on as they come, and whoever is quiet for a while stays connected. An app can have an answer
                # kept until a slow client has it, by "X-Accel-Buffering: yes".
                proxy_buffering off;
                proxy_read_timeout 5m;
                proxy_send_timeout 5m;{{(target.Upstream.IsHttps ? Tls(target, target.Upstream) : string.Empty)}}
                proxy_pass {{target.Upstream.Url}};
              }

              # Browsers are sent to sign in; who gets no address to go to, as programs, keeps 401.
              location @catalyst_sign_in {
                add_header Set-Cookie $catalyst_cookie always;
                add_header Cache-Control no-store always;
                if ($catalyst_location) {
                  return 302 $catalyst_location;
                }
                return 401;
              }

              # What forward-auth can't even read is the client's mistake, and no error of this server.
              location @catalyst_unread {
                return 403;
              }

              location = /_catalyst {
                internal;
                proxy_intercept_errors on;
                error_page 400 404 408 413 414 431 = @catalyst_unread;{{(target.ForwardAuth.IsHttps ? Tls(target, target.ForwardAuth) : string.Empty)}}
                # The headers of an identity and a cookie have to fit into the first buffer; forward-auth is told that it is this large.
                proxy_buffer_size 8k;
                proxy_buffers 4 8k;
                proxy_busy_buffers_size 16k;
                proxy_pass {{target.ForwardAuth.Url}}{{target.PathOf("nginx")}}?buffer=8k;
                proxy_pass_request_body off;
                proxy_set_header Content-Length "";
                proxy_set_header X-Forwarded-Method $request_method;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header X-Forwarded-Host $http_host;
                proxy_set_header X-Forwarded-Uri $request_uri;
                proxy_set_header X-Forwarded-For $remote_addr;
              }
            }

            """;
        return new(
            ProxyNames.Nginx, ProxyConfigForms.File, target.Version.ToString(), [new("catalyst.conf", content)],
            [
                .. ProxyNotes.Common, .. ProxyNotes.Tls(target, readsAddresses: false),
                "It belongs into the http block. Leave underscores_in_headers off and ignore_invalid_headers on, as they are by default.",
                .. BucketFor(target) is { } bucket ? [FormattableString.Invariant($"Have server_names_hash_bucket_size {bucket}; in the http block, once: beside another server on the port nginx does not start with names as long as these.")] : Array.Empty<string>(),
                "Add your listen 443 ssl and certificates.", ProxyNotes.TlsBefore("$scheme"),
            ]);
    }

    // The answer has none of the headers that are named beside those of identity, and what is named and not in it is taken from the client's: no annotation
    // takes a header away by itself.
    public static ProxyConfig WriteCrd(ProxyTarget target)
    {
        var service = KubernetesService.Of(target.Upstream)!;
        var rules = target.Wildcards.Select(host =>
            $$"""
                - host: "{{host}}"
                  http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend:
                          service:
                            name: "{{service.Name}}"
                            port:
                              number: {{target.Upstream.Port}}
            """);
        var content =
            $$"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: {{target.Name}}
              annotations:
                nginx.ingress.kubernetes.io/auth-url: "{{target.ForwardAuth.Url}}{{target.PathOf("ingress-nginx")}}?buffer=8k"
                nginx.ingress.kubernetes.io/auth-signin: "{{(target.HostNames.All(AppHost.IsLoopback) ? "http" : "https")}}://$http_host{{AppLoginPaths.Start}}"
                nginx.ingress.kubernetes.io/auth-signin-redirect-param: "rd"
                nginx.ingress.kubernetes.io/proxy-buffer-size: "8k"
                nginx.ingress.kubernetes.io/auth-response-headers: "{{string.Join(',', IdentityHeaders.All.Concat(ClientCopies.Overrides).Append(ClientCopies.TunnelSettings))}}"{{(target.Upstream.IsHttps ? "\n    nginx.ingress.kubernetes.io/backend-protocol: \"HTTPS\"" : string.Empty)}}
            spec:
              ingressClassName: nginx
              rules:
            {{string.Join('\n', rules)}}

            """;
        return new(
            ProxyNames.Nginx, ProxyConfigForms.Crd, target.Version.ToString(),
            [new("ingress.yaml", content), new("ingress-sign-in.yaml", OwnPaths(target)), new("service-sign-in.yaml", OwnService(target))],
            [
                .. ProxyNotes.Common,
                service.Namespace is { } found
                    ? $"Apply it in the namespace {found}: an ingress reaches services of its own namespace only."
                    : "Apply it in the namespace of the upstream: an ingress reaches services of its own namespace only.",
                "The controller was retired in March 2026; prefer another one for what is new.",
                .. target.IsDomain ? ["Let no other ingress have a host of the domain: the controller routes by the request line, and asks by the Host header."] : Array.Empty<string>(),
                .. target.ForwardAuth.IsHttps ? ["The controller does not verify forward-auth's certificate, and can't be told to: speak http to it within the cluster, where a network policy lets nobody between."] : Array.Empty<string>(),
                .. target.Upstream.IsHttps ? ["Have the upstream's certificate verified: proxy-ssl-verify \"on\", proxy-ssl-name, and proxy-ssl-secret with the authority."] : Array.Empty<string>(),
                "Headers that override method or path, and one that would open a tunnel, are taken away because auth-response-headers names them. Leave enable-underscores-in-headers off and ignore-invalid-headers on, as they are by default, for their other spellings.",
                "Set no auth-cache-key: answers are not to be kept.",
                "Have no custom-http-errors for 401 and 403: a page in their place can let in.",
                "Snippet annotations can take the protection away; leave allow-snippet-annotations off.",
                "People sign in by the second ingress, which hands /.catalyst/ on to forward-auth: apply all three. Its service is of type ExternalName; under --disable-svc-external-name have it name forward-auth's own service, in that one's namespace.",
                "The controller sends programs that get 401 to /.catalyst/start too, which says 401. Paths that only programs use can have an ingress of their own without auth-signin.",
                "Behind a load balancer that ends TLS set use-forwarded-headers in the controller's ConfigMap, and let nobody but the load balancer reach the controller.",
            ]);
    }

    // What is below the reserved path has no question: forward-auth answers it, under a name by which it knows the app. A rewrite would do that too, but has the
    // controller take all paths of the host for regular expressions, those of other ingresses as well. The type is the
    // one by which each version takes a path with a dot.
    private static string OwnPaths(ProxyTarget target)
    {
        var rules = target.Wildcards.Select(host =>
            $$"""
                - host: "{{host}}"
                  http:
                    paths:
                      - path: {{AppLoginPaths.Prefix}}
                        pathType: ImplementationSpecific
                        backend:
                          service:
                            name: {{OwnName(target)}}
                            port:
                              number: {{target.ForwardAuth.Port}}
            """);
        return
            $$"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: {{target.Name}}-sign-in
              annotations:
                nginx.ingress.kubernetes.io/enable-global-auth: "false"
                nginx.ingress.kubernetes.io/upstream-vhost: "{{DirectHosts.Of(target.Route)}}"
                nginx.ingress.kubernetes.io/proxy-buffer-size: "8k"{{(target.ForwardAuth.IsHttps ? "\n    nginx.ingress.kubernetes.io/backend-protocol: \"HTTPS\"" : string.Empty)}}
            spec:
              ingressClassName: nginx
              rules:
            {{string.Join('\n', rules)}}

            """;
    }

    // The same name as in auth-url, so that the controller finds forward-auth here wherever it does there.
    private static string OwnService(ProxyTarget target) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{OwnName(target)}}
        spec:
          type: ExternalName
          externalName: "{{target.ForwardAuth.Host.Trim('[', ']')}}"
          ports:
            - port: {{target.ForwardAuth.Port}}

        """;

    // A service's name has 63 characters at most.
    private static string OwnName(ProxyTarget target) => $"catalyst-sign-in-{IdOf(target)}";

    private static string IdOf(ProxyTarget target) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Route)).AsSpan(0, 8));

    // nginx verifies nothing by itself. Of more than one authority between the certificate and a trusted one it only hears when it is told to look.
    private static string Tls(ProxyTarget target, ProxyEndpoint endpoint) =>
        $"""

            proxy_ssl_verify on;
            proxy_ssl_verify_depth 4;
            proxy_ssl_trusted_certificate {target.TrustedCertificates};
            proxy_ssl_name {endpoint.Host};
            proxy_ssl_server_name on;
            proxy_ssl_protocols TLSv1.2 TLSv1.3;
        """;

    // A bucket holds a name, of a domain each of its labels, with its length and two pointers; usual ones have 64 bytes.
    private static int? BucketFor(ProxyTarget target)
    {
        const int usual = 64;
        const int besideName = 18;
        var longest = target.HostNames.Max(host => target.IsDomain ? host.Split('.').Max(label => label.Length) : host.Length);
        var size = usual;
        while (longest + besideName > size)
        {
            size *= 2;
        }

        return size > usual ? size : null;
    }

    private static string Variable(string header) => "catalyst_" + header.ToLowerInvariant().Replace('-', '_');

    private static string Lines(Func<string, string> line) => string.Join('\n', IdentityHeaders.All.Select(line));
}
