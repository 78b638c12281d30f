using CatalystAuth.Contracts.Entitlements;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>See <see cref="EventTypes.PlanCreated"/>.</summary>
/// <param name="After">The plan.</param>
public sealed record PlanCreated(PlanDefinition After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.PlanCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.PlanUpdated"/>.</summary>
/// <param name="Before">The plan before.</param>
/// <param name="After">The plan after.</param>
public sealed record PlanUpdated(PlanDefinition Before, PlanDefinition After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.PlanUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.PlanDeleted"/>.</summary>
/// <param name="Before">The plan as it was.</param>
public sealed record PlanDeleted(PlanDefinition Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.PlanDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}
