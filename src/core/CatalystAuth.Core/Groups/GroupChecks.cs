using CatalystAuth.Contracts.Groups;
using CatalystAuth.Contracts.Memberships;
using CatalystAuth.Contracts.Orgs;
using CatalystAuth.Contracts.Results;

namespace CatalystAuth.Core.Groups;

/// <summary>Refusals and checks that the groups' use cases share.</summary>
internal static class GroupChecks
{
    public const int MaxGroups = 5000;
    public const int MaxRoles = 20;

    // The same for "is not there" and "is another tenant's".
    public static readonly Error NotFound = new(GroupErrorCodes.NotFound, "There is no such group in this organisation.", ErrorKind.NotFound);

    public static readonly Error ParentNotFound = Error.Field(
        GroupErrorCodes.NotFound, "parentId", "There is no such group in this organisation.") with
    {
        Kind = ErrorKind.NotFound,
    };

    public static readonly Error SlugTaken = Error.Field(
        GroupErrorCodes.SlugTaken, "slug", "A group beside it has this slug. Choose another.") with
    {
        Kind = ErrorKind.Conflict,
    };

    public static readonly Error Cycle = Error.Field(GroupErrorCodes.Cycle, "parentId", "A group can't stand below itself.") with
    {
        Kind = ErrorKind.Conflict,
    };

    public static readonly Error TooDeep = Error.Field(
        GroupErrorCodes.TooMany, "parentId", $"Groups nest at most {GroupPaths.MaxDepth} deep.") with
    {
        Kind = ErrorKind.Conflict,
    };

    public static readonly Error TooMany = new(
        GroupErrorCodes.TooMany, $"An organisation has at most {MaxGroups} groups.", ErrorKind.Conflict);

    public static readonly Error HasChildren = new(
        GroupErrorCodes.HasChildren, "Groups stand below it. Move or delete them first.", ErrorKind.Conflict);

    public static readonly Error MemberNotFound = new(
        GroupErrorCodes.MemberNotFound, "This user was not put into this group.", ErrorKind.NotFound);

    public static Error? Check(string name, string slug, string? description, IReadOnlyList<string> roles)
    {
        if (!DisplayNames.IsValid(name))
        {
            return Error.Field(GroupErrorCodes.Invalid, "name", DisplayNames.Rule);
        }

        if (!OrgSlug.IsValid(slug))
        {
            return Error.Field(
                GroupErrorCodes.Invalid, "slug",
                $"A slug is made of a-z, 0-9 and single hyphens between them, at most {OrgSlug.MaxLength} characters.");
        }

        if (!Descriptions.IsValid(description))
        {
            return Error.Field(GroupErrorCodes.Invalid, "description", Descriptions.Rule);
        }

        if (roles.Contains(BuiltInRoles.Owner))
        {
            return Error.Field(GroupErrorCodes.Invalid, "roles", "Ownership belongs to memberships; a group can't give it.");
        }

        return roles.Count > MaxRoles || roles.Distinct(StringComparer.Ordinal).Count() != roles.Count
            ? Error.Field(GroupErrorCodes.Invalid, "roles", $"A group has at most {MaxRoles} roles, each once.")
            : null;
    }
}
