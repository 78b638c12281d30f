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
