using static CatalystAuth.Client.Tests.RouteCases;
using static CatalystAuth.Client.Tests.Samples;

namespace CatalystAuth.Client.Tests;

/// <summary>Those of domains of forward-auth.</summary>
internal static class DomainRouteCases
{
    public static readonly IReadOnlyDictionary<string, RouteCase> All = new Dictionary<string, RouteCase>
    {
        ["ForwardAuthDomains.Get"] = new(
            "GET /v1/forward-auth/domains/example.com", null, Json(TheDomain), c => Ok(c.ForwardAuthDomains.GetAsync("example.com"))),
        ["ForwardAuthDomains.Set"] = new(
            "PUT /v1/forward-auth/domains/example.com", $$"""{"orgId":"{{TheOrgId}}"}""", Json(TheDomain),
            c => Ok(c.ForwardAuthDomains.SetAsync("example.com", new(TheOrgId)))),
        ["ForwardAuthDomains.Remove"] = new(
            "DELETE /v1/forward-auth/domains/example.com", null, "", c => Ok(c.ForwardAuthDomains.RemoveAsync("example.com"))),
        ["ForwardAuthDomains.GetProxyConfig"] = new(
            "GET /v1/forward-auth/domains/example.com/proxy-config", null,
            Json(new Contracts.Apps.ProxyConfig("caddy", "file", "2.8", [new("Caddyfile", "a")], [])),
            c => Ok(c.ForwardAuthDomains.GetProxyConfigAsync("example.com", new("caddy", CaFile: "/run/ca.pem"))))
        {
            Query = "?proxy=caddy&caFile=%2Frun%2Fca.pem",
        },
    };
}
