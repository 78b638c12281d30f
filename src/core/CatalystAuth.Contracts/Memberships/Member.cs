using System.Text.Json.Nodes;
using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Memberships;

/// <summary>A user in an organisation.</summary>
/// <param name="Id">The membership's id.</param>
/// <param name="UserId">The user.</param>
/// <param name="Name">The user's name.</param>
/// <param name="Email">The user's address.</param>
/// <param name="Role">One of <see cref="BuiltInRoles"/>.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>) for this membership.</param>
/// <param name="CreatedAt">When the user joined.</param>
public sealed record Member(
    MembershipId Id, UserId UserId, string Name, string Email, string Role, IReadOnlyList<string> LabelsDelta, DateTimeOffset CreatedAt)
{
    /// <summary>Those of the changes that expire, and when.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabelsDelta { get; init; }

    /// <summary>Goes up with each change of the membership; the ETag.</summary>
    public int Version { get; init; }

    /// <summary>The user's picture.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>The public part of the user's custom data; absent when there is none.</summary>
    public JsonObject? Public { get; init; }
}

/// <summary>Adds a user to an organisation.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Role">One of <see cref="BuiltInRoles"/>, not above the caller's own.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>).</param>
public sealed record AddMemberRequest(UserId UserId, string Role = BuiltInRoles.Member, IReadOnlyList<LabelInput>? LabelsDelta = null);

/// <summary>Changes a membership; what is null stays.</summary>
/// <param name="Role">One of <see cref="BuiltInRoles"/>, not above the caller's own.</param>
/// <param name="LabelsDelta">Labels added (<c>+x</c>) or taken away (<c>-x</c>).</param>
public sealed record UpdateMemberRequest(string? Role = null, IReadOnlyList<LabelInput>? LabelsDelta = null);
