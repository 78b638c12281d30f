namespace CatalystAuth.Core.AppSessions;

/// <summary>
/// What the Kubernetes controller for nginx calls forward-auth by (its <c>Host</c>) where it does not ask, but hands requests for the paths of
/// <see cref="AppLoginPaths"/> on, as to an upstream. It is written in the controller's configuration, so no client chooses which app is meant.
/// </summary>
public static class DirectHosts
{
    private const string Suffix = ".ingress-nginx.catalyst.internal";
    private const string DomainSuffix = ".domain" + Suffix;
    private const string DomainRoute = "domain/";

    /// <summary>The name for the last part of a verify route: an app's id, or <c>domain/</c> with the domain.</summary>
    public static string Of(string route) =>
        route.StartsWith(DomainRoute, StringComparison.Ordinal) ? route[DomainRoute.Length..] + DomainSuffix : route + Suffix;

    /// <summary>The last part of the verify route that a name stands for; null for any other name.</summary>
    public static string? RouteOf(string host) =>
        host.EndsWith(DomainSuffix, StringComparison.Ordinal) ? DomainRoute + host[..^DomainSuffix.Length]
        : host.EndsWith(Suffix, StringComparison.Ordinal) ? host[..^Suffix.Length]
        : null;
}
