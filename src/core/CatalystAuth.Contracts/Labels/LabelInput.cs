using System.Text.Json.Serialization;

namespace CatalystAuth.Contracts.Labels;

/// <summary>
/// A label in a request: a plain text, which keeps the expiry that the label may have already, or
/// <c>{"label":"trial","expiresAt":"…"}</c>, which says it; without <c>expiresAt</c> it never expires. Where a membership's delta is
/// asked for, the label stands behind its <c>+</c> or <c>-</c>.
/// </summary>
/// <param name="Label"><c>key</c> or <c>key:value</c>.</param>
[JsonConverter(typeof(LabelInputJsonConverter))]
public sealed record LabelInput(string Label)
{
    /// <summary>When it stops to apply; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether <see cref="ExpiresAt"/> counts; else the expiry stays as it is.</summary>
    public bool SetsExpiry { get; init; }

    /// <summary>A label that expires, or with null surely does not.</summary>
    public static LabelInput Until(string label, DateTimeOffset? expiresAt) => new(label) { ExpiresAt = expiresAt, SetsExpiry = true };

    /// <summary>A label as a plain text.</summary>
    public static LabelInput FromString(string label) => new(label);

    /// <summary>A label as a plain text.</summary>
    public static implicit operator LabelInput(string label) => new(label);
}
