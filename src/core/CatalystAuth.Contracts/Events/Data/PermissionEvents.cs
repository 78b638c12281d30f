namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A permission that an organisation made.</summary>
/// <param name="Description">What it allows.</param>
public sealed record PermissionState(string? Description = null);

/// <summary>See <see cref="EventTypes.PermissionDefined"/>.</summary>
/// <param name="After">The permission.</param>
/// <param name="Before">The permission as it was described before; left out when it is new.</param>
public sealed record PermissionDefined(PermissionState After, PermissionState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.PermissionDefined;

    /// <inheritdoc />
    public static int Version => 1;
}
