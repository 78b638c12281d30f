using CatalystAuth.Contracts.Audit;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Core.Audit.Personal;

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

    /// <summary>The user as whom the actor acted; null when they acted as themselves.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The id of what it was done to.</summary>
    public required string Target { get; init; }

    /// <summary>What changed, as a JSON object; no secrets, and commitments in place of personal values.</summary>
    public required string Data { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The caller's address; a commitment when the caller is a user.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The caller's <c>User-Agent</c>, at most 400 characters; a commitment when the caller is a user.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The id that finds the call in logs and traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>
    /// Whether a text of <see cref="IpAddress"/> or <see cref="UserAgent"/> stands for one that is not in the record. Only a user's is ever
    /// committed to, so nobody else can pass a text off as such.
    /// </summary>
    internal bool IsSubstitute(string text) => text == AuditRedaction.Substitute || (PersonalSubject.OfCaller(Actor) is not null && Commitment.IsOne(text));
}
