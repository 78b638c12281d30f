namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>What has to be minded with every proxy.</summary>
internal static class ProxyNotes
{
    public static IReadOnlyList<string> Common { get; } =
    [
        "Name the proxy's address in Catalyst__ForwardAuth__TrustedProxies__0; until then nobody gets in, unless the proxy is on the same machine.",
        "Let nothing but the proxy reach the upstream, or verify X-Catalyst-Decision there.",
    ];
}
