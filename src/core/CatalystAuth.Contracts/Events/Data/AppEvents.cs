using CatalystAuth.Contracts.Apps;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A protected app.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Hosts">The hosts that it answers for.</param>
/// <param name="Rules">Who gets in.</param>
/// <param name="Version">Goes up with each change of the app.</param>
/// <param name="Engine">Its policy engine.</param>
/// <param name="Unauthenticated">How nobody in particular is answered where somebody is needed.</param>
/// <param name="ApiPathPrefixes">Below which only programs are answered.</param>
/// <param name="Preflight">What becomes of CORS preflights.</param>
/// <param name="Audiences">Whom bearer tokens may be for; empty for the server's own audience.</param>
/// <param name="SignIn">What it asks of sessions.</param>
public sealed record AppState(
    string Name, IReadOnlyList<string> Hosts, IReadOnlyList<AppRule> Rules, int Version, string? Engine = null, string? Unauthenticated = null,
    IReadOnlyList<string>? ApiPathPrefixes = null, string? Preflight = null, IReadOnlyList<string>? Audiences = null, AppSignIn? SignIn = null);

/// <summary>See <see cref="EventTypes.AppCreated"/>.</summary>
/// <param name="After">The app.</param>
public sealed record AppCreated(AppState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AppCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.AppUpdated"/>.</summary>
/// <param name="Before">The app before.</param>
/// <param name="After">The app after.</param>
public sealed record AppUpdated(AppState Before, AppState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AppUpdated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.AppDeleted"/>.</summary>
/// <param name="Before">The app as it was.</param>
public sealed record AppDeleted(AppState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.AppDeleted;

    /// <inheritdoc />
    public static int Version => 1;
}
