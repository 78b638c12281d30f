using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Factors;

/// <summary>The id of a passkey of a user.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<PasskeyId>))]
public readonly record struct PasskeyId(Guid Value) : ITypeId<PasskeyId>, IParsable<PasskeyId>
{
    /// <inheritdoc />
    public static string Prefix => "passkey";

    /// <inheritdoc />
    public static PasskeyId From(Guid value) => new(value);

    /// <inheritdoc />
    public static PasskeyId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<PasskeyId>(s, out var id) ? id : throw new FormatException("An id of the form passkey_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out PasskeyId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(PasskeyId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
