using CatalystAuth.Contracts.SigningKeys;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A signing key, as events tell of it.</summary>
/// <param name="Use">What it signs.</param>
/// <param name="Algorithm">With which JWS algorithm.</param>
/// <param name="ActiveFrom">From when on.</param>
public sealed record SigningKeyState(SigningKeyUse Use, string Algorithm, DateTimeOffset ActiveFrom);

/// <summary>See <see cref="EventTypes.SigningKeyRotated"/>.</summary>
/// <param name="After">The new key.</param>
public sealed record SigningKeyRotated(SigningKeyState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SigningKeyRotated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.SigningKeyRevoked"/>.</summary>
/// <param name="Before">The key.</param>
/// <param name="Reason">Why.</param>
/// <param name="Successor">The <c>kid</c> of the key that signs in its place; absent when it was not the one that signs.</param>
public sealed record SigningKeyRevoked(SigningKeyState Before, string Reason, string? Successor = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.SigningKeyRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}
