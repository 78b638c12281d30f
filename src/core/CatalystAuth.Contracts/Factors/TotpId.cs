using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Factors;

/// <summary>The id of an authenticator app of a user.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<TotpId>))]
public readonly record struct TotpId(Guid Value) : ITypeId<TotpId>, IParsable<TotpId>
{
    /// <inheritdoc />
    public static string Prefix => "totp";

    /// <inheritdoc />
    public static TotpId From(Guid value) => new(value);

    /// <inheritdoc />
    public static TotpId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<TotpId>(s, out var id) ? id : throw new FormatException("An id of the form totp_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out TotpId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(TotpId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
