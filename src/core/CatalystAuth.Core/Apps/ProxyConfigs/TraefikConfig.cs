using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>Traefik's dynamic configuration: as a file, as labels, as Kubernetes resources.</summary>
internal static class TraefikConfig
{
    public static readonly Version Least = new(2, 11);
    public static readonly Version Usual = new(3, 4);

    private const int MostAnswerBytes = 65_536;

    // What an older line got too has a version for each line.
    private static readonly Version BoundsAnswers = new(3, 6, 9);
    private static readonly Version BoundsAnswersOfOld = new(2, 11, 38);
    private static readonly Version AliasStrategy = new(3, 7, 6);
    private static readonly Version AliasStrategyOfOld = new(3, 6, 20);

    // Without a hyphen between the words the headers of a client are another name to Traefik, and the same one to some upstreams.
    private static readonly IReadOnlyList<string> Twins = ClientCopies.Twins("-_.");

    public static ProxyConfig WriteFile(ProxyTarget target)
    {
        var name = target.Name;
        var content =
            $$"""
            http:
              routers:
                {{name}}:
                  rule: "{{Rule(target)}}"
                  middlewares: ["{{name}}-strip", "{{name}}"]
                  service: "{{name}}"
              middlewares:
                {{name}}-strip:
                  headers:
                    customRequestHeaders:
            {{Lines(Twins, twin => $"          \"{twin}\": \"\"")}}
                {{name}}:
            {{ForwardAuth(target, "      ")}}
              services:
                {{name}}:
                  loadBalancer:
                    servers:
                      - url: "{{target.Upstream.Url}}"{{(OwnTrust(target) ? $"\n        serversTransport: \"{name}\"\n  serversTransports:\n    {name}:\n      rootCAs: [\"{target.CaFile}\"]" : string.Empty)}}

            """;
        return new(ProxyNames.Traefik, ProxyConfigForms.File, target.Version.ToString(), [new("catalyst.yaml", content)], Notes(target));
    }

    public static ProxyConfig WriteLabels(ProxyTarget target)
    {
        var (name, middleware) = (target.Name, $"traefik.http.middlewares.{target.Name}.forwardauth");
        string[] labels =
        [
            "traefik.enable=true",
            // To Compose a dollar begins a variable, and two are one.
            $"traefik.http.routers.{name}.rule={Rule(target).Replace("$", "$$", StringComparison.Ordinal)}",
            $"traefik.http.routers.{name}.middlewares={name}-strip,{name}",
            $"traefik.http.services.{name}.loadbalancer.server.port={FormattableString.Invariant($"{target.Upstream.Port}")}",
            .. target.Upstream.IsHttps ? [$"traefik.http.services.{name}.loadbalancer.server.scheme=https"] : Array.Empty<string>(),
            .. Twins.Select(twin => $"traefik.http.middlewares.{name}-strip.headers.customrequestheaders.{twin}="),
            $"{middleware}.address={target.ForwardAuth.Url}{target.PathOf("traefik")}",
            $"{middleware}.trustforwardheader=false",
            $"{middleware}.authrequestheaders={string.Join(',', AskedHeaders.All)}",
            $"{middleware}.authresponseheaders={string.Join(',', IdentityHeaders.All)}",
            .. target.Version.Major >= 3 ? [$"{middleware}.addauthcookiestoresponse={AskedHeaders.CookieOnAllow}"] : Array.Empty<string>(),
            .. BoundsAnswersIn(target) ? [FormattableString.Invariant($"{middleware}.maxresponsebodysize={MostAnswerBytes}")] : Array.Empty<string>(),
        ];

        // A dot inside of a label's name would be read as the next part of it.
        var content =
            $$"""
            services:
              upstream:
                labels:
            {{Lines(labels.Where(label => !HasDottedTwin(label)), label => $"      - \"{label}\"")}}

            """;
        return new(
            ProxyNames.Traefik, ProxyConfigForms.Labels, target.Version.ToString(), [new("compose.labels.yaml", content)],
            [.. Notes(target), "Labels can't name headers with dots; where your upstream reads X.User.Sub as X-User-Sub, use the file form, or the alias strategy of the entry point."]);
    }

    public static ProxyConfig WriteCrd(ProxyTarget target)
    {
        var (name, service) = (target.Name, KubernetesService.Of(target.Upstream)!);
        var content =
            $$"""
            apiVersion: traefik.io/v1alpha1
            kind: Middleware
            metadata:
              name: {{name}}-strip
            spec:
              headers:
                customRequestHeaders:
            {{Lines(Twins, twin => $"      \"{twin}\": \"\"")}}
            ---
            apiVersion: traefik.io/v1alpha1
            kind: Middleware
            metadata:
              name: {{name}}
            spec:
            {{ForwardAuth(target, "  ")}}
            ---
            apiVersion: traefik.io/v1alpha1
            kind: IngressRoute
            metadata:
              name: {{name}}
            spec:
              routes:
                - kind: Rule
                  match: "{{Rule(target)}}"
                  middlewares:
                    - name: {{name}}-strip
                    - name: {{name}}
                  services:
                    - name: "{{service.Name}}"{{(service.Namespace is { } found ? $"\n          namespace: \"{found}\"" : string.Empty)}}
                      port: {{target.Upstream.Port}}{{(target.Upstream.IsHttps ? "\n          scheme: https" : string.Empty)}}

            """;
        return new(
            ProxyNames.Traefik, ProxyConfigForms.Crd, target.Version.ToString(), [new("catalyst.yaml", content)],
            [
                .. Notes(target),
                .. service.Namespace is { } other
                    ? [$"Apply it in the namespace {other}, where the upstream is; in another one Traefik needs providers.kubernetesCRD.allowCrossNamespace."]
                    : (string[])["Apply it in the namespace of the upstream, or write that into upstreamUrl, as http://reports.team-a.svc:8080."],
            ]);
    }

    private static string ForwardAuth(ProxyTarget target, string indent)
    {
        List<string> lines =
        [
            "forwardAuth:",
            $"  address: \"{target.ForwardAuth.Url}{target.PathOf("traefik")}\"",
            "  trustForwardHeader: false",
            $"  authRequestHeaders: [{string.Join(", ", AskedHeaders.All)}]",
            $"  authResponseHeaders: [{string.Join(", ", IdentityHeaders.All)}]",
        ];
        if (target is { CaFile: { } file, ForwardAuth.IsHttps: true })
        {
            lines.Add($"  tls: {{ ca: \"{file}\" }}");
        }

        if (target.Version.Major >= 3)
        {
            lines.Add($"  addAuthCookiesToResponse: [{AskedHeaders.CookieOnAllow}]");
        }

        if (BoundsAnswersIn(target))
        {
            lines.Add(FormattableString.Invariant($"  maxResponseBodySize: {MostAnswerBytes}"));
        }

        return Lines(lines, line => indent + line);
    }

    private static string Rule(ProxyTarget target) =>
        string.Join(" || ", target.HostNames.Select(host => $"Host(`{host}`)").Concat(target.IsDomain ? target.HostNames.Select(host => AnyIn(target, host)) : []));

    // Versions before 3 take names for patterns in braces, and dots as they are.
    private static string AnyIn(ProxyTarget target, string domain) => target.Version.Major >= 3
        ? $"HostRegexp(`^[a-z0-9.-]+[.]{domain.Replace(".", "[.]", StringComparison.Ordinal)}$`)"
        : $"HostRegexp(`{{any:[a-z0-9.-]+}}.{domain}`)";

    private static bool OwnTrust(ProxyTarget target) => target is { Upstream.IsHttps: true, CaFile: not null };

    private static bool BoundsAnswersIn(ProxyTarget target) =>
        target.Version >= BoundsAnswers || (target.Version.Major == BoundsAnswersOfOld.Major && target.Version >= BoundsAnswersOfOld);

    private static bool HasAliasStrategy(ProxyTarget target) =>
        target.Version >= AliasStrategy || (target.Version.Minor == AliasStrategyOfOld.Minor && target.Version >= AliasStrategyOfOld);

    private static bool HasDottedTwin(string label)
    {
        const string marker = ".customrequestheaders.";
        var at = label.IndexOf(marker, StringComparison.Ordinal);
        return at >= 0 && label.AsSpan(at + marker.Length).Contains('.');
    }

    private static IReadOnlyList<string> Notes(ProxyTarget target) =>
    [
        .. ProxyNotes.Common, .. ProxyNotes.Tls(target, readsAddresses: true),
        "Put the middlewares before any that changes the path (StripPrefix), and on every router of the hosts.",
        .. HasAliasStrategy(target)
            ? ["In the static configuration set entryPoints.<name>.http.underscoreHeadersStrategy to delete."]
            : Array.Empty<string>(),
        "In the static configuration leave forwardedHeaders.insecure off.",
        "Leave trustForwardHeader off: with it whoever is in forwardedHeaders.trustedIPs, or gets a header past them, says which host and path are asked about. Behind a load balancer that ends TLS it has to be on, for the scheme; then let X-Forwarded-Host, -Uri and -Method in customRequestHeaders of the -strip middleware be empty, and X-Forwarded-Proto be https. Conditions of addresses see the load balancer's then: use none.",
    ];

    private static string Lines(IEnumerable<string> items, Func<string, string> line) => string.Join('\n', items.Select(line));
}
