using CatalystAuth.Contracts.Labels;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Users;

namespace CatalystAuth.Contracts.Groups;

/// <summary>A group of an organisation: a department, a team. Who is in it is also in every group above it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrgId">The organisation.</param>
/// <param name="ParentId">The group above; null at the top.</param>
/// <param name="Slug">Its name in paths, unique among its siblings; the grammar is that of organisations' slugs.</param>
/// <param name="Path">The slugs from the top down to it, joined with <c>/</c>: how tokens and policies name it.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Roles">Roles that everybody in it, and below it, has in the organisation.</param>
/// <param name="Labels">Labels that everybody in it, and below it, inherits.</param>
/// <param name="Version">Goes up with each change; the ETag.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record Group(
    GroupId Id, OrgId OrgId, GroupId? ParentId, string Slug, string Path, string Name, string? Description, IReadOnlyList<string> Roles,
    IReadOnlyList<string> Labels, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Those of the labels that expire, and when.</summary>
    public IReadOnlyList<LabelEntry>? ExpiringLabels { get; init; }
}

/// <summary>What a new group is made of.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Slug">Left out, it is derived from the name.</param>
/// <param name="ParentId">The group above; left out, it stands at the top. At most 10 deep.</param>
/// <param name="Description">At most 500 characters.</param>
/// <param name="Roles">Built-in roles or the organisation's own, each of which the caller may give.</param>
/// <param name="Labels">Needs <c>labels:write</c>.</param>
public sealed record CreateGroupRequest(
    string Name, string? Slug = null, GroupId? ParentId = null, string? Description = null, IReadOnlyList<string>? Roles = null,
    IReadOnlyList<LabelInput>? Labels = null);

/// <summary>A change of a group; what is left out stays.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Slug">Changes its path and those of all groups below it.</param>
/// <param name="Description">At most 500 characters; empty for none.</param>
/// <param name="Roles">All of them.</param>
/// <param name="Labels">All of them; needs <c>labels:write</c>.</param>
public sealed record UpdateGroupRequest(
    string? Name = null, string? Slug = null, string? Description = null, IReadOnlyList<string>? Roles = null,
    IReadOnlyList<LabelInput>? Labels = null);

/// <summary>Where a group goes.</summary>
/// <param name="ParentId">The group above; left out for the top.</param>
public sealed record MoveGroupRequest(GroupId? ParentId = null);

/// <summary>Somebody who was put into a group itself, not only into one below it.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">What to call them.</param>
/// <param name="Email">Their address.</param>
/// <param name="AddedAt">When they were put in.</param>
public sealed record GroupMember(UserId UserId, string Name, string Email, DateTimeOffset AddedAt);

/// <summary>Codes of refusals about groups.</summary>
public static class GroupErrorCodes
{
    /// <summary>No such group in the organisation, or none that the caller may know of.</summary>
    public const string NotFound = "group.not_found";

    /// <summary>Name, slug or description break their rule.</summary>
    public const string Invalid = "group.invalid";

    /// <summary>A sibling has the slug.</summary>
    public const string SlugTaken = "group.slug_taken";

    /// <summary>A group can't stand below itself.</summary>
    public const string Cycle = "group.cycle";

    /// <summary>Too deep, or too many.</summary>
    public const string TooMany = "group.too_many";

    /// <summary>Groups stand below it.</summary>
    public const string HasChildren = "group.has_children";

    /// <summary>The user was not put into this group.</summary>
    public const string MemberNotFound = "group.member_not_found";
}
