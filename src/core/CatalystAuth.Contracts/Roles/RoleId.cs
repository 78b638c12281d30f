using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Roles;

/// <summary>The id of a custom role.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<RoleId>))]
public readonly record struct RoleId(Guid Value) : ITypeId<RoleId>, IParsable<RoleId>
{
    /// <inheritdoc />
    public static string Prefix => "rol";

    /// <inheritdoc />
    public static RoleId From(Guid value) => new(value);

    /// <inheritdoc />
    public static RoleId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<RoleId>(s, out var id) ? id : throw new FormatException("An id of the form rol_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out RoleId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(RoleId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
