using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Keys;

/// <summary>The id of a part of a budget that is reserved.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<ReservationId>))]
public readonly record struct ReservationId(Guid Value) : ITypeId<ReservationId>, IParsable<ReservationId>
{
    /// <inheritdoc />
    public static string Prefix => "rsv";

    /// <inheritdoc />
    public static ReservationId From(Guid value) => new(value);

    /// <inheritdoc />
    public static ReservationId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<ReservationId>(s, out var id) ? id : throw new FormatException("An id of the form rsv_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out ReservationId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(ReservationId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
