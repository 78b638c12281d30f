using System.Text.Json.Serialization;
using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Invitations;

/// <summary>An invitation into an organisation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrgId">The organisation.</param>
/// <param name="Email">Who is invited.</param>
/// <param name="Role">The role that they get.</param>
/// <param name="Groups">The groups that they get into.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>) for their membership.</param>
/// <param name="Status">What became of it.</param>
/// <param name="InvitedBy">Who invited, or last sent it again.</param>
/// <param name="SentCount">How often it was sent: 1, and one more for each resend.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working.</param>
public sealed record Invitation(
    InvitationId Id, OrgId OrgId, string Email, string Role, IReadOnlyList<GroupId> Groups, IReadOnlyList<string> LabelsDelta,
    InvitationStatus Status, UserId InvitedBy, int SentCount, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Those of the changes that expire, and when.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabelsDelta { get; init; }

    /// <summary>Where the invitee goes afterwards.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>When the invitee asked for an expired invitation again; null when they have not since it was last sent.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>Whether it can't be accepted as it is, since who sent it may no longer give what it offers. Sending it again mends that.</summary>
    public bool InviterLapsed { get; init; }

    /// <summary>When it was accepted, declined or revoked.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who accepted it.</summary>
    public UserId? AcceptedBy { get; init; }

    /// <summary>The secret of the link; only in the answer that made it or sent it again.</summary>
    public string? Token { get; init; }

    /// <summary>The link for the invitee; only in the answer that made it or sent it again.</summary>
    public string? Url { get; init; }

    /// <summary>Without token and link, so that no log can carry them.</summary>
    public override string ToString() => $"Invitation {{ Id = {Id}, Status = {Status} }}";
}

/// <summary>What became of an invitation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvitationStatus>))]
public enum InvitationStatus
{
    /// <summary>It waits for its invitee.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Its invitee is a member now.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>Its invitee does not want to.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>It was taken back, or another took its place.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,

    /// <summary>Nobody accepted it in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}
