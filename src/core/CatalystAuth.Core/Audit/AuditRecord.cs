using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Audit;

/// <summary>Who did what to what, when and from where.</summary>
public sealed class AuditRecord
{
    /// <summary>Its id.</summary>
    public required AuditId Id { get; init; }

    /// <summary>The organisation; null for what concerns none.</summary>
    public required OrgId? OrgId { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Who: an id, <c>system</c> or <c>anonymous</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The id of what it was done to.</summary>
    public required string Target { get; init; }

    /// <summary>What changed, as a JSON object; no secrets.</summary>
    public required string Data { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The caller's address.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The caller's <c>User-Agent</c>, at most 400 characters.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The id that finds the call in logs and traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>As the wire has it.</summary>
    public AuditEntry ToContract() => new(Id, OrgId, Action, Actor, Target, JsonNode.Parse(Data)!.AsObject(), At, IpAddress, UserAgent, TraceId);
}
