using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Orgs;

/// <summary>The id of an organisation.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<OrgId>))]
public readonly record struct OrgId(Guid Value) : ITypeId<OrgId>, IParsable<OrgId>
{
    /// <inheritdoc />
    public static string Prefix => "org";

    /// <inheritdoc />
    public static OrgId From(Guid value) => new(value);

    /// <inheritdoc />
    public static OrgId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<OrgId>(s, out var id) ? id : throw new FormatException("An id of the form org_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out OrgId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(OrgId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
