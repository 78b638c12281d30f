using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Flows;

/// <summary>The id of an identity flow.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<FlowId>))]
public readonly record struct FlowId(Guid Value) : ITypeId<FlowId>, IParsable<FlowId>
{
    /// <inheritdoc />
    public static string Prefix => "flow";

    /// <inheritdoc />
    public static FlowId From(Guid value) => new(value);

    /// <inheritdoc />
    public static FlowId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<FlowId>(s, out var id) ? id : throw new FormatException("An id of the form flow_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out FlowId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(FlowId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
