using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Webhooks;

namespace CatalystAuth.EndToEnd.Tests.Webhooks;

/// <summary>One of the fifty.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Org">Whose.</param>
/// <param name="Id">Its webhook.</param>
/// <param name="Filter">What it asks for; none for all.</param>
internal sealed record FireEndpoint(int Number, OrgId Org, WebhookId Id, IReadOnlyList<string> Filter)
{
    public Conduct Conduct => ConductOf(Number);

    /// <summary>Whether it never comes back.</summary>
    public bool IsPoison => Conduct >= Conduct.AlwaysFailing;

    public static Conduct ConductOf(int number) => number switch
    {
        < 30 => Conduct.Healthy,
        < 36 => Conduct.Failing,
        < 41 => Conduct.Hanging,
        < 46 => Conduct.Resetting,
        _ => Conduct.AlwaysFailing + (number - 46),
    };

    /// <summary>Ten organisations, of which each has three healthy ones and two others.</summary>
    public static int OrgOf(int number) => number % FireScale.Orgs;

    public static IReadOnlyList<string> FilterOf(int number) => (number / FireScale.Orgs) switch
    {
        1 => ["org.*"],
        2 or 4 => ["group.*"],
        _ => [],
    };

    /// <summary>Seconds; who never comes back has one that gives up soon, and the usual ones.</summary>
    public static IReadOnlyList<int>? RetriesOf(int number) => ConductOf(number) switch
    {
        Conduct.AlwaysFailing => [1],
        >= Conduct.AlwaysHanging => null,
        _ => [1, 1, 1, .. Enumerable.Repeat(2, 17)],
    };

    /// <summary>Whether it has to get an event.</summary>
    public bool Wants(Event item) => item.Org == Org
        && (Filter.Count == 0 || Filter.Any(wanted => item.Type.StartsWith(wanted[..^1], StringComparison.Ordinal)))
        && !(item.Type.StartsWith("webhook.", StringComparison.Ordinal) && item.Subject == Id.ToString());
}
