using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Groups;

/// <summary>The id of a group.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<GroupId>))]
public readonly record struct GroupId(Guid Value) : ITypeId<GroupId>, IParsable<GroupId>
{
    /// <inheritdoc />
    public static string Prefix => "grp";

    /// <inheritdoc />
    public static GroupId From(Guid value) => new(value);

    /// <inheritdoc />
    public static GroupId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<GroupId>(s, out var id) ? id : throw new FormatException("An id of the form grp_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out GroupId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(GroupId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
