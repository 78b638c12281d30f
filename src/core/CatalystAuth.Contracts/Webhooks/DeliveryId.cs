using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>The id of a delivery.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<DeliveryId>))]
public readonly record struct DeliveryId(Guid Value) : ITypeId<DeliveryId>, IParsable<DeliveryId>
{
    /// <inheritdoc />
    public static string Prefix => "msg";

    /// <inheritdoc />
    public static DeliveryId From(Guid value) => new(value);

    /// <inheritdoc />
    public static DeliveryId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<DeliveryId>(s, out var id) ? id : throw new FormatException("An id of the form msg_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out DeliveryId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(DeliveryId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
