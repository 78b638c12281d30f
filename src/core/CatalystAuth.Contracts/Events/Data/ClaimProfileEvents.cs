using CatalystAuth.Contracts.ClaimProfiles;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>How tokens for one audience look; never its secret.</summary>
/// <param name="Profile">The kind of system.</param>
/// <param name="Map">Who has what there.</param>
/// <param name="HasSecret">Whether it has a secret of its own.</param>
/// <param name="Otherwise">What those have to whom no line applies; left out for nothing.</param>
/// <param name="Lifetime">The life of the tokens in seconds; left out for the usual one.</param>
public sealed record ClaimProfileState(
    string Profile, IReadOnlyList<ClaimMapping> Map, bool HasSecret, string? Otherwise = null, int? Lifetime = null);

/// <summary>See <see cref="EventTypes.ClaimProfileSet"/>.</summary>
/// <param name="After">The profile.</param>
/// <param name="SecretChanged">Whether it signs with another secret than before.</param>
/// <param name="Before">What it replaces; left out when there was none.</param>
public sealed record ClaimProfileSet(ClaimProfileState After, bool SecretChanged, ClaimProfileState? Before = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.ClaimProfileSet;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.ClaimProfileDeleted"/>.</summary>
/// <param name="Before">The profile as it was.</param>
public sealed record ClaimProfileDeleted(ClaimProfileState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.ClaimProfileDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}
