using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Ids;

namespace CatalystAuth.Contracts.Webhooks;

/// <summary>The id of a webhook.</summary>
/// <param name="Value">The UUID (version 7).</param>
[JsonConverter(typeof(TypeIdJsonConverter<WebhookId>))]
public readonly record struct WebhookId(Guid Value) : ITypeId<WebhookId>, IParsable<WebhookId>
{
    /// <inheritdoc />
    public static string Prefix => "whk";

    /// <inheritdoc />
    public static WebhookId From(Guid value) => new(value);

    /// <inheritdoc />
    public static WebhookId Parse(string s, IFormatProvider? provider) =>
        TypeId.TryParse<WebhookId>(s, out var id) ? id : throw new FormatException("An id of the form whk_… is needed.");

    /// <inheritdoc />
    public static bool TryParse(string? s, IFormatProvider? provider, out WebhookId result) => TypeId.TryParse(s, out result);

    /// <summary>By time of making.</summary>
    public int CompareTo(WebhookId other) => Value.CompareTo(other.Value);

    /// <summary>The wire form.</summary>
    public override string ToString() => TypeId.Format(this);
}
