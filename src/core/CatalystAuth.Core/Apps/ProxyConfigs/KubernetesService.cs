namespace CatalystAuth.Core.Apps.ProxyConfigs;

/// <summary>A service as Kubernetes resources name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">The namespace that it is in; null for that of the resource.</param>
internal sealed record KubernetesService(string Name, string? Namespace)
{
    // As in reports.team-a.svc.cluster.local.
    private const string Services = "svc";

    /// <summary>
    /// Reads a server's name as the cluster's DNS has it: <c>reports</c>, <c>reports.team-a</c>, <c>reports.team-a.svc</c>, with the cluster's domain or without.
    /// Null of an address or another name: the first part of those is no service, or another one.
    /// </summary>
    public static KubernetesService? Of(ProxyEndpoint endpoint) => endpoint.IsAddress ? null : endpoint.Host.Split('.') switch
    {
        [var name] => new(name, null),
        [var name, var space] => new(name, space),
        [var name, var space, Services, ..] => new(name, space),
        _ => null,
    };
}
