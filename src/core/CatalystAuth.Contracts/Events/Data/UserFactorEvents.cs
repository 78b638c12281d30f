namespace CatalystAuth.Contracts.Events.Data;

/// <summary>A factor of a user.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">One of <see cref="FactorKinds"/>; others may come.</param>
/// <param name="Name">What the user calls it.</param>
public sealed record FactorState(string Id, string Kind, [property: Personal] string Name);

/// <summary>The kinds of factor.</summary>
public static class FactorKinds
{
    /// <summary>An authenticator app.</summary>
    public const string Totp = "totp";

    /// <summary>A passkey.</summary>
    public const string Passkey = "passkey";
}

/// <summary>See <see cref="EventTypes.UserFactorAdded"/>.</summary>
/// <param name="After">The factor.</param>
public sealed record UserFactorAdded(FactorState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserFactorAdded;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserFactorRenamed"/>.</summary>
/// <param name="Before">The factor as it was called.</param>
/// <param name="After">The factor as it is called.</param>
public sealed record UserFactorRenamed(FactorState Before, FactorState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserFactorRenamed;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserFactorRemoved"/>.</summary>
/// <param name="Before">The factor.</param>
public sealed record UserFactorRemoved(FactorState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserFactorRemoved;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserPasskeySuspected"/>.</summary>
/// <param name="After">The passkey.</param>
/// <param name="Counter">What its authenticator counted.</param>
/// <param name="Known">What it had counted before.</param>
public sealed record UserPasskeySuspected(FactorState After, long Counter, long Known) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserPasskeySuspected;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>Recovery codes of a user.</summary>
/// <param name="Remaining">How many are not used yet.</param>
public sealed record RecoveryCodesState(int Remaining);

/// <summary>See <see cref="EventTypes.UserRecoveryCodesGenerated"/>.</summary>
/// <param name="Before">Those that are void now.</param>
/// <param name="After">The new ones.</param>
public sealed record UserRecoveryCodesGenerated(RecoveryCodesState Before, RecoveryCodesState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserRecoveryCodesGenerated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserRecoveryCodeUsed"/>.</summary>
/// <param name="After">What is left.</param>
public sealed record UserRecoveryCodeUsed(RecoveryCodesState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserRecoveryCodeUsed;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserPasswordChanged"/>.</summary>
/// <param name="SessionsEnded">How many other sessions ended with it.</param>
public sealed record UserPasswordChanged(int SessionsEnded) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserPasswordChanged;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.UserPasswordChangeRequired"/>.</summary>
/// <param name="Reason">Why.</param>
/// <param name="SessionsEnded">How many sessions ended with it.</param>
public sealed record UserPasswordChangeRequired([property: Personal] string Reason, int SessionsEnded) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserPasswordChangeRequired;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>The second factors of a user.</summary>
/// <param name="Factors">Each.</param>
/// <param name="RecoveryCodes">How many recovery codes were not used.</param>
public sealed record MfaState(IReadOnlyList<FactorState> Factors, int RecoveryCodes);

/// <summary>See <see cref="EventTypes.UserMfaReset"/>.</summary>
/// <param name="Before">What the user had.</param>
/// <param name="Reason">Why it was taken.</param>
public sealed record UserMfaReset(MfaState Before, [property: Personal] string Reason) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.UserMfaReset;

    /// <inheritdoc />
    public static int Version => 1;
}
