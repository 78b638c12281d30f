using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Keys;

/// <summary>The id of an API key.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<KeyId>))]
public readonly record struct KeyId(Guid Value) : ITypeId<KeyId>, IParsable<KeyId>
{
    /// <inheritdoc />
    public static string Prefix => "key";

    /// <inheritdoc />
    public static KeyId From(Guid value) => new(value);

    /// <inheritdoc />
    public static KeyId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<KeyId>(s, out var id) ? id : throw new FormatException("An id of the form key_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out KeyId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(KeyId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
