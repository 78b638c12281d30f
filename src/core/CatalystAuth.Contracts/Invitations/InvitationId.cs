using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Invitations;

/// <summary>The id of an invitation.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<InvitationId>))]
public readonly record struct InvitationId(Guid Value) : ITypeId<InvitationId>, IParsable<InvitationId>
{
    /// <inheritdoc />
    public static string Prefix => "inv";

    /// <inheritdoc />
    public static InvitationId From(Guid value) => new(value);

    /// <inheritdoc />
    public static InvitationId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<InvitationId>(s, out var id) ? id : throw new FormatException("An id of the form inv_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out InvitationId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(InvitationId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
