using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Contracts.Invitations;

/// <summary>Invites an address; one that is invited already gets the new invitation in place of the old.</summary>
/// <param name="Email">Who.</param>
/// <param name="Role">A role that the caller may give.</param>
/// <param name="Groups">Groups that the invitee gets into.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>); like groups for callers with members:write only.</param>
/// <param name="ExpiresIn">Seconds until it stops working: 3600 (one hour) to 2 592 000 (30 days); null for seven days.</param>
/// <param name="RedirectUrl">Where the invitee goes afterwards: an absolute https URL, at most 2000 characters; http on localhost.</param>
public sealed record InviteRequest(
    string Email, string Role = BuiltInRoles.Member, IReadOnlyList<GroupId>? Groups = null, IReadOnlyList<LabelInput>? LabelsDelta = null,
    long? ExpiresIn = null, string? RedirectUrl = null);

/// <summary>Invites many addresses at once.</summary>
/// <param name="Invitations">1 to 500 of them.</param>
public sealed record BulkInviteRequest(IReadOnlyList<InviteRequest> Invitations)
{
    /// <summary>The most rows of one request.</summary>
    public const int MaxRows = 500;
}

/// <summary>What became of each row.</summary>
/// <param name="Results">One a row, in the order of the request.</param>
public sealed record BulkInviteResponse(IReadOnlyList<BulkInvited> Results);

/// <summary>What became of a row: an invitation with its token, or an error.</summary>
/// <param name="Index">Which row of the request, from 0.</param>
public sealed record BulkInvited(int Index)
{
    /// <summary>The invitation.</summary>
    public Invitation? Invitation { get; init; }

    /// <summary>The secret of its link, shown this once.</summary>
    public string? Token { get; init; }

    /// <summary>The link for the invitee.</summary>
    public string? Url { get; init; }

    /// <summary>Why there is no invitation.</summary>
    public RowError? Error { get; init; }

    /// <summary>Without token and link, so that no log can carry them.</summary>
    public override string ToString() => $"BulkInvited {{ Index = {Index}, Error = {Error?.Code} }}";
}

/// <summary>Names an invitation by the token of its link. In the body, as addresses end in logs.</summary>
/// <param name="Token">The token.</param>
public sealed record InvitationTokenRequest(string Token)
{
    /// <summary>Without the token, so that no log can carry it.</summary>
    public override string ToString() => nameof(InvitationTokenRequest);
}
