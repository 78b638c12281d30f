using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>A Caddyfile.</summary>
internal static class CaddyConfig
{
    public static readonly Version Least = new(2, 6);
    public static readonly Version Usual = new(2, 8);

    // "Connection" goes, as Caddy takes each header that it names away, also those that were set meanwhile. The stars also take spellings with other separators behind the first word; a name of two words has its own lines. "route" keeps the order:
    // strip, then ask. The question mark keeps the client's query away from the question. Host and scheme are written out, as Caddy would leave those
    // of a client behind a proxy that it trusts, and route by another host than is asked about.
    public static ProxyConfig Write(ProxyTarget target)
    {
        string[] names =
        [
            .. ClientCopies.Words.Select(word => $"X-{word}*"),
            .. ClientCopies.OverrideStems("-_.").Where(stem => stem.StartsWith("X-", StringComparison.Ordinal)).Select(stem => $"{stem}*"),
            "X_*",
            "X.*",
            ClientCopies.TunnelSettings,
        ];
        var content =
            $$"""
            {{string.Join(", ", target.IsDomain ? target.Wildcards : target.Hosts)}} {
              route {
            {{string.Join('\n', names.Select(name => $"    request_header -{name}"))}}

                # Only a WebSocket is let change the protocol: within any other nobody would be asked.
                @catalyst_socket header_regexp Upgrade (?i)^websocket$
                @catalyst_plain not header_regexp Upgrade (?i)^websocket$
                request_header @catalyst_socket Upgrade websocket
                request_header @catalyst_socket Connection Upgrade
                request_header @catalyst_plain -Upgrade
                request_header @catalyst_plain -Connection

                forward_auth {{target.ForwardAuth.Url}} {
                  uri {{target.PathOf("caddy")}}?
                  header_up Host {upstream_hostport}
                  header_up X-Forwarded-Host {http.request.hostport}
                  header_up X-Forwarded-Proto {http.request.scheme}
                  copy_headers {{string.Join(' ', IdentityHeaders.All)}}{{(target.ForwardAuth.IsHttps ? Trust(target, "      ") : string.Empty)}}
                }
                reverse_proxy {{target.Upstream.Url}}{{(target.Upstream.IsHttps && target.CaFile is not null ? $" {{{Trust(target, "      ")}\n    }}" : string.Empty)}}
              }
            }

            """;
        return new(
            ProxyNames.Caddy, ProxyConfigForms.File, target.Version.ToString(), [new("Caddyfile", content)],
            [
                .. ProxyNotes.Common, .. ProxyNotes.Tls(target, readsAddresses: true),
                ProxyNotes.TlsBefore("{http.request.scheme}"),
                "Whom trusted_proxies names changes nothing of what is asked.",
            ]);
    }

    // By itself Caddy trusts the system's.
    private static string Trust(ProxyTarget target, string indent) => target.CaFile is { } file
        ? $"\n{indent}transport http {{\n{indent}  tls_trusted_ca_certs {file}\n{indent}}}"
        : string.Empty;
}
