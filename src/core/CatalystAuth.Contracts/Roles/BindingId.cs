using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Roles;

/// <summary>The id of a role binding.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<BindingId>))]
public readonly record struct BindingId(Guid Value) : ITypeId<BindingId>, IParsable<BindingId>
{
    /// <inheritdoc />
    public static string Prefix => "bnd";

    /// <inheritdoc />
    public static BindingId From(Guid value) => new(value);

    /// <inheritdoc />
    public static BindingId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<BindingId>(s, out var id) ? id : throw new FormatException("An id of the form bnd_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out BindingId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(BindingId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
