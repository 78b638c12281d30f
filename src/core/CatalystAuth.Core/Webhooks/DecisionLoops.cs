using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Apps;
using CatalystAuth.Core.Events;

namespace CatalystAuth.Core.Webhooks;

/// <summary>
/// Keeps decisions from making decisions: a webhook whose host is one of the organisation's apps may stand behind forward-auth, where each
/// event that it is sent would be decided about and tell of that.
/// </summary>
public sealed class DecisionLoops(IAppStore apps)
{
    /// <summary>What is needed to judge these events; nothing is read when none is of a decision.</summary>
    public async Task<ProtectedHosts> ReadAsync(IEnumerable<OutboxEvent> events, CancellationToken cancellationToken)
    {
        var orgs = events.Where(found => found.Type == EventTypes.AuthDecision).Select(found => found.OrgId).OfType<OrgId>().ToHashSet();
        if (orgs.Count == 0)
        {
            return ProtectedHosts.None;
        }

        var found = await apps.ListAsync(orgs, cancellationToken).ConfigureAwait(false);
        return new(found.SelectMany(app => app.Hosts.Select(host => (app.OrgId, AppHost.NameOf(host)))).ToHashSet());
    }
}

/// <summary>The hosts of apps, by organisation.</summary>
public sealed class ProtectedHosts
{
    internal static readonly ProtectedHosts None = new(new HashSet<(OrgId, string)>());

    private readonly IReadOnlySet<(OrgId Org, string Name)> _hosts;

    internal ProtectedHosts(IReadOnlySet<(OrgId Org, string Name)> hosts) => _hosts = hosts;

    /// <summary>Whether an event is of a decision that sending it to the webhook may repeat.</summary>
    public bool WouldLoop(WebhookEndpoint endpoint, OutboxEvent found) =>
        found is { Type: EventTypes.AuthDecision, OrgId: { } org } && _hosts.Count > 0 && _hosts.Contains((org, NameOf(new Uri(endpoint.Url))));

    private static string NameOf(Uri url) =>
        AppHost.Canonicalise(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost) ?? url.IdnHost;
}
