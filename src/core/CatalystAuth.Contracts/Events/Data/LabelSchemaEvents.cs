using CatalystAuth.Contracts.Labels;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>What holds for all labels with one key.</summary>
/// <param name="Value">Whether labels with the key have a value.</param>
/// <param name="Values">The values that there are; empty for any.</param>
/// <param name="Targets">What it may stand on.</param>
/// <param name="SetBy">Who sets it.</param>
/// <param name="ClientVisible">Whether clients learn of it.</param>
/// <param name="Description">What the label is for.</param>
/// <param name="MaxLife">The longest that it stands, in seconds; left out for ever.</param>
public sealed record LabelSchemaState(
    LabelValue Value, IReadOnlyList<string> Values, IReadOnlyList<LabelTarget> Targets, LabelSetter SetBy, bool ClientVisible,
    string? Description = null, long? MaxLife = null);

/// <summary>See <see cref="EventTypes.LabelSchemaSet"/>.</summary>
/// <param name="After">The schema.</param>
/// <param name="Before">The schema that it replaces; left out when there was none.</param>
public sealed record LabelSchemaSet(LabelSchemaState After, LabelSchemaState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.LabelSchemaSet;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.LabelSchemaDeleted"/>.</summary>
/// <param name="Before">The schema as it was.</param>
public sealed record LabelSchemaDeleted(LabelSchemaState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.LabelSchemaDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}
