using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>Envoy's static configuration, or what Istio needs of it.</summary>
internal static class EnvoyConfig
{
    public static readonly Version Least = new(1, 27);
    public static readonly Version Usual = new(1, 31);

    private const string MeshTls = "To https servers outside of the mesh the gateway speaks by DestinationRules: give them tls mode SIMPLE with sni, subjectAltNames and caCertificates, or nothing is verified.";

    private static readonly string[] Asked = [.. AskedHeaders.Lower, "x-forwarded-for"];

    private static readonly string[] Refused =
    [
        "location", "set-cookie", "www-authenticate", "content-type", "cache-control", "vary", "referrer-policy", "content-security-policy",
        "x-content-type-options", "retry-after",
    ];

    private static readonly string Removed = string.Join(", ", ClientCopies.Twins("-.").Select(name => name.ToLowerInvariant()));

    // Underscores are rejected before anything reads them, so dots are what is left to take away.
    public static ProxyConfig WriteFile(ProxyTarget target)
    {
        var content =
            $$"""
            static_resources:
              listeners:
                - name: {{target.Name}}
                  address: { socket_address: { address: 0.0.0.0, port_value: 80 } }
                  filter_chains:
                    - filters:
                        - name: envoy.filters.network.http_connection_manager
                          typed_config:
                            "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                            stat_prefix: {{target.Name}}
                            use_remote_address: true
                            normalize_path: true
                            merge_slashes: true
                            path_with_escaped_slashes_action: REJECT_REQUEST
                            common_http_protocol_options: { headers_with_underscores_action: REJECT_REQUEST }
                            upgrade_configs: [{ upgrade_type: websocket }]
                            http_filters:
                              - name: envoy.filters.http.ext_authz
                                typed_config:
                                  "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                                  transport_api_version: V3
                                  failure_mode_allow: false
                                  status_on_error: { code: ServiceUnavailable }
                                  clear_route_cache: true
                                  allowed_headers: { patterns: [{{Exact(Asked)}}] }
                                  http_service:
                                    server_uri: { uri: "{{target.ForwardAuth.Url}}", cluster: catalyst, timeout: 5s }
                                    path_prefix: {{target.PathOf("envoy")}}
                                    authorization_request: { headers_to_add: [{ key: x-forwarded-proto, value: http }] }
                                    authorization_response:
                                      allowed_upstream_headers: { patterns: [{{Exact(IdentityHeaders.All.Select(name => name.ToLowerInvariant()))}}] }
                                      allowed_client_headers_on_success: { patterns: [{ exact: set-cookie }] }
                                      allowed_client_headers: { patterns: [{{Exact(Refused)}}] }
                              - name: envoy.filters.http.router
                                typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
                            route_config:
                              virtual_hosts:
                                - name: {{target.Name}}
                                  domains: [{{(target.IsDomain ? "\"*\"" : string.Join(", ", target.HostNames.SelectMany(host => new[] { $"\"{host}\"", $"\"{host}:*\"" })))}}]
                                  request_headers_to_remove: [{{Removed}}]
                                  # No bound on the whole answer, as there is none on a socket or a stream; quiet ones are closed after five minutes (stream_idle_timeout).
                                  routes: [{ match: { prefix: / }, route: { cluster: upstream, timeout: 0s } }]
              clusters:
            {{Cluster("catalyst", target.ForwardAuth, target)}}
            {{Cluster("upstream", target.Upstream, target)}}

            """;
        return new(
            ProxyNames.Envoy, ProxyConfigForms.File, target.Version.ToString(), [new("envoy.yaml", content)],
            [.. ProxyNotes.Common, .. ProxyNotes.Tls(target, readsAddresses: true), ProxyNotes.TlsBefore("x-forwarded-proto in headers_to_add, or where TLS ends here"), "Keep ext_authz before every filter that answers or routes."]);
    }

    public static ProxyConfig WriteCrd(ProxyTarget target)
    {
        var mesh =
            $$"""
            meshConfig:
              pathNormalization: { normalization: DECODE_AND_MERGE_SLASHES }
              extensionProviders:
                - name: {{target.Name}}
                  envoyExtAuthzHttp:
                    service: "{{target.ForwardAuth.Host}}"
                    port: {{target.ForwardAuth.Port}}
                    pathPrefix: {{target.PathOf("envoy")}}
                    timeout: 5s
                    failOpen: false
                    statusOnError: "503"
                    includeRequestHeadersInCheck: [{{string.Join(", ", Asked)}}]
                    includeAdditionalHeadersInCheck: { x-forwarded-proto: https }
                    headersToUpstreamOnAllow: [{{string.Join(", ", IdentityHeaders.All.Select(name => name.ToLowerInvariant()))}}]
                    headersToDownstreamOnAllow: [set-cookie]
                    headersToDownstreamOnDeny: [{{string.Join(", ", Refused)}}]

            """;
        var policy =
            $$"""
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata:
              name: {{target.Name}}
              namespace: istio-system
            spec:
              selector: { matchLabels: { istio: ingressgateway } }
              action: CUSTOM
              provider: { name: {{target.Name}} }
              rules:
                - {{(target.IsDomain ? "{}" : $"to: [{{ operation: {{ hosts: [{string.Join(", ", target.HostNames.SelectMany(host => new[] { $"\"{host}\"", $"\"{host}:*\"" }))}] }} }}]")}}

            """;
        var filter =
            $$"""
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata:
              name: {{target.Name}}
              namespace: istio-system
            spec:
              workloadSelector: { labels: { istio: ingressgateway } }
              configPatches:
                - applyTo: NETWORK_FILTER
                  match: { context: GATEWAY, listener: { filterChain: { filter: { name: envoy.filters.network.http_connection_manager } } } }
                  patch:
                    operation: MERGE
                    value:
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                        common_http_protocol_options: { headers_with_underscores_action: REJECT_REQUEST }
                - applyTo: ROUTE_CONFIGURATION
                  match: { context: GATEWAY }
                  patch:
                    operation: MERGE
                    value: { request_headers_to_remove: [{{Removed}}] }

            """;
        return new(
            ProxyNames.Envoy, ProxyConfigForms.Crd, target.Version.ToString(),
            [new("mesh-config.yaml", mesh), new("authorization-policy.yaml", policy), new("envoy-filter.yaml", filter)],
            [.. ProxyNotes.Common, .. Notes(target), .. target.HasTls ? [MeshTls] : Array.Empty<string>(), ProxyNotes.TlsAtGateway, "upstreamUrl counts for nothing here: your VirtualServices lead to the upstream.", "Leave the paths to the app's rules: a policy by path decides whether forward-auth is asked at all."]);
    }

    // A pattern has one star, so none takes all hosts of a domain with whatever port, and the gateway routes them without looking at the port.
    private static string[] Notes(ProxyTarget target) => target.IsDomain
        ? ["Forward-auth is asked about all that comes to the gateway, and refuses hosts that are no app's: give the domain a gateway of its own, and name it in the selectors."]
        : ["Let no VirtualService with a wildcard lead to the upstream: forward-auth is asked about the hosts that are listed."];

    private static string Exact(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"{{ exact: {name} }}"));

    private static string Cluster(string name, ProxyEndpoint endpoint, ProxyTarget target) =>
        $$"""
            - name: {{name}}
              type: STRICT_DNS
              connect_timeout: 5s
              load_assignment:
                cluster_name: {{name}}
                endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: "{{endpoint.Host.Trim('[', ']')}}", port_value: {{endpoint.Port}} } } } }] }]{{(endpoint.IsHttps ? Tls(endpoint, target) : string.Empty)}}
        """;

    // Envoy verifies nothing by itself. An address is no name to send (RFC 6066 §3), and another kind of name in a certificate.
    private static string Tls(ProxyEndpoint endpoint, ProxyTarget target) =>
        $$"""

              transport_socket:
                name: envoy.transport_sockets.tls
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext{{(endpoint.IsAddress ? string.Empty : $"\n          sni: \"{endpoint.Host}\"")}}
                  common_tls_context:
                    validation_context:
                      trusted_ca: { filename: "{{target.TrustedCertificates}}" }
                      match_typed_subject_alt_names: [{ san_type: {{(endpoint.IsAddress ? "IP_ADDRESS" : "DNS")}}, matcher: { exact: "{{endpoint.Host.Trim('[', ']')}}" } }]
        """;
}
