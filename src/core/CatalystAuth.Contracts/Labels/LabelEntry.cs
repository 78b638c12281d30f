namespace CatalystAuth.Contracts.Labels;

/// <summary>A label as it was set.</summary>
/// <param name="Label"><c>key</c> or <c>key:value</c>.</param>
/// <param name="ExpiresAt">When it stops to apply; null for never.</param>
public sealed record LabelEntry(string Label, DateTimeOffset? ExpiresAt = null);
