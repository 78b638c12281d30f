using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Memberships;

/// <summary>The id of a membership.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<MembershipId>))]
public readonly record struct MembershipId(Guid Value) : ITypeId<MembershipId>, IParsable<MembershipId>
{
    /// <inheritdoc />
    public static string Prefix => "mem";

    /// <inheritdoc />
    public static MembershipId From(Guid value) => new(value);

    /// <inheritdoc />
    public static MembershipId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<MembershipId>(s, out var id) ? id : throw new FormatException("An id of the form mem_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out MembershipId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(MembershipId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
