using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Apps;

/// <summary>The id of a protected app.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<AppId>))]
public readonly record struct AppId(Guid Value) : ITypeId<AppId>, IParsable<AppId>
{
    /// <inheritdoc />
    public static string Prefix => "app";

    /// <inheritdoc />
    public static AppId From(Guid value) => new(value);

    /// <inheritdoc />
    public static AppId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<AppId>(s, out var id) ? id : throw new FormatException("An id of the form app_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out AppId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(AppId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
