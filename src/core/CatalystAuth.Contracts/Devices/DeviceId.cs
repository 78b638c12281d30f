using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Devices;

/// <summary>The id of a known device.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<DeviceId>))]
public readonly record struct DeviceId(Guid Value) : ITypeId<DeviceId>, IParsable<DeviceId>
{
    /// <inheritdoc />
    public static string Prefix => "dev";

    /// <inheritdoc />
    public static DeviceId From(Guid value) => new(value);

    /// <inheritdoc />
    public static DeviceId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<DeviceId>(s, out var id) ? id : throw new FormatException("An id of the form dev_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out DeviceId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(DeviceId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
