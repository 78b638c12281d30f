using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Audit;

/// <summary>Who did what to what, when and from where. Written in the transaction of the change, and never changed afterwards.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Org">The organisation; null for what concerns none.</param>
/// <param name="Action">One of <see cref="EventTypes"/>.</param>
/// <param name="Actor">Who: an id, <c>system</c> or <c>anonymous</c>.</param>
/// <param name="Target">The id of what it was done to.</param>
/// <param name="Data">What changed: its <c>before</c> and <c>after</c>; no secrets.</param>
/// <param name="At">When.</param>
/// <param name="IpAddress">The caller's address; absent when the system itself did it, or when it was erased.</param>
/// <param name="UserAgent">The caller's <c>User-Agent</c>, at most 400 characters; absent when it was erased.</param>
/// <param name="TraceId">The id that finds the call in logs and traces.</param>
/// <param name="Erased">
/// Where personal data was erased, as JSON Pointers into this entry; absent when none was. In <paramref name="Data"/> there is
/// <c>{"erased":true}</c> in its place.
/// </param>
public sealed record AuditEntry(
    AuditId Id, OrgId? Org, string Action, string Actor, string Target, JsonObject Data, DateTimeOffset At, string? IpAddress, string? UserAgent,
    string? TraceId, IReadOnlyList<string>? Erased = null)
{
    /// <summary>The user as whom the actor, a platform admin, acted; null when they acted as themselves.</summary>
    public string? OnBehalfOf { get; init; }
}

/// <summary>Which audit entries to look for; all that is given has to be so.</summary>
/// <param name="Org">In which organisation. Without one: in a key's own, or anywhere for platform admins.</param>
/// <param name="Actor">Who did it: an id, <c>system</c> or <c>anonymous</c>.</param>
/// <param name="Action">One of <see cref="EventTypes"/>, or <c>member.*</c> for all that begin so.</param>
/// <param name="Target">To what: an id.</param>
/// <param name="From">Not before this.</param>
/// <param name="To">Before this.</param>
public sealed record AuditQuery(
    OrgRef? Org = null, string? Actor = null, string? Action = null, string? Target = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    /// <summary>The longest actor or target.</summary>
    public const int MaxIdLength = 64;
}
