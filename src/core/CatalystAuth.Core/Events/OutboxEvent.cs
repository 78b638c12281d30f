using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Core.Events;

/// <summary>An event that waits for whoever listens.</summary>
public sealed class OutboxEvent
{
    /// <summary>Its id.</summary>
    public required EventId Id { get; init; }

    /// <summary>The organisation; null for what concerns none.</summary>
    public required OrgId? OrgId { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The id of what it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>What happened, as a JSON object; no secrets.</summary>
    public required string Data { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
