using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Audit;

/// <summary>The id of an audit record.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<AuditId>))]
public readonly record struct AuditId(Guid Value) : ITypeId<AuditId>, IParsable<AuditId>
{
    /// <inheritdoc />
    public static string Prefix => "aud";

    /// <inheritdoc />
    public static AuditId From(Guid value) => new(value);

    /// <inheritdoc />
    public static AuditId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<AuditId>(s, out var id) ? id : throw new FormatException("An id of the form aud_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out AuditId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(AuditId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
