using CatalystAuth.Contracts;
using CatalystAuth.Contracts.Apps;
using CatalystAuth.Contracts.ForwardAuthDomains;
using CatalystAuth.Server.Http;
using CatalystAuth.Server.OpenApi;

namespace CatalystAuth.Server.ForwardAuthDomains;

internal static class ForwardAuthDomainEndpoints
{
    public static void MapForwardAuthDomains(this IEndpointRouteBuilder routes)
    {
        var domains = routes.MapGroup("/v1/forward-auth/domains").RequireAuthorization().WithTags("Apps");

        domains.MapGet("/{domain}", (string domain, ICatalyst catalyst, CancellationToken ct) => catalyst.ForwardAuthDomains.GetAsync(domain, ct).ToOk())
            .Answers<ForwardAuthDomain>().Refuses(401, 403, 404)
            .Describes("getForwardAuthDomain", "Whose apps one middleware for a domain asks about; for platform admins.");

        domains.MapPut("/{domain}", (string domain, SetForwardAuthDomainRequest request, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.ForwardAuthDomains.SetAsync(domain, request, ct).ToOk())
            .Answers<ForwardAuthDomain>().Refuses(400, 401, 403, 404, 409)
            .Describes("setForwardAuthDomain", "Have one middleware ask for all apps of an organisation in a domain; for platform admins.");

        domains.MapDelete("/{domain}", (string domain, ICatalyst catalyst, CancellationToken ct) =>
                catalyst.ForwardAuthDomains.RemoveAsync(domain, ct).ToNoContent())
            .AnswersNothing().Refuses(401, 403, 404)
            .Describes("removeForwardAuthDomain", "Take a domain away; forward-auth denies it from then on. For platform admins.");

        domains.MapGet("/{domain}/proxy-config", (
                string domain, string? proxy, string? form, string? version, string? forwardAuthUrl, string? upstreamUrl, string? caFile, ICatalyst catalyst,
                CancellationToken ct) =>
                catalyst.ForwardAuthDomains.GetProxyConfigAsync(domain, new(proxy ?? ProxyNames.Traefik, form, version, forwardAuthUrl, upstreamUrl, caFile), ct).ToOk())
            .Answers<ProxyConfig>().Refuses(400, 401, 403, 404)
            .Describes("getDomainProxyConfig", "The configuration of a proxy for a domain; for platform admins.");
    }
}
