namespace CatalystAuth.Contracts.Events.Data;

/// <summary>See <see cref="EventTypes.AuditExported"/>.</summary>
/// <param name="Format">In which format.</param>
/// <param name="First">The place of the first record.</param>
/// <param name="Last">The place of the last.</param>
public sealed record AuditExported(string Format, long First, long Last) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AuditExported;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>A legal hold.</summary>
/// <param name="Reason">Why.</param>
public sealed record AuditHoldState(string Reason);

/// <summary>See <see cref="EventTypes.AuditHoldSet"/>.</summary>
/// <param name="After">The hold.</param>
public sealed record AuditHoldSet(AuditHoldState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AuditHoldSet;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.AuditHoldReleased"/>.</summary>
/// <param name="Before">The hold as it was.</param>
public sealed record AuditHoldReleased(AuditHoldState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AuditHoldReleased;

    /// <inheritdoc />
    public static int Version => 1;
}
