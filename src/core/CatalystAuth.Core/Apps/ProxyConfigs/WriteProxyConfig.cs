using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Contracts.Results;
using Microsoft.Extensions.Options;

namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>Writes the configuration of a proxy for an app or a domain. Pure but for where forward-auth listens.</summary>
internal sealed class WriteProxyConfig(IOptions<ProxyConfigOptions> options)
{
    private const string UpstreamToReplace = "http://upstream:8080";
    private const int MaxPathLength = 200;

    private static readonly Dictionary<(string Proxy, string Form), Writer> Writers = new()
    {
        [(ProxyNames.Traefik, ProxyConfigForms.File)] = new(TraefikConfig.WriteFile, TraefikConfig.Least, TraefikConfig.Usual),
        [(ProxyNames.Traefik, ProxyConfigForms.Labels)] = new(TraefikConfig.WriteLabels, TraefikConfig.Least, TraefikConfig.Usual),
        [(ProxyNames.Traefik, ProxyConfigForms.Crd)] = new(TraefikConfig.WriteCrd, TraefikConfig.Least, TraefikConfig.Usual, NamesService: true),
        [(ProxyNames.Caddy, ProxyConfigForms.File)] = new(CaddyConfig.Write, CaddyConfig.Least, CaddyConfig.Usual),
        [(ProxyNames.Nginx, ProxyConfigForms.File)] = new(NginxConfig.WriteFile, NginxConfig.Least, NginxConfig.Usual),
        [(ProxyNames.Nginx, ProxyConfigForms.Crd)] = new(NginxConfig.WriteCrd, NginxConfig.Least, NginxConfig.Usual, NamesService: true),
        [(ProxyNames.HAProxy, ProxyConfigForms.File)] = new(HAProxyConfig.Write, HAProxyConfig.Least, HAProxyConfig.Usual),
        [(ProxyNames.Envoy, ProxyConfigForms.File)] = new(EnvoyConfig.WriteFile, EnvoyConfig.Least, EnvoyConfig.Usual),
        [(ProxyNames.Envoy, ProxyConfigForms.Crd)] = new(EnvoyConfig.WriteCrd, EnvoyConfig.Least, EnvoyConfig.Usual),
    };

    public Result<ProxyConfig> Run(App app, ProxyConfigRequest request) => Run(app.Id.ToString(), app.Hosts, isDomain: false, request);

    public Result<ProxyConfig> Run(ForwardAuthDomain domain, ProxyConfigRequest request) => Run($"domain/{domain.Domain}", [domain.Domain], isDomain: true, request);

    private Result<ProxyConfig> Run(string route, IReadOnlyList<string> hosts, bool isDomain, ProxyConfigRequest request)
    {
        if (!ProxyNames.All.Contains(request.Proxy))
        {
            return Refuse("proxy", $"A proxy is one of {string.Join(", ", ProxyNames.All)}.");
        }

        if (!Writers.TryGetValue((request.Proxy, request.Form ?? ProxyConfigForms.File), out var writer))
        {
            var forms = Writers.Keys.Where(key => key.Proxy == request.Proxy).Select(key => key.Form);
            return Refuse("form", $"The forms of {request.Proxy} are {string.Join(", ", forms)}.");
        }

        if (VersionOf(request.Version, writer.Usual) is not { } version || version < writer.Least)
        {
            return Refuse("version", $"A version of {request.Proxy} is of the form {writer.Usual}, and {writer.Least} or later.");
        }

        if (ProxyEndpoint.Parse(request.ForwardAuthUrl ?? options.Value.ForwardAuthUrl) is not { } forwardAuth)
        {
            return Refuse("forwardAuthUrl", "It is of the form http://catalyst:5081: a scheme, a host and a port.");
        }

        if (ProxyEndpoint.Parse(request.UpstreamUrl ?? UpstreamToReplace) is not { } upstream)
        {
            return Refuse("upstreamUrl", "It is of the form http://upstream:8080: a scheme, a host and a port.");
        }

        if (writer.NamesService && KubernetesService.Of(upstream) is null)
        {
            return Refuse("upstreamUrl", "For this form it names a service of Kubernetes, e.g. http://upstream:8080 or http://upstream.team-a.svc:8080, and no address.");
        }

        return request.CaFile is null || (IsPath(request.CaFile) && (request.Form ?? ProxyConfigForms.File) == ProxyConfigForms.File)
            ? writer.Write(new(route, hosts, isDomain, version, forwardAuth, upstream, request.CaFile))
            : Refuse("caFile", "It is a path as /etc/ssl/certs/ca-certificates.crt, of letters, digits and - _ . /, for files.");
    }

    private static bool IsPath(string text) =>
        text.Length is > 1 and <= MaxPathLength && text[0] == '/' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/');

    private static Version? VersionOf(string? text, Version usual) =>
        text is null ? usual
        : text.Length <= 20 && text.All(c => char.IsAsciiDigit(c) || c == '.') && Version.TryParse(text, out var version) ? version
        : null;

    private static Error Refuse(string field, string message) => Error.Field(AppErrorCodes.InvalidProxy, field, message);

    private sealed record Writer(Func<ProxyTarget, ProxyConfig> Write, Version Least, Version Usual, bool NamesService = false);
}
