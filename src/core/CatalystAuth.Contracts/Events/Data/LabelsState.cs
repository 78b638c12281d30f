using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>The labels of something.</summary>
/// <param name="Labels">All of them.</param>
/// <param name="ExpiringLabels">Those that expire, and when; left out when none does.</param>
public sealed record LabelsState(IReadOnlyList<string> Labels, IReadOnlyList<LabelEntry>? ExpiringLabels = null);
