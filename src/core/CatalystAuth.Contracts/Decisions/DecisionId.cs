using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Decisions;

/// <summary>The id of a forward-auth decision.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<DecisionId>))]
public readonly record struct DecisionId(Guid Value) : ITypeId<DecisionId>, IParsable<DecisionId>
{
    /// <inheritdoc />
    public static string Prefix => "dec";

    /// <inheritdoc />
    public static DecisionId From(Guid value) => new(value);

    /// <inheritdoc />
    public static DecisionId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<DecisionId>(s, out var id) ? id : throw new FormatException("An id of the form dec_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out DecisionId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(DecisionId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
