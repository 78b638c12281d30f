using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Users;

/// <summary>The id of a user.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<UserId>))]
public readonly record struct UserId(Guid Value) : ITypeId<UserId>, IParsable<UserId>
{
    /// <inheritdoc />
    public static string Prefix => "user";

    /// <inheritdoc />
    public static UserId From(Guid value) => new(value);

    /// <inheritdoc />
    public static UserId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<UserId>(s, out var id) ? id : throw new FormatException("An id of the form user_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out UserId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(UserId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
