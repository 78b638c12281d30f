using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Users;

/// <summary>The id of an address of a user.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<EmailId>))]
public readonly record struct EmailId(Guid Value) : ITypeId<EmailId>, IParsable<EmailId>
{
    /// <inheritdoc />
    public static string Prefix => "email";

    /// <inheritdoc />
    public static EmailId From(Guid value) => new(value);

    /// <inheritdoc />
    public static EmailId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<EmailId>(s, out var id) ? id : throw new FormatException("An id of the form email_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out EmailId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(EmailId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
