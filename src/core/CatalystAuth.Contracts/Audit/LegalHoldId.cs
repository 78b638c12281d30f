using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Audit;

/// <summary>The id of a legal hold.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<LegalHoldId>))]
public readonly record struct LegalHoldId(Guid Value) : ITypeId<LegalHoldId>, IParsable<LegalHoldId>
{
    /// <inheritdoc />
    public static string Prefix => "hold";

    /// <inheritdoc />
    public static LegalHoldId From(Guid value) => new(value);

    /// <inheritdoc />
    public static LegalHoldId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<LegalHoldId>(s, out var id) ? id : throw new FormatException("An id of the form hold_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out LegalHoldId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(LegalHoldId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
