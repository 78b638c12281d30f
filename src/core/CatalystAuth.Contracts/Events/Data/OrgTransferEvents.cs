using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An offer of ownership.</summary>
/// <param name="From">Who offers it.</param>
/// <param name="To">Who is to own the organisation.</param>
/// <param name="ExpiresAt">When the offer ends.</param>
public sealed record TransferState(UserId From, UserId To, DateTimeOffset ExpiresAt);

/// <summary>See <see cref="EventTypes.OrgTransferOffered"/>.</summary>
/// <param name="After">The offer.</param>
public sealed record OrgTransferOffered(TransferState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgTransferOffered;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgTransferRevoked"/>.</summary>
/// <param name="Before">The offer as it was.</param>
public sealed record OrgTransferRevoked(TransferState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgTransferRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgTransferDeclined"/>.</summary>
/// <param name="Before">The offer as it was.</param>
public sealed record OrgTransferDeclined(TransferState Before) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgTransferDeclined;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.OrgTransferred"/>.</summary>
/// <param name="Before">Who owned it.</param>
/// <param name="After">Who owns it.</param>
public sealed record OrgTransferred(OrgOwnerState Before, OrgOwnerState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.OrgTransferred;

    /// <inheritdoc />
    public static int Version => 1;
}
