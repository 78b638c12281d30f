using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Sessions;

/// <summary>The id of a session.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<SessionId>))]
public readonly record struct SessionId(Guid Value) : ITypeId<SessionId>, IParsable<SessionId>
{
    /// <inheritdoc />
    public static string Prefix => "ses";

    /// <inheritdoc />
    public static SessionId From(Guid value) => new(value);

    /// <inheritdoc />
    public static SessionId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<SessionId>(s, out var id) ? id : throw new FormatException("An id of the form ses_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out SessionId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
