using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>The id of an offer of ownership.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<TransferId>))]
public readonly record struct TransferId(Guid Value) : ITypeId<TransferId>, IParsable<TransferId>
{
    /// <inheritdoc />
    public static string Prefix => "trf";

    /// <inheritdoc />
    public static TransferId From(Guid value) => new(value);

    /// <inheritdoc />
    public static TransferId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<TransferId>(s, out var id) ? id : throw new FormatException("An id of the form trf_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out TransferId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(TransferId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
