using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Events;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>The body of a webhook: an event.</summary>
/// <param name="Type">The type of the event.</param>
/// <param name="Timestamp">When it happened; the attempt has a time of its own, in <see cref="WebhookHeaders.Timestamp"/>.</param>
/// <param name="Id">The id of the event.</param>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Org">The organisation; absent for what concerns none.</param>
/// <param name="Data">What happened; absent in a thin body.</param>
/// <param name="Changes">See <see cref="Event.Changes"/>; absent in a thin body.</param>
/// <param name="Version">The version of the data.</param>
public sealed record WebhookEnvelope(
    string Type, DateTimeOffset Timestamp, EventId Id, string Subject, string Actor, OrgId? Org = null, JsonObject? Data = null,
    JsonObject? Changes = null, int Version = 1)
{
    /// <summary>The envelope of an event.</summary>
    /// <param name="event">The event.</param>
    /// <param name="thin">Whether to leave its data out.</param>
    public static WebhookEnvelope Of(Event @event, bool thin = false) =>
        new(@event.Type, @event.At, @event.Id, @event.Subject, @event.Actor, @event.Org, thin ? null : @event.Data,
            thin ? null : @event.Changes, @event.Version);

    /// <summary>The event; its data are empty when the envelope is thin.</summary>
    public Event ToEvent() => new(Id, Type, Org, Subject, Actor, Data ?? [], Timestamp, Version, Changes);
}
