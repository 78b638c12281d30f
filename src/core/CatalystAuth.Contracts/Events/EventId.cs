using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Events;

/// <summary>The id of an event.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<EventId>))]
public readonly record struct EventId(Guid Value) : ITypeId<EventId>, IParsable<EventId>
{
    /// <inheritdoc />
    public static string Prefix => "evt";

    /// <inheritdoc />
    public static EventId From(Guid value) => new(value);

    /// <inheritdoc />
    public static EventId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<EventId>(s, out var id) ? id : throw new FormatException("An id of the form evt_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out EventId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(EventId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
