namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An API key, without its secret.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What its tokens may do.</param>
/// <param name="ExpiresAt">When it stops working; left out for never.</param>
public sealed record KeyState(string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>See <see cref="EventTypes.KeyIssued"/>.</summary>
/// <param name="After">The key.</param>
public sealed record KeyIssued(KeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyIssued;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.KeyRevoked"/>.</summary>
/// <param name="Before">The key as it was.</param>
public sealed record KeyRevoked(KeyState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.KeyRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}
