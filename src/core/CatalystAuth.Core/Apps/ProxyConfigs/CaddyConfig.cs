using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>A Caddyfile.</summary>
internal static class CaddyConfig
{
    public static readonly Version Least = new(2, 6);
    public static readonly Version Usual = new(2, 8);

    // The stars also take spellings with other separators behind the first word. "route" keeps the order: strip, then ask. The question
    // mark keeps the client's query away from the question.
    public static ProxyConfig Write(ProxyTarget target)
    {
        var content =
            $$"""
            {{string.Join(", ", target.IsDomain ? target.Wildcards : target.Hosts)}} {
              route {
            {{string.Join('\n', ClientCopies.Words.Select(word => $"    request_header -X-{word}*"))}}
            {{string.Join('\n', ClientCopies.MethodOverrides.Select(name => $"    request_header -{name}"))}}
                request_header -X_*
                request_header -X.*

                forward_auth {{target.ForwardAuth.Url}} {
                  uri {{target.PathOf("caddy")}}?
                  header_up Host {upstream_hostport}
                  copy_headers {{string.Join(' ', IdentityHeaders.All)}}
                }
                reverse_proxy {{target.Upstream.Url}}
              }
            }

            """;
        return new(ProxyNames.Caddy, ProxyConfigForms.File, target.Version.ToString(), [new("Caddyfile", content)], ProxyNotes.Common);
    }
}
