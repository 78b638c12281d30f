using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Events;

/// <summary>Something that happened. It was written in the transaction of the change: there is one if and only if the change was made.</summary>
/// <param name="Id">Its id; the same wherever the event is told, so that who hears of it twice can know.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Org">The organisation; null for what concerns none.</param>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="Actor">Who did it: an id, <c>system</c> or <c>anonymous</c>.</param>
/// <param name="Data">What happened: for a change its <c>before</c> and <c>after</c>.</param>
/// <param name="At">When.</param>
public sealed record Event(EventId Id, string Type, OrgId? Org, string Subject, string Actor, JsonObject Data, DateTimeOffset At);

/// <summary>Some events, in the order in which they became known.</summary>
/// <param name="Items">The events.</param>
/// <param name="Cursor">
/// Give it as <see cref="EventQuery.After"/> to go on behind them; there may be one although no event was found. Null while there is none at all.
/// </param>
public sealed record EventPage(IReadOnlyList<Event> Items, EventId? Cursor);
