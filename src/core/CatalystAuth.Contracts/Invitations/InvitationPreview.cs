using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Invitations;

/// <summary>What whoever holds the link may see of an invitation.</summary>
/// <param name="OrgName">The organisation.</param>
/// <param name="InviterName">Who invites; null when their account is gone.</param>
/// <param name="Role">The role that is offered.</param>
/// <param name="Email">The invited address, masked.</param>
/// <param name="Status">Whether it still works.</param>
/// <param name="ExpiresAt">When it stops working.</param>
public sealed record InvitationPreview(
    string OrgName, string? InviterName, string Role, string Email, InvitationStatus Status, DateTimeOffset ExpiresAt)
{
    /// <summary>Whether it can't be accepted as it is, since who sent it may no longer give what it offers.</summary>
    public bool InviterLapsed { get; init; }

    /// <summary>The organisation's logo, if it has one.</summary>
    public string? OrgLogo { get; init; }

    /// <summary>Where the invitee goes afterwards.</summary>
    public string? RedirectUrl { get; init; }
}

/// <summary>An invitation to the signed-in user.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrgName">The organisation.</param>
/// <param name="InviterName">Who invites; null when their account is gone.</param>
/// <param name="Role">The role that is offered.</param>
/// <param name="Email">Which of the user's addresses was invited.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working.</param>
public sealed record MyInvitation(
    InvitationId Id, string OrgName, string? InviterName, string Role, string Email, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Whether it can't be accepted as it is, since who sent it may no longer give what it offers.</summary>
    public bool InviterLapsed { get; init; }

    /// <summary>The organisation's logo, if it has one.</summary>
    public string? OrgLogo { get; init; }

    /// <summary>Where the invitee goes afterwards.</summary>
    public string? RedirectUrl { get; init; }
}

/// <summary>An invitation that was accepted. Tokens for the organisation come with the next refresh that names it.</summary>
/// <param name="Id">The invitation's id.</param>
/// <param name="Org">The organisation that the user is in now.</param>
/// <param name="RedirectUrl">Where they go from here.</param>
public sealed record AcceptedInvitation(InvitationId Id, MyOrg Org, string? RedirectUrl = null);
