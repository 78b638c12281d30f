using System.Text.Json.Nodes;
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

    /// <summary>The version of its data, as it was when the event was written.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The id of what it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Who: an id, <c>system</c> or <c>anonymous</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The user as whom the actor acted; null when they acted as themselves.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>What happened, as a JSON object; no secrets.</summary>
    public required string Data { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it stands in the order that readers see; null until it was seen first. See <see cref="IEventStore"/>.</summary>
    public long? Place { get; init; }

    /// <summary>As the wire has it.</summary>
    public Event ToContract()
    {
        var data = JsonNode.Parse(Data)!.AsObject();
        return new(Id, Type, OrgId, Subject, Actor, data, At, Version, EventChanges.Of(data)) { OnBehalfOf = OnBehalfOf };
    }
}
