using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Invitations;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Events.Data;

/// <summary>An invitation, without its token.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Email">Who is invited.</param>
/// <param name="Role">The role that they get.</param>
/// <param name="Groups">The groups that they get into.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>) for their membership.</param>
/// <param name="SentCount">How often it was sent.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="ExpiringLabelsDelta">Those of the changes that expire, and when; left out when none does.</param>
/// <param name="RequestedAt">When the invitee asked for it again; left out when they have not since it was last sent.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
public sealed record InvitationState(
    InvitationStatus Status, [property: Personal] string Email, string Role, IReadOnlyList<GroupId> Groups,
    IReadOnlyList<string> LabelsDelta, int SentCount, DateTimeOffset ExpiresAt, IReadOnlyList<LabelEntry>? ExpiringLabelsDelta = null,
    DateTimeOffset? RequestedAt = null, UserId? AcceptedBy = null);

/// <summary>See <see cref="EventTypes.InvitationCreated"/>.</summary>
/// <param name="After">The invitation.</param>
public sealed record InvitationCreated(InvitationState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.InvitationCreated;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.InvitationResent"/>.</summary>
/// <param name="Before">The invitation before.</param>
/// <param name="After">The invitation after.</param>
public sealed record InvitationResent(InvitationState Before, InvitationState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.InvitationResent;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.InvitationRevoked"/>.</summary>
/// <param name="Before">The invitation before.</param>
/// <param name="After">The invitation after.</param>
/// <param name="ReplacedBy">The invitation that takes its place; left out when it was taken back.</param>
public sealed record InvitationRevoked(InvitationState Before, InvitationState After, InvitationId? ReplacedBy = null) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.InvitationRevoked;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.InvitationAccepted"/>.</summary>
/// <param name="Before">The invitation before.</param>
/// <param name="After">The invitation after.</param>
/// <param name="EmailVerified">Whether it proved the address, as its link came from the mailbox.</param>
public sealed record InvitationAccepted(InvitationState Before, InvitationState After, bool EmailVerified) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.InvitationAccepted;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.InvitationDeclined"/>.</summary>
/// <param name="Before">The invitation before.</param>
/// <param name="After">The invitation after.</param>
public sealed record InvitationDeclined(InvitationState Before, InvitationState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.InvitationDeclined;

    /// <inheritdoc />
    public static int Version => 1;
}

/// <summary>See <see cref="EventTypes.InvitationRequested"/>.</summary>
/// <param name="Before">The invitation before.</param>
/// <param name="After">The invitation after.</param>
public sealed record InvitationRequested(InvitationState Before, InvitationState After) : IEventData
{
    /// <inheritdoc />
    public static string Type => EventTypes.InvitationRequested;

    /// <inheritdoc />
    public static int Version => 1;
}
