using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CatalystAuth.Contracts.Json;
using CatalystAuth.Contracts.Orgs;

namespace CatalystAuth.Contracts.Events;

/// <summary>Something that happened. It was written in the transaction of the change: there is one if and only if the change was made.</summary>
/// <param name="Id">Its id; the same wherever the event is told, so that who hears of it twice can know.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Org">The organisation; null for what concerns none.</param>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="Actor">Who did it: an id, <c>system</c> or <c>anonymous</c>.</param>
/// <param name="Data">What happened: for a change its <c>before</c> and <c>after</c>. The definition of the type says more.</param>
/// <param name="At">When.</param>
/// <param name="Version">The version of its data.</param>
/// <param name="Changes">
/// What differs between before and after, by member: <c>added</c> and <c>removed</c> for lists of texts, else <c>from</c> and <c>to</c>. Null
/// when there are not both, or when nothing differs.
/// </param>
public sealed record Event(
    EventId Id, string Type, OrgId? Org, string Subject, string Actor, JsonObject Data, DateTimeOffset At, int Version = 1,
    JsonObject? Changes = null)
{
    /// <summary>The user as whom the actor, a platform admin, acted; null when they acted as themselves.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The data as that of a type; null when the event is of another type or version.</summary>
    /// <exception cref="JsonException">It says that it is of this type and version, and does not look like it.</exception>
    public T? Read<T>()
        where T : class, IEventData =>
        Type == T.Type && Version == T.Version ? Data.Deserialize((JsonTypeInfo<T>)CatalystJson.Tolerant.GetTypeInfo(typeof(T))) : null;

    /// <summary>Whether the event is of a type and version, and its data as that.</summary>
    /// <exception cref="JsonException">It says that it is of this type and version, and does not look like it.</exception>
    public bool TryRead<T>([NotNullWhen(true)] out T? data)
        where T : class, IEventData => (data = Read<T>()) is not null;
}

/// <summary>Some events, in the order in which they became known.</summary>
/// <param name="Items">The events.</param>
/// <param name="Cursor">
/// Give it as <c>after</c> to go on behind them; there may be one although no event was found. Null while there is none at all.
/// </param>
public sealed record EventPage(IReadOnlyList<Event> Items, EventId? Cursor);
